#include "server/options.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "protocol/mail.hpp"

namespace server {
namespace {

std::optional<std::int64_t> whole(std::string_view text, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
    return value;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return "";
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// Takes `what` off the front.
bool take(std::string_view& text, std::string_view what) {
    if (!text.starts_with(what)) return false;
    text.remove_prefix(what.size());
    return true;
}

// The part behind the scheme: host or host:port (RFC 7064 section 3.1, RFC 7065 section 3.1), where a host is a name, an IPv4
// address or an IPv6 address in brackets.
bool is_place(std::string_view url) {
    std::size_t host = 0;
    if (url.starts_with('[')) {
        host = url.find(']');
        if (host == std::string_view::npos || host < 3) return false;
        if (url.substr(1, host - 1).find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
        host += 1;
    } else {
        host = std::min(url.find(':'), url.size());
        const auto name = url.substr(0, host);
        constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
        if (name.empty() || name.find_first_not_of(letters) != std::string_view::npos) return false;
    }
    if (host == url.size()) return true;
    return url[host] == ':' && whole(url.substr(host + 1), 1, 65535).has_value();
}

bool is_stun(std::string_view url) { return (take(url, "stun:") || take(url, "stuns:")) && is_place(url); }

bool is_turn(std::string_view url) {
    for (const std::string_view end : {"?transport=udp", "?transport=tcp"})
        if (url.ends_with(end)) url.remove_suffix(end.size());
    return (take(url, "turn:") || take(url, "turns:")) && is_place(url);
}

// An error, as a sentence for people.
using Complaint = std::optional<std::string>;

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) text += part;
    return text;
}

// An option that takes a whole number.
struct NumberOption {
    std::string_view name;
    std::int64_t least;
    std::int64_t most;
    void (*set)(Options&, std::int64_t);
};

constexpr std::int64_t day_ms = 24 * 3600 * 1000;

constexpr NumberOption numbers[] = {
    {"--port", 0, 65535, [](Options& o, std::int64_t n) { o.port = static_cast<std::uint16_t>(n); }},
    {"--redirect-port", 0, 65535, [](Options& o, std::int64_t n) { o.redirect_port = static_cast<std::uint16_t>(n); }},
    {"--hsts-seconds", 0, 100'000'000, [](Options& o, std::int64_t n) { o.hsts_seconds = static_cast<std::uint32_t>(n); }},
    {"--metrics-port", 0, 65535, [](Options& o, std::int64_t n) { o.metrics_port = static_cast<std::uint16_t>(n); }},
    {"--seats", 2, protocol::max_room_seats, [](Options& o, std::int64_t n) { o.limits.seats = static_cast<std::uint32_t>(n); }},
    {"--rooms", 1, 10'000'000, [](Options& o, std::int64_t n) { o.limits.rooms = static_cast<std::size_t>(n); }},
    {"--connections", 1, 10'000'000, [](Options& o, std::int64_t n) { o.connections = static_cast<std::size_t>(n); }},
    {"--unfinished-bytes", 1'048'576, 1'000'000'000'000,
     [](Options& o, std::int64_t n) { o.unfinished_bytes = static_cast<std::size_t>(n); }},
    {"--waiting-bytes", 1'048'576, 1'000'000'000'000,
     [](Options& o, std::int64_t n) { o.limits.all_waiting_bytes = static_cast<std::size_t>(n); }},
    {"--letters-per-second", 1, 1'000'000, [](Options& o, std::int64_t n) { o.limits.letters.per_minute = 60 * n; }},
    {"--letter-burst", protocol::max_letters_per_post, 1'000'000, [](Options& o, std::int64_t n) { o.limits.letters.burst = n; }},
    {"--address-joins-per-minute", 1, 1'000'000,
     [](Options& o, std::int64_t n) {
         o.callers.joins = {n, n};
     }},
    {"--address-letters-per-second", 4, 1'000'000,
     [](Options& o, std::int64_t n) {
         o.callers.letters = {20 * n, 60 * n};
     }},
    {"--address-bytes-per-second", 100'000, 10'000'000,
     [](Options& o, std::int64_t n) {
         o.callers.bytes = {16 * n, 60 * n};
     }},
    {"--address-mailboxes", 1, 1'000'000, [](Options& o, std::int64_t n) { o.callers.mailboxes = static_cast<std::size_t>(n); }},
    {"--address-connections", 1, 1'000'000, [](Options& o, std::int64_t n) { o.callers.connections = static_cast<std::size_t>(n); }},
    {"--address-handshakes-per-minute", 1, 1'000'000,
     [](Options& o, std::int64_t n) {
         o.callers.handshakes = {n, n};
     }},
    {"--expiry-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.limits.expiry = n; }},
    {"--request-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.timeouts.request = n; }},
    {"--idle-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.timeouts.idle = n; }},
    {"--heartbeat-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.timeouts.heartbeat = n; }},
    {"--poll-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.timeouts.poll = n; }},
    {"--write-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.timeouts.write = n; }},
    {"--drain-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.timeouts.drain = n; }},
    {"--certificate-ms", 1, day_ms, [](Options& o, std::int64_t n) { o.timeouts.certificate = n; }},
};

// `option`: as a sentence begins that is about it.
Complaint set(Options& options, const NumberOption& taken, std::string_view option, std::string_view value) {
    if (const auto count = whole(value, taken.least, taken.most)) {
        taken.set(options, *count);
        return std::nullopt;
    }
    return joined(
        {option, " takes a whole number from ", std::to_string(taken.least), " to ", std::to_string(taken.most), ", not \"", value, "\"."});
}

// An option that takes a word.
struct WordOption {
    std::string_view name;
    char between;  // in the environment, where it may be given several times; 0: once
    Complaint (*set)(Options&, std::string_view option, std::string_view value);
};

// One more address of such servers.
Complaint add(std::vector<std::string>& urls, std::string_view option, bool fits, std::string_view url, std::string_view example) {
    if (!fits || url.size() > protocol::max_ice_bytes)
        return joined({option, " takes an address such as ", example, ", not \"", url, "\"."});
    if (urls.size() == protocol::max_ice_servers)
        return joined({option, " can be given ", std::to_string(protocol::max_ice_servers), " times at most."});
    urls.emplace_back(url);
    return std::nullopt;
}

Complaint add_stun(Options& options, std::string_view option, std::string_view url) {
    return add(options.ice.stun, option, is_stun(url), url, "stun:stun.example.org:3478");
}
Complaint add_turn(Options& options, std::string_view option, std::string_view url) {
    return add(options.ice.turn, option, is_turn(url), url, "turn:turn.example.org:3478?transport=udp");
}

Complaint add_proxy(Options& options, std::string_view option, std::string_view text) {
    const auto network = parse_network(text);
    if (!network) return joined({option, " takes an address or a network such as 127.0.0.1 or 10.0.0.0/8, not \"", text, "\"."});
    options.trusted_proxies.push_back(*network);
    return std::nullopt;
}

Complaint set_log(Options& options, std::string_view option, std::string_view text) {
    if (text != "off" && text != "lines" && text != "json") return joined({option, " takes off, lines or json, not \"", text, "\"."});
    options.log = text == "json" ? LogForm::json : text == "lines" ? LogForm::lines : LogForm::off;
    return std::nullopt;
}

// The value is not repeated in the error, since there may be a password in it.
Complaint set_redis(Options& options, std::string_view option, std::string_view url) {
    options.redis = store::parse_redis_address(url);
    if (options.redis) return std::nullopt;
    return joined({option, " takes an address such as redis://127.0.0.1:6379/0 or unix:///run/redis/redis.sock."});
}

Complaint set_service_worker(Options& options, std::string_view option, std::string_view text) {
    if (text != "on" && text != "off") return joined({option, " takes on or off, not \"", text, "\"."});
    options.page.service_worker = text == "on";
    return std::nullopt;
}

template <std::string Options::*member>
Complaint keep(Options& options, std::string_view, std::string_view value) {
    options.*member = value;
    return std::nullopt;
}

// Folders that a browser asks for, such as /chat/ or /tools/chat/.
Complaint set_base_path(Options& options, std::string_view option, std::string_view path) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    const bool is_one = path.starts_with('/') && path.ends_with('/') && path.find_first_not_of(letters) == std::string_view::npos;
    if (!is_one || path.find("//") != std::string_view::npos || path.find("/.") != std::string_view::npos)
        return joined({option, " takes a path such as /chat/, not \"", path, "\"."});
    options.base_path = path;
    return std::nullopt;
}

// A source of CSP that is an origin (W3C Content Security Policy section 2.3.1): "https://intranet.example:8443".
Complaint add_embedder(Options& options, std::string_view option, std::string_view origin) {
    auto place = origin;
    const bool has_scheme = take(place, "https://") || take(place, "http://");
    take(place, "*.");
    if (!has_scheme || !is_place(place))
        return joined({option, " takes an origin such as https://intranet.example, not \"", origin, "\"."});
    options.page.embedders.emplace_back(origin);
    return std::nullopt;
}

// Fields that say where an answer ends and what it is stay the server's.
Complaint add_page_header(Options& options, std::string_view option, std::string_view text) {
    static constexpr std::string_view not_these[] = {"connection", "content-encoding", "content-length", "content-type",     "date", "etag",
                                                     "location",   "set-cookie",       "trailer",        "transfer-encoding"};
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const auto colon = std::min(text.find(':'), text.size());
    std::string name(text.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const auto value = colon == text.size() ? text.substr(colon) : trimmed(text.substr(colon + 1));
    const bool is_one = colon < text.size() && !name.empty() && name.find_first_not_of(letters) == std::string::npos &&
                        std::all_of(value.begin(), value.end(), [](char letter) { return letter >= ' ' && letter <= '~'; });
    if (!is_one || std::find(std::begin(not_these), std::end(not_these), name) != std::end(not_these))
        return joined({option, " takes a header such as \"Referrer-Policy: origin\", not \"", text, "\"."});
    options.page.headers.push_back({std::string(text.substr(0, colon)), std::string(value)});
    return std::nullopt;
}

constexpr char once = 0;

constexpr WordOption words_taken[] = {
    {"--host", once, keep<&Options::host>},
    {"--socket", once, keep<&Options::socket>},
    {"--tls-certificate", once, keep<&Options::tls_certificate>},
    {"--tls-key", once, keep<&Options::tls_key>},
    {"--acme-folder", once, keep<&Options::acme_folder>},
    {"--base-path", once, set_base_path},
    {"--pages", once, keep<&Options::pages>},
    {"--embed-origin", ',', add_embedder},
    {"--page-header", '\n', add_page_header},
    {"--service-worker", once, set_service_worker},
    {"--metrics-host", once, keep<&Options::metrics_host>},
    {"--metrics-socket", once, keep<&Options::metrics_socket>},
    {"--log", once, set_log},
    {"--stun", ',', add_stun},
    {"--turn", ',', add_turn},
    {"--trusted-proxy", ',', add_proxy},
    {"--turn-secret-file", once, keep<&Options::turn_secret_file>},
    {"--redis", once, set_redis},
    {"--redis-password-file", once, keep<&Options::redis_password_file>},
};

constexpr std::string_view config_option = "--config";

template <class Option, std::size_t count>
const Option* named(const Option (&options)[count], std::string_view name) {
    for (const auto& each : options)
        if (each.name == name) return &each;
    return nullptr;
}

// A value that was given, and where.
struct Given {
    std::string option;  // "--port"
    std::string value;
    std::string sentence;  // the beginning of one about it
};

// All that one source says.
struct Source {
    std::vector<Given> given;
    Complaint complaint{};
};

bool is_option(std::string_view name) { return named(numbers, name) || named(words_taken, name); }

Source of_words(const std::vector<std::string_view>& words, Options& options) {
    Source source;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto name = words[i];
        if (name == "--help" || name == "-h") {
            options.help = true;
        } else if (name == "--version") {
            options.version = true;
        } else if (name == "--check") {
            options.check = true;
        } else if (!is_option(name) && name != config_option) {
            source.complaint = joined({"There is no option ", name, "; --help lists them."});
            break;
        } else if (++i == words.size()) {
            source.complaint = joined({"The option ", name, " needs a value."});
            break;
        } else {
            source.given.push_back({std::string(name), std::string(words[i]), joined({"The option ", name})});
        }
    }
    return source;
}

// TINCAN_PORT for --port.
std::string variable_of(std::string_view option) {
    std::string name = "TINCAN";
    for (const char letter : option.substr(1)) name += letter == '-' ? '_' : static_cast<char>(letter - 'a' + 'A');
    return name;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (;;) {
        const auto end = std::min(text.find(at), text.size());
        parts.emplace_back(text.substr(0, end));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

// An empty variable is as good as none.
Source of_environment(const Lookup& environment) {
    Source source;
    const auto read = [&](std::string_view option, char between) {
        const auto variable = variable_of(option);
        const auto value = environment ? environment(variable) : std::nullopt;
        if (!value || value->empty()) return;
        for (auto& part : between ? split(*value, between) : std::vector{*value})
            source.given.push_back({std::string(option), std::move(part), "The variable " + variable});
    };
    for (const auto& each : numbers) read(each.name, once);
    for (const auto& each : words_taken) read(each.name, each.between);
    read(config_option, once);
    return source;
}

Source of_file(const std::string& path, const Lookup& file) {
    Source source;
    const auto text = file ? file(path) : std::nullopt;
    if (!text) {
        source.complaint = joined({"The file ", path, " of the option --config cannot be read."});
        return source;
    }
    std::size_t number = 0;
    for (const auto& each : split(*text, '\n')) {
        const auto place = path + ", line " + std::to_string(++number) + ": ";
        const auto line = trimmed(each);
        if (line.empty() || line.starts_with('#')) continue;
        const auto equals = line.find('=');
        const auto name = trimmed(line.substr(0, equals));
        if (equals == std::string_view::npos) {
            source.complaint = place + "a line is `name = value`, or a remark that begins with #.";
        } else if (!is_option(joined({"--", name}))) {
            source.complaint = joined({place, "there is no option ", name, "."});
        } else {
            source.given.push_back(
                {joined({"--", name}), std::string(trimmed(line.substr(equals + 1))), joined({place, "the option ", name})});
            continue;
        }
        break;
    }
    return source;
}

// Options that only make sense together.
Complaint agree(const Options& options) {
    if (options.tls_certificate.empty() != options.tls_key.empty())
        return "The options --tls-certificate and --tls-key name two files that belong together: one is missing.";
    const bool redirects = options.redirect_port || options.hsts_seconds > 0;
    if (redirects && options.tls_certificate.empty())
        return "The options --redirect-port and --hsts-seconds are for a server with TLS: name its --tls-certificate.";
    if (!options.redis_password_file.empty() && !options.redis)
        return "The option --redis-password-file is for a server with a Redis: name that with --redis.";
    return std::nullopt;
}

Complaint apply(Options& options, const Given& given) {
    const auto* number = named(numbers, given.option);
    const auto* word = named(words_taken, given.option);
    if (number) return set(options, *number, given.sentence, given.value);
    return word ? word->set(options, given.sentence, given.value) : std::nullopt;
}

}  // namespace

std::variant<Options, std::string> read_options(const std::vector<std::string_view>& words, const Lookup& environment, const Lookup& file) {
    Options options;
    std::vector<Source> sources{of_words(words, options), of_environment(environment)};
    if (sources[0].complaint) return *sources[0].complaint;
    std::string config;
    for (auto source = sources.rbegin(); source != sources.rend(); ++source)
        for (const auto& given : source->given)
            if (given.option == config_option) config = given.value;
    if (!config.empty()) sources.push_back(of_file(config, file));

    std::set<std::string> said;
    for (auto& source : sources) {
        if (source.complaint) return *source.complaint;
        for (const auto& given : source.given) {
            if (said.count(given.option)) continue;
            if (auto complaint = apply(options, given)) return *std::move(complaint);
        }
        for (auto& given : source.given) said.insert(std::move(given.option));
    }
    if (auto complaint = agree(options)) return *std::move(complaint);
    return options;
}

}  // namespace server
