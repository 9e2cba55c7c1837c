#include "server/options_table.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <utility>

#include "protocol/mail.hpp"

namespace server {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return "";
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) text += part;
    return text;
}

namespace {

std::optional<std::int64_t> whole(std::string_view text, std::int64_t least, std::int64_t most) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) return std::nullopt;
    return value;
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
    char between;  // as of Taken
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

template <class Option, std::size_t count>
const Option* named(const Option (&options)[count], std::string_view name) {
    for (const auto& each : options)
        if (each.name == name) return &each;
    return nullptr;
}

}  // namespace

std::vector<Taken> options_taken() {
    std::vector<Taken> all;
    for (const auto& each : numbers) all.push_back({each.name, once});
    for (const auto& each : words_taken) all.push_back({each.name, each.between});
    return all;
}

bool is_option(std::string_view name) { return named(numbers, name) || named(words_taken, name); }

Complaint apply(Options& options, const Given& given) {
    const auto* number = named(numbers, given.option);
    const auto* word = named(words_taken, given.option);
    if (number) return set(options, *number, given.sentence, given.value);
    return word ? word->set(options, given.sentence, given.value) : std::nullopt;
}

}  // namespace server
