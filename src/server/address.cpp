#include "server/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace server {
namespace {

constexpr unsigned ipv4_bits = 96;  // of the prefix of mapped addresses
constexpr std::array<std::uint8_t, 12> ipv4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

}  // namespace

bool Address::is_ipv4() const { return std::equal(ipv4_prefix.begin(), ipv4_prefix.end(), bytes.begin()); }

bool Address::is_loopback() const {
    constexpr Address one{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
    return is_ipv4() ? bytes[12] == 127 : *this == one;
}

std::optional<Address> parse_address(std::string_view text) {
    const std::string ended(text);
    if (ended.find('\0') != std::string::npos) return std::nullopt;
    Address address;
    if (inet_pton(AF_INET6, ended.c_str(), address.bytes.data()) == 1) return address;
    std::copy(ipv4_prefix.begin(), ipv4_prefix.end(), address.bytes.begin());
    if (inet_pton(AF_INET, ended.c_str(), address.bytes.data() + ipv4_prefix.size()) == 1) return address;
    return std::nullopt;
}

bool Network::holds(const Address& address) const {
    const unsigned whole = bits / 8;
    if (!std::equal(first.bytes.begin(), first.bytes.begin() + whole, address.bytes.begin())) return false;
    const unsigned rest = bits % 8;
    return rest == 0 || (first.bytes[whole] ^ address.bytes[whole]) >> (8 - rest) == 0;
}

std::optional<Network> parse_network(std::string_view text) {
    const auto slash = std::min(text.find('/'), text.size());
    const auto first = parse_address(text.substr(0, slash));
    if (!first) return std::nullopt;
    if (slash == text.size()) return Network{*first, 128};
    const unsigned most = first->is_ipv4() ? 32 : 128;
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(text.data() + slash + 1, text.data() + text.size(), bits);
    if (error != std::errc() || end != text.data() + text.size() || bits > most) return std::nullopt;
    return Network{*first, bits + (first->is_ipv4() ? ipv4_bits : 0)};
}

}  // namespace server
