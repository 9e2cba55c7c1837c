// When connections get the transceivers that a call needs.
#include <doctest/doctest.h>

#include "tests/client/side.hpp"
#include "tests/client/tab.hpp"

using namespace story;

TEST_CASE("only the offerer adds transceivers, to a link that works, once") {
    Side ann(1, 2);
    Side ben(2, 1);
    const auto begins = [](Side& side) {
        side.peer.call_is_on(true, side.context());
        return side.take();
    };
    ann.open();
    CHECK(count<AddTransceivers>(begins(ann)) == 0);
    ann.state(LinkState::connected);
    ann.talk_opens();
    CHECK(are<AddTransceivers>(begins(ann)));
    CHECK(begins(ann).empty());
    ben.connect();
    CHECK(begins(ben).empty());
}

TEST_CASE("connections get the transceivers for a call as soon as one begins, at whichever side") {
    for (const bool here : {true, false}) {
        Tab ann = together();
        const auto begins = [&] { return here ? ann.does(CallJoined{}) : ann.hears(2, protocol::Status{true, true, false, false}); };
        CHECK(only<AddTransceivers>(begins()).peer == member(2));
        CHECK(count<AddTransceivers>(ann.wait(60'000)) == 0);  // once is enough
    }
}

TEST_CASE("where nobody calls, no connection has the transceivers, however long it lasts") {
    Tab ann = together();
    CHECK(count<AddTransceivers>(ann.wait(2'000)) == 0);
    CHECK(count<AddTransceivers>(ann.meets(3, "Cem")) == 0);
    CHECK(count<AddTransceivers>(ann.wait(60'000)) == 0);
    CHECK(count<AddTransceivers>(ann.does(CallJoined{})) == 2);
}

TEST_CASE("a newcomer while a call is on has the transceivers with the first word, and so has a link that replaces one") {
    Tab ann = inside();
    ann.does(CallJoined{});
    ann.joined(2, "Ben");
    CHECK(only<AddTransceivers>(ann.connects(2)).peer == member(2));  // nothing was known of a call with somebody who was not here
    ann.does(ChannelClosed{member(2), ann.link(2)});
    ann.now = *ann.session.wake_at();
    CHECK(only<OpenLink>(ann.wait(0)).transceivers);
    CHECK(count<AddTransceivers>(ann.connects(2)) == 0);
}
