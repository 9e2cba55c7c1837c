#include "server/log.hpp"

#include <cstdio>
#include <ctime>

#include "protocol/json_writer.hpp"

namespace server {

// RFC 3339, in UTC.
std::string Log::stamp() const {
    const std::int64_t now = clock_();
    const std::time_t seconds = static_cast<std::time_t>(now / 1000);
    std::tm at{};
    gmtime_r(&seconds, &at);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour,
                  at.tm_min, at.tm_sec, static_cast<int>(now % 1000));
    return text;
}

void Log::complain(std::string_view sentence) const {
    if (form_ == LogForm::json) return tell("complaint", {{"sentence", sentence}});
    write_("tincan-server: " + std::string(sentence) + '\n');
}

void Log::tell(std::string_view what, Fields fields) const {
    if (form_ == LogForm::off) return;
    if (form_ == LogForm::json) {
        protocol::JsonWriter line;
        line.field("time", stamp()).field("what", what);
        for (const auto& [name, value] : fields) std::visit([&, key = name](auto it) { line.field(key, it); }, value);
        return write_(line.done() + '\n');
    }
    std::string line = stamp().append(" ").append(what);
    for (const auto& [name, value] : fields) {
        line.append(" ").append(name).append("=");
        if (const auto* text = std::get_if<std::string_view>(&value)) line.append(*text);
        if (const auto* number = std::get_if<std::uint64_t>(&value)) line.append(std::to_string(*number));
    }
    write_(line + '\n');
}

}  // namespace server
