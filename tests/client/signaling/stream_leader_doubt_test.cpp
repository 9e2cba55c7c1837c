// Streams that are held back on the way, fall silent, or are not to be believed.
#include "client/signaling/stream_leader.hpp"

#include <doctest/doctest.h>

#include "protocol/wire.hpp"
#include "tests/client/leader.hpp"

using namespace client;
using namespace client::network;
using namespace client::signaling;
using story::are;
using story::letter_line;
using story::open_line;
using Tab = story::Round;

TEST_CASE("where the first line is held back on the way, long polling takes over") {
    Tab tab;
    tab.open();
    tab.chosen();
    CHECK(are<OpenStream>(tab.wake()));
    CHECK(tab.request.wait == protocol::Wait::poll);
    // Each answer that ends is the normal course of a poll, and the next one is asked for at once.
    for (int i = 0; i < 2; ++i) {
        tab.now += 25'000;
        tab.line(open_line);
        CHECK(are<OpenStream>(tab.ended()));
        CHECK(tab.request.wait == protocol::Wait::poll);
    }
}

TEST_CASE("a poll that fails before its first line is not asked for again at once") {
    Tab tab;
    tab.open();
    tab.chosen();
    tab.wake();
    REQUIRE(tab.request.wait == protocol::Wait::poll);
    tab.now += 1'000;
    CHECK(tab.ended().empty());
    CHECK(are<OpenStream>(tab.wake()));
}

// Polls, each ended by the server after 25 s without news, until a stream is asked for instead; says after how long.
static Millis polls_until_a_stream(Tab& tab) {
    const auto since = tab.now;
    while (tab.request.wait == protocol::Wait::poll && tab.now < since + 3'600'000) {
        tab.now += 25'000;
        tab.line(open_line);
        tab.ended();
    }
    return tab.now - since;
}

TEST_CASE("a stream that was held back is tried again, ever more seldom, and kept when it flows") {
    Tab tab;
    tab.open();
    tab.chosen();
    for (const Millis minutes : {1, 2, 4, 8, 10, 10}) {
        tab.wake();  // nothing has come in 4 s
        CHECK(tab.request.wait == protocol::Wait::poll);
        const auto polled = polls_until_a_stream(tab);
        CHECK(polled >= minutes * 60'000);
        CHECK(polled < minutes * 60'000 + 25'000);
    }
    tab.line(open_line);
    CHECK(tab.wait(4'000).empty());
    // Should another proxy come, it is met as the first was.
    tab.ended();
    tab.wake();
    CHECK(tab.request.wait == protocol::Wait::poll);
    CHECK(polls_until_a_stream(tab) < 90'000);
}

TEST_CASE("while polls bring mail, none is made late by trying a stream") {
    Tab tab;
    tab.open();
    tab.chosen();
    tab.wake();
    for (std::uint64_t number = 1; number < 100; ++number) {
        tab.now += 10'000;
        tab.line(open_line);
        tab.line(letter_line(1, number));
        tab.ended();
        CHECK(tab.request.wait == protocol::Wait::poll);
    }
    CHECK(polls_until_a_stream(tab) == 25'000);
}

TEST_CASE("a stream without a sign of life for 20 s is dead; signs of life keep it") {
    Tab tab;
    tab.carry();
    for (int i = 0; i < 10; ++i) {
        CHECK(tab.wait(15'000).empty());
        tab.line("");
    }
    const auto before = tab.now;
    CHECK(are<OpenStream>(tab.wake()));
    CHECK(tab.now - before == 20'000);
}

TEST_CASE("a server whose packets are swallowed is called unreachable, until it answers again") {
    Tab tab;
    tab.carry();
    tab.line(open_line);
    const auto before = tab.now;
    CHECK(are<OpenStream>(tab.wake()));  // the stream was silent for too long
    CHECK(tab.leader.reached() == true);
    CHECK(are<OpenStream>(tab.wake()));  // and nothing comes from the next one
    CHECK(tab.leader.reached() == false);
    CHECK(tab.now - before == 24'000);
    CHECK(are<OpenStream>(tab.wake()));  // a poll that should have ended long ago
    CHECK(tab.leader.reached() == false);
    tab.line(open_line);
    CHECK(tab.leader.reached() == true);
}

TEST_CASE("a poll that brings mail at once is followed by the next at once") {
    Tab tab;
    tab.open();
    tab.chosen();
    tab.wake();
    REQUIRE(tab.request.wait == protocol::Wait::poll);
    tab.now += 20;
    tab.line(open_line);
    CHECK(are<OpenStream>(tab.ended()));
}

TEST_CASE("a client that doubts the network asks for a stream anew, unless it brought something just now") {
    Tab tab;
    tab.carry();
    tab.now += 500;
    CHECK(tab.doubts().empty());
    tab.now += 5'000;
    CHECK(are<OpenStream>(tab.doubts()));
    CHECK(tab.request.wait == protocol::Wait::stream);
    CHECK(tab.doubts().empty());  // it is under way
    tab.line(open_line);
    CHECK(tab.wait(19'000).empty());
}
