// The servers through which browsers find each other, and the credentials of those that relay.
#include "server/ice.hpp"

#include <doctest/doctest.h>

using namespace server;

TEST_CASE("a credential is what the TURN server computes too") {
    // RFC 2202 section 3, test case 2, in base64.
    CHECK(turn_credential("Jefe", "what do ya want for nothing?") == "7/zfauXrL6LSdBbV8YTfnCWafHk=");
}

TEST_CASE("who may enter may be relayed for, until a time that stands in the name, each under another name") {
    std::uint64_t chance = 40;
    std::int64_t now = 1'700'000'000;
    const IceServers ice(
        {{"stun:here"}, {"turn:there", "turns:there"}, "secret", 600}, [&] { return now; }, [&] { return ++chance; });
    CHECK(ice.seconds() == 600);
    const auto list = ice.list();
    REQUIRE(list.size() == 2);
    CHECK(list[0].urls == std::vector<std::string>{"stun:here"});
    CHECK(list[0].username.empty());
    CHECK(list[0].credential.empty());
    CHECK(list[1].urls == std::vector<std::string>{"turn:there", "turns:there"});
    CHECK(list[1].username == "1700000600:41");
    CHECK(list[1].credential == turn_credential("secret", "1700000600:41"));
    now += 300;
    CHECK(ice.list()[1].username == "1700000900:42");
}

TEST_CASE("without a relay nothing ends, and without any server there is none") {
    const IceServers stun({{"stun:here"}, {}}, {}, {});
    CHECK(stun.list().size() == 1);
    CHECK(stun.seconds() == 0);
    CHECK(IceServers({}, {}, {}).list().empty());
}
