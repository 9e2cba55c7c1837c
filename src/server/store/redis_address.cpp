#include "server/store/redis_address.hpp"

#include <algorithm>
#include <charconv>

namespace server::store {
namespace {

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc() && end == text.data() + text.size();
}

bool read_escaped(std::string_view text, std::string& plain) {
    while (!text.empty()) {
        if (text[0] != '%') {
            plain += text[0];
            text.remove_prefix(1);
            continue;
        }
        unsigned char byte = 0;
        if (text.size() < 3 || !read_number(text.substr(1, 2), byte, 16)) return false;
        plain += static_cast<char>(byte);
        text.remove_prefix(3);
    }
    return true;
}

// The part before the @, which is taken off.
bool read_user(std::string_view& rest, RedisAddress& address) {
    const auto at = rest.find('@');
    if (at == std::string_view::npos) return true;
    const auto said = rest.substr(0, at);
    const auto colon = std::min(said.find(':'), said.size());
    rest.remove_prefix(at + 1);
    return read_escaped(said.substr(0, colon), address.user) &&
           read_escaped(said.substr(std::min(colon + 1, said.size())), address.password);
}

bool read_host(std::string_view place, RedisAddress& address) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:";
    const bool bracketed = place.starts_with('[');
    const auto end = bracketed ? place.find(']') : std::min(place.find(':'), place.size());
    if (end == std::string_view::npos) return false;
    address.host = bracketed ? place.substr(1, end - 1) : place.substr(0, end);
    place.remove_prefix(end + (bracketed ? 1 : 0));
    if (address.host.empty() || address.host.find_first_not_of(letters) != std::string::npos) return false;
    return place.empty() || (place[0] == ':' && read_number(place.substr(1), address.port) && address.port > 0);
}

}  // namespace

std::optional<RedisAddress> parse_redis_address(std::string_view url) {
    constexpr std::string_view over_tcp = "redis://";
    constexpr std::string_view over_file = "unix://";
    RedisAddress address;
    const bool is_file = url.starts_with(over_file);
    if (!is_file && !url.starts_with(over_tcp)) return std::nullopt;
    url.remove_prefix(is_file ? over_file.size() : over_tcp.size());
    if (!read_user(url, address)) return std::nullopt;
    const std::string_view before_database = is_file ? "?db=" : "/";
    const auto end = std::min(url.find(before_database), url.size());
    const auto place = url.substr(0, end);
    const auto database = end == url.size() ? std::string_view() : url.substr(end + before_database.size());
    if (!database.empty() && !read_number(database, address.database)) return std::nullopt;
    if (is_file) {
        if (!place.starts_with('/')) return std::nullopt;
        address.socket = place;
        return address;
    }
    return read_host(place, address) ? std::optional(address) : std::nullopt;
}

}  // namespace server::store
