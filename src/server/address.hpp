// Addresses of the internet and the networks they are in. It must not know what they are used for.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace server {

// An IPv6 address; one of IPv4 is mapped into it (RFC 4291 section 2.5.5.2).
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    bool operator==(const Address&) const = default;

    bool is_ipv4() const;
    bool is_loopback() const;
};

// "192.0.2.1" or "2001:db8::1"; nothing else.
std::optional<Address> parse_address(std::string_view text);

// All addresses that begin with the same bits.
struct Network {
    Address first;
    unsigned bits = 128;
    bool holds(const Address& address) const;
};

// An address, or one with a number of bits: "10.0.0.0/8".
std::optional<Network> parse_network(std::string_view text);

}  // namespace server
