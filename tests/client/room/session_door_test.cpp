// How one comes in.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

TEST_CASE("a bare address makes a new room with the page's friendly name, and the address becomes its invitation") {
    Tab ann;
    const auto out = ann.founds();
    CHECK(only<DeriveKeys>(out).name == "calm-blue-owl");
    CHECK(only<DeriveKeys>(out).secret == secret);
    CHECK(only<ShowArrival>(out).fresh);
    CHECK_FALSE(only<ShowArrival>(out).broken_link);
    for (const auto* name : {" ", "\u3164", "\u2800\u200b"}) CHECK(ann.does(RoomNamed{name}).empty());
    const auto named = ann.does(RoomNamed{"  our  room "});
    CHECK(only<DeriveKeys>(named).name == "our room");
    ann.derives();
    const auto entered = ann.does(EnterPressed{"Ann"});
    CHECK(only<SetAddress>(entered).invitation == "/our%20room/" + secret);
    CHECK(only<Join>(entered).seat.room == our_room);
    CHECK(protocol::decode_hello(only<Join>(entered).hello)->name == "Ann");
}

TEST_CASE("before one is inside there is nothing to compare") {
    CHECK(count<DeriveCode>(Tab().does(CompareAsked{})) == 0);
    Tab ann;
    ann.arrives();
    CHECK(count<DeriveCode>(ann.does(CompareAsked{})) == 0);
}

TEST_CASE("a broken link says so and offers a new room") {
    Tab ann;
    CHECK(only<ShowArrival>(ann.opens("/room/tooshort")).broken_link);
}

TEST_CASE("an invitation to which something was added on the way is understood, and the address put right") {
    for (const auto& invitation : {"/our%20room/" + secret + "?utm_source=x", "/our%20room/" + secret + "에서",
                                   "%2Four%2520room%2F" + secret, "!/our%20room/" + secret, "our room/" + secret}) {
        Tab ann;
        const auto out = ann.opens(invitation);
        CHECK_FALSE(only<ShowArrival>(out).broken_link);
        CHECK(only<SetAddress>(out).invitation == "/our%20room/" + secret);
        CHECK(only<DeriveKeys>(out).name == "our room");
        CHECK(only<DeriveKeys>(out).secret == secret);
        CHECK(only<ShowRoom>(out).link == "https://tincan.example/#/our%20room/" + secret);
    }
    CHECK(only<SetAddress>(Tab().opens("!/club")).invitation == "/club");
    CHECK(count<SetAddress>(Tab().opens("/our%20room/" + secret)) == 0);
    CHECK(only<ShowArrival>(Tab().opens("/our%20room/" + secret + "A")).broken_link);
}

