// The servers through which browsers find each other, and the credentials of those that relay.
#include "server/ice.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

using namespace server;

TEST_CASE("a credential is what the TURN server computes too") {
    // RFC 2202 section 3, test case 2, in base64.
    CHECK(turn_credential("Jefe", "what do ya want for nothing?") == "7/zfauXrL6LSdBbV8YTfnCWafHk=");
}

TEST_CASE("a credential is good until a time that stands in its name") {
    std::int64_t now = 1'700'000'000;
    const IceServers ice({{"stun:here"}, {"turn:there", "turns:there"}, "secret", 600}, [&] { return now; });
    CHECK(ice.relays());
    CHECK(ice.seconds() == 600);
    const auto list = ice.lend(Caller{1});
    REQUIRE(list.size() == 2);
    CHECK(list[0].urls == std::vector<std::string>{"stun:here"});
    CHECK(list[0].username.empty());
    CHECK(list[0].credential.empty());
    CHECK(list[1].urls == std::vector<std::string>{"turn:there", "turns:there"});
    CHECK(list[1].username.starts_with("1700000600:"));
    CHECK(list[1].credential == turn_credential("secret", list[1].username));
    now += 300;
    CHECK(ice.lend(Caller{1})[1].username.starts_with("1700000900:"));
}

TEST_CASE("the TURN server knows a caller again for an hour, however often it asks, and learns no address") {
    std::int64_t now = 1'700'000'000 / 3'600 * 3'600;
    const auto name = [&](Caller caller, std::string secret = "secret") {
        const IceServers ice({{}, {"turn:there"}, std::move(secret)}, [&] { return now; });
        const auto username = ice.lend(caller).at(0).username;
        return username.substr(username.find(':') + 1);
    };
    const Callers callers({});
    const Caller one = callers.at(*parse_address("2001:db8:1:2::1"));
    const auto first = name(one);
    CHECK(first.size() == 16);
    CHECK(first.find_first_not_of("0123456789abcdef") == std::string::npos);
    now += 3'599;
    CHECK(name(callers.at(*parse_address("2001:db8:1:2:3::4"))) == first);  // one customer
    CHECK(name(callers.at(*parse_address("2001:db8:1:3::1"))) != first);
    CHECK(name(one, "another secret") != first);
    now += 1;
    CHECK(name(one) != first);
}

TEST_CASE("relays may be named to a member that gets no credentials") {
    const IceServers ice({{"stun:here"}, {"turn:there"}, "secret"}, [] { return 0; });
    const auto list = ice.name();
    REQUIRE(list.size() == 2);
    CHECK(list[1].urls == std::vector<std::string>{"turn:there"});
    CHECK((list[1].username + list[1].credential).empty());
}

TEST_CASE("without a relay nothing ends, and without any server there is none") {
    const IceServers stun({{"stun:here"}, {}}, {});
    CHECK(stun.lend(Caller{1}).size() == 1);
    CHECK_FALSE(stun.relays());
    CHECK(stun.seconds() == 0);
    CHECK(IceServers({}, {}).lend(Caller{1}).empty());
}
