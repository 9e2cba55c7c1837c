#include "client/network/ice_servers.hpp"

#include <algorithm>
#include <string>

namespace client::network {
namespace {

// Schemes and parameters of an address have no case (RFC 3986 section 6.2.2.1); only ASCII is looked for.
std::string lower(std::string_view text) {
    std::string low(text);
    for (auto& letter : low)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return low;
}

bool has_scheme(std::string_view url, std::string_view scheme) {
    return url.size() > scheme.size() && url[scheme.size()] == ':' && lower(url.substr(0, scheme.size())) == scheme;
}

// Each address for which `wanted(address)`, as a server of its own.
template <class Wanted>
IceServers each_address(const IceServers& servers, Wanted wanted) {
    IceServers single;
    for (const auto& server : servers)
        for (const auto& url : server.urls)
            if (wanted(url)) single.push_back({{url}, server.username, server.credential});
    return single;
}

}  // namespace

ServerTransport transport_of(std::string_view url) {
    if (has_scheme(url, "turns") || has_scheme(url, "stuns")) return ServerTransport::tls;
    const auto low = lower(url);
    const bool tcp = low.find("?transport=tcp") != std::string::npos || low.find("&transport=tcp") != std::string::npos;
    return tcp ? ServerTransport::tcp : ServerTransport::udp;
}

IceServers stun_servers(const IceServers& servers) {
    auto stuns = each_address(servers, [](const std::string& url) { return has_scheme(url, "stun") || has_scheme(url, "stuns"); });
    if (!stuns.empty()) return stuns;
    const auto by_udp = [](const std::string& url) { return has_scheme(url, "turn") && transport_of(url) == ServerTransport::udp; };
    for (const auto& relay : each_address(servers, by_udp)) {
        const auto& url = relay.urls.front();
        stuns.push_back({{"stun" + url.substr(4, url.find('?') - 4)}});
    }
    return stuns;
}

IceServers turn_servers(const IceServers& servers, ServerTransport transport) {
    return each_address(servers, [transport](const std::string& url) {
        return (has_scheme(url, "turn") || has_scheme(url, "turns")) && transport_of(url) == transport;
    });
}

}  // namespace client::network
