#include "server/proxies.hpp"

#include <algorithm>

namespace server {
namespace {

using Parts = std::vector<std::string_view>;

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The parts between separators that are not in a quoted string (RFC 9110 section 5.6.4). Nothing where one does not end: then a
// client began it, to hide in it what the proxy adds.
Parts split(std::string_view text, char separator) {
    Parts parts;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') quoted = !quoted;
        if (quoted && text[at] == '\\') ++at;
        if (quoted || at >= text.size() || text[at] != separator) continue;
        parts.push_back(trim(text.substr(begin, at - begin)));
        begin = at + 1;
    }
    if (quoted) return {};
    parts.push_back(trim(text.substr(begin)));
    return parts;
}

// An address that may have a port: "192.0.2.1:80", "[2001:db8::1]:80", "[2001:db8::1]".
std::optional<Address> address_of_node(std::string_view node) {
    if (node.starts_with('[')) {
        const auto end = node.find(']');
        return end == std::string_view::npos ? std::nullopt : parse_address(node.substr(1, end - 1));
    }
    if (std::count(node.begin(), node.end(), ':') == 1) node = node.substr(0, node.find(':'));
    return parse_address(node);
}

bool is_for(std::string_view name) {
    return name.size() == 3 && (name[0] | 0x20) == 'f' && (name[1] | 0x20) == 'o' && (name[2] | 0x20) == 'r';
}

// The node of `for=` in an element of Forwarded: `for="[2001:db8::1]:4711";proto=https`.
std::string_view node_of_element(std::string_view element) {
    for (const auto pair : split(element, ';')) {
        const auto equals = std::min(pair.find('='), pair.size());
        if (!is_for(trim(pair.substr(0, equals)))) continue;
        auto node = trim(pair.substr(std::min(equals + 1, pair.size())));
        if (node.size() >= 2 && node.front() == '"' && node.back() == '"') node = node.substr(1, node.size() - 2);
        return node;
    }
    return {};
}

// Each proxy adds at the end whom it has the request from, so a list is read from there.
template <class NodeOf>
std::optional<Address> nearest_stranger(const TrustedProxies& proxies, const Parts& parts, NodeOf node_of) {
    std::optional<Address> address;
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        address = address_of_node(node_of(*part));
        if (!address || !is_trusted(proxies, *address)) break;
    }
    return address;
}

}  // namespace

bool is_trusted(const TrustedProxies& proxies, const Address& address) {
    return std::any_of(proxies.begin(), proxies.end(), [&](const Network& proxy) { return proxy.holds(address); });
}

std::optional<Address> forwarded_for(const TrustedProxies& proxies, std::string_view x_forwarded_for, std::string_view forwarded) {
    const auto by_list = nearest_stranger(proxies, split(x_forwarded_for, ','), [](std::string_view item) { return item; });
    if (forwarded.empty()) return by_list;
    const auto by_element = nearest_stranger(proxies, split(forwarded, ','), node_of_element);
    return x_forwarded_for.empty() || by_list == by_element ? by_element : std::nullopt;
}

}  // namespace server
