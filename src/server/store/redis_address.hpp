// Where a Redis is, as one line says it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace server::store {

struct RedisAddress {
    std::string host;
    std::uint16_t port = 6379;
    std::string socket;  // file of a Unix socket, in the place of both
    std::string user, password;
    unsigned database = 0;
};

// redis://[user[:password]@]host[:port][/database], or unix://[user[:password]@]/path[?db=database]. In the user and the password a % is
// followed by the two digits of a byte (RFC 3986 section 2.1). Nothing where it is neither.
std::optional<RedisAddress> parse_redis_address(std::string_view url);

}  // namespace server::store