TEST_CASE("an invitation shows who is inside before one enters") {
    Tab ann;
    CHECK(only<Look>(ann.arrives()).room == our_room);
    const auto out = ann.does(LookAnswered{8, {greeting(2, "Ben"), greeting(3, "\xe2\x80\xae"), greeting(4, "\u3164")}});
    const auto arrival = only<ShowArrival>(out);
    CHECK(arrival.known);
    REQUIRE(arrival.inside.size() == 1);  // a name without a visible letter is none
    CHECK(arrival.inside[0].name == "Ben");
    CHECK(count<Look>(ann.wait(10'000)) == 1);
}

TEST_CASE("a room derived before it was renamed is not entered") {
    Tab ann;
    ann.founds();
    const KeysDerived before{ann.serial, id<RoomId>(1)};
    ann.does(RoomNamed{"other"});
    ann.does(EnterPressed{"Ann"});
    CHECK(ann.does(before).empty());
    CHECK(only<Join>(ann.derives(id<RoomId>(2))).seat.room == id<RoomId>(2));
}

TEST_CASE("a person whose browser gives no key reads so, and does not wait for ever") {
    for (const bool early : {true, false}) {
        Tab ann;
        ann.does(PageOpened{"/room/" + secret, "https://tincan.example/", id<protocol::Nonce>(77), "calm-blue-owl", member(1),
                            id<protocol::Token>(1), id<protocol::TabId>(1), id<protocol::Nonce>(1), "build"});
        ann.derives();
        if (early) ann.does(EnterPressed{"Ann"});
        const auto told = only<ShowRoom>(ann.does(IdentityFailed{}));
        CHECK(told.stage == Stage::arriving);
        CHECK(told.trouble == RoomTrouble::no_key);
        CHECK(ann.does(EnterPressed{"Ann"}).empty());
    }
}

TEST_CASE("nobody enters without a visible name") {
    Tab ann;
    ann.arrives();
    for (const auto* name : {"", " \u200b ", "\u3164", "\u2800", "\u034f", "\u115f\u1160", "\uffa0", "\u2003"})
        CHECK(ann.does(EnterPressed{name}).empty());
}

TEST_CASE("a full room is said at the door, and the door is tried again by the person") {
    Tab ann;
    ann.arrives();
    ann.does(EnterPressed{"Ann"});
    const auto out = ann.does(RequestFailed{Request::join, Trouble::room_full});
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::room_full);
    CHECK(only<ShowRoom>(out).stage == Stage::arriving);
    CHECK(count<StepDown>(out) == 1);  // only those inside stand for leader
    CHECK(count<Look>(ann.wait(5'000)) == 1);
    CHECK(only<ShowRoom>(ann.does(LookAnswered{2, {greeting(2, "Ben")}})).trouble == RoomTrouble::none);
    CHECK(count<Join>(ann.does(EnterPressed{"Ann"})) == 1);
}

TEST_CASE("a server that does not answer is tried again without a click") {
    Tab ann;
    ann.arrives();
    ann.does(EnterPressed{"Ann"});
    const auto out = ann.does(RequestFailed{Request::join, Trouble::unreachable});
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::unreachable);
    CHECK(only<ShowRoom>(out).stage == Stage::joining);
    ann.now = *ann.session.wake_at();
    CHECK(count<Join>(ann.wait(0)) == 1);
    const auto in = ann.does(Admitted{0, 8, {}, {}});
    CHECK(only<ShowRoom>(in).stage == Stage::inside);
    CHECK(only<ShowRoom>(in).trouble == RoomTrouble::none);
}

TEST_CASE("a member that leaves while being let in gives the seat back") {
    Tab ann;
    ann.arrives();
    ann.does(EnterPressed{"Ann"});
    ann.does(RoomLeft{});
    CHECK(count<Leave>(ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}})) == 1);
    CHECK(ann.session.peers().empty());
}

TEST_CASE("a member that hides its address may be the first: that there is a relay is enough to know") {
    Tab ann;
    ann.arrives();
    ann.does(RelayOnlyChosen{true});
    ann.does(EnterPressed{"Ann"});
    const auto out = ann.does(Admitted{0, 8, {}, {{{"turns:there"}}}});
    CHECK(only<UseServers>(out).relay_only);
    CHECK(only<ShowRoom>(out).stage == Stage::inside);
}

TEST_CASE("a member that hides its address is not let in where there is no relay") {
    Tab ann;
    ann.arrives();
    ann.does(RelayOnlyChosen{true});
    ann.does(EnterPressed{"Ann"});
    auto out = ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {{{"stun:here"}}}});
    CHECK(count<OpenLink>(out) == 0);
    CHECK(count<Leave>(out) == 1);
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::no_relay);
    CHECK(count<StepDown>(out) == 1);
    ann.does(EnterPressed{"Ann"});
    out = ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {{{"turns:there"}, "user", "password"}}});
    CHECK(only<UseServers>(out).relay_only);
    CHECK(count<OpenLink>(out) == 1);
    // In the room it is too late: the addresses are known.
    ann.does(RelayOnlyChosen{false});
    CHECK(only<UseServers>(ann.does(Admitted{9, 8, {}, {{{"turns:there"}, "user", "password"}}})).relay_only);
}
