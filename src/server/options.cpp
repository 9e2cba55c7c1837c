#include "server/options.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "server/options_table.hpp"

namespace server {
namespace {

constexpr std::string_view config_option = "--config";

// All that one source says.
struct Source {
    std::vector<Given> given;
    Complaint complaint{};
};

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
    for (const auto& each : options_taken()) read(each.name, each.between);
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
