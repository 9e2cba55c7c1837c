// While nobody is reached, a STUN server is asked whether the network works again, and its answer after silence is news for all.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

constexpr IceAnswer came{Gathered::found, false, 20};
constexpr IceAnswer nothing{Gathered::nothing, false, 1'500};

// Ann, whose only connection has just failed.
Tab cut_off() {
    Tab ann = together();
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
    return ann;
}

}  // namespace

TEST_CASE("the first STUN server is asked after a second without anybody, and every five seconds while it answers") {
    Tab ann = cut_off();
    CHECK(count<ProbeStun>(ann.wait(999)) == 0);
    const auto asked = all<ProbeStun>(ann.wait(1));
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].server.urls == std::vector<std::string>{"stun:here"});
    CHECK(asked[0].patience_ms == probe_patience_ms);
    const auto out = ann.does(ProbeAnswered{came});
    CHECK(count<Redial>(out) == 0);
    CHECK(count<ProbeStun>(out) == 0);
    CHECK(count<ProbeStun>(ann.wait(4'999)) == 0);
    CHECK(count<ProbeStun>(ann.wait(1)) == 1);
}

TEST_CASE("after silence the next question follows at once, and an answer makes the client reach everybody and the server anew") {
    Tab ann = cut_off();
    ann.wait(1'000);
    ann.now += 1'500;
    CHECK(count<ProbeStun>(ann.does(ProbeAnswered{nothing})) == 1);
    const auto out = ann.does(ProbeAnswered{came});
    CHECK(count<Redial>(out) == 1);
    CHECK(count<ProbeStun>(out) == 0);
}

TEST_CASE("an answer that tells nothing new counts as one, and a refusal does not") {
    for (const bool refused : {false, true}) {
        Tab ann = cut_off();
        ann.wait(1'000);
        CHECK(count<ProbeStun>(ann.does(ProbeAnswered{{Gathered::ended, refused, 30}})) == (refused ? 1 : 0));
    }
}

TEST_CASE("a server that does not answer is a reason to ask, being connected to somebody or alone") {
    Tab ann = inside();
    CHECK(count<ProbeStun>(ann.wait(60'000)) == 0);
    ann.does(RequestFailed{Request::post, Trouble::unknown_member});
    ann.does(RequestFailed{Request::join, Trouble::unreachable});
    CHECK(count<ProbeStun>(ann.wait(1'000)) == 1);
}

TEST_CASE("nobody is asked where the connection comes back, or where the server named no STUN server") {
    Tab ann = cut_off();
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::connected});
    CHECK(count<ProbeStun>(ann.wait(1'000)) == 0);

    Tab ben;
    ben.arrives();
    ben.does(EnterPressed{"Ben"});
    ben.does(Admitted{0, 8, {}, {}});
    ben.does(RequestFailed{Request::post, Trouble::unknown_member});
    ben.does(RequestFailed{Request::join, Trouble::unreachable});
    for (int second = 0; second < 10; ++second) CHECK(count<ProbeStun>(ben.wait(1'000)) == 0);
}
