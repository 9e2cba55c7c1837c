// Which STUN and TURN servers the checks of the network ask, and how.
#include "client/network/ice_servers.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace client::network;

namespace {

std::vector<std::string> urls(const IceServers& servers) {
    std::vector<std::string> all;
    for (const auto& server : servers) {
        REQUIRE(server.urls.size() == 1);
        all.push_back(server.urls.front());
    }
    return all;
}

using Urls = std::vector<std::string>;

const IceServers lent{{{"stun:a.example:3478", "STUNS:b.example"}},
                      {{"turn:c.example?transport=udp", "turn:c.example?transport=TCP", "turns:c.example?transport=tcp"}, "me", "secret"}};

}  // namespace

TEST_CASE("an address says how its server is talked with") {
    CHECK(transport_of("stun:a.example") == ServerTransport::udp);
    CHECK(transport_of("turn:a.example:3478?transport=udp") == ServerTransport::udp);
    CHECK(transport_of("turn:a.example?transport=tcp") == ServerTransport::tcp);
    CHECK(transport_of("turn:a.example?x=y&Transport=TCP") == ServerTransport::tcp);
    CHECK(transport_of("turns:a.example?transport=tcp") == ServerTransport::tls);
    CHECK(transport_of("TURNS:a.example") == ServerTransport::tls);
    CHECK(transport_of("turn:transport=tcp.example") == ServerTransport::udp);
    CHECK(transport_of("") == ServerTransport::udp);
}

TEST_CASE("each address of a STUN server is asked alone") {
    CHECK(urls(stun_servers(lent)) == Urls{"stun:a.example:3478", "STUNS:b.example"});
    CHECK(stun_servers({}).empty());
    CHECK(stun_servers({{{"https://a.example", "stun", "stunning:a"}}}).empty());
}

TEST_CASE("where there is no STUN server, relays over UDP tell one's address, without a credential") {
    const IceServers relays{
        {{"turn:c.example:1?transport=udp", "TURN:d.example", "turn:c.example?transport=tcp", "turns:c.example"}, "me", "s"}};
    const auto asked = stun_servers(relays);
    CHECK(urls(asked) == Urls{"stun:c.example:1", "stun:d.example"});
    CHECK(asked[0].username.empty());
    CHECK(asked[0].credential.empty());
}

TEST_CASE("relays are asked over each transport, with their credential") {
    CHECK(urls(turn_servers(lent, ServerTransport::udp)) == Urls{"turn:c.example?transport=udp"});
    CHECK(urls(turn_servers(lent, ServerTransport::tcp)) == Urls{"turn:c.example?transport=TCP"});
    CHECK(urls(turn_servers(lent, ServerTransport::tls)) == Urls{"turns:c.example?transport=tcp"});
    CHECK(turn_servers(lent, ServerTransport::tls)[0].username == "me");
    CHECK(turn_servers(lent, ServerTransport::tls)[0].credential == "secret");
    CHECK(turn_servers({lent[0]}, ServerTransport::udp).empty());
}
