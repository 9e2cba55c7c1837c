// A way that is dead before the browser says so, and words about the connection that come late.
#include <doctest/doctest.h>

#include "tests/client/side.hpp"

using namespace client;
using namespace client::call;
using namespace client::members;
using namespace client::mesh;
using namespace client::signaling;
using story::are;
using story::count;
using story::is_offer_request;
using story::Kind;
using story::member;
using story::only;
using story::posted;
using story::Side;

namespace {

// In a call in which the other one talks; `played` is when it was heard last.
struct Caller : Side {
    std::uint64_t played = 1'000;

    Caller(unsigned me, unsigned other) : Side(me, other) {
        connect();
        peer.expect_media(true, now);
        now += 2'000;
    }
    // Looks once more, and finds that the other one was heard meanwhile, or not.
    Orders look(bool heard) {
        CHECK(are<PollReceivers>(wake()));
        if (heard) played += 20;
        out.clear();
        doubted = peer.on(MediaActivity{peer.id(), peer.link(), played}, context());
        return take();
    }
    // Looks until it does something about the silence; says how long that took.
    Millis fall_silent(Orders& done) {
        look(true);
        const auto since = now;
        for (int i = 0; i < 20 && done.empty(); ++i) done = look(false);
        return now - since;
    }
    bool doubted = false;
};

protocol::Description offer(std::uint32_t link, std::uint32_t round) { return {link, Kind::offer, "a=fingerprint:its own", round}; }

}  // namespace

TEST_CASE(
    "a member that says to send and is not heard has its connection restarted within two seconds, by mail, long before the browser "
    "notices") {
    Caller ann(1, 2);
    for (int i = 0; i < 10; ++i) CHECK(ann.look(true).empty());
    Orders done;
    CHECK(ann.fall_silent(done) <= 2'000);
    CHECK(are<RestartLink>(done));
    CHECK(ann.doubted);
    // The browser may be about to say so; until then nobody is troubled.
    CHECK(ann.peer.state() == PersonState::connected);
    CHECK(posted(ann.on(LinkDescribed{member(2), {1, Kind::offer, "v=0", 2}})).size() == 1);

    Caller ben(2, 1);
    Orders offer_request;
    ben.fall_silent(offer_request);
    CHECK(is_offer_request(offer_request));
}

TEST_CASE("a connection that a restart does not repair within another second or two is replaced") {
    Caller ann(1, 2);
    Orders done;
    ann.fall_silent(done);
    done.clear();
    const auto since = ann.now;
    while (done.empty()) done = ann.look(false);
    CHECK(ann.now - since <= 1'500);
    CHECK(are<OpenLink>(done));
}

TEST_CASE("the answerer answers a silence once; a member that is heard again gets a whole picture") {
    Caller ann(2, 1);
    Orders done;
    ann.fall_silent(done);
    ann.outbox.on(PostTaken{});
    for (int i = 0; i < 20; ++i) CHECK(ann.look(false).empty());
    CHECK(ann.look(true).empty());
    CHECK(ann.whole_picture_wanted);
    CHECK(ann.look(true).empty());
    CHECK_FALSE(ann.whole_picture_wanted);
}

TEST_CASE("a member that says to send nothing is not listened to, and one that was never heard is not missed") {
    Caller ann(1, 2);
    ann.played = 0;
    for (int i = 0; i < 20; ++i) CHECK(ann.look(false).empty());
    ann.peer.expect_media(false, ann.now);
    CHECK_FALSE(ann.peer.wake_at());
}

TEST_CASE("a link that comes back begins with a whole picture, and requests from before are outdated") {
    Side ann(1, 2);
    ann.connect();
    ann.state(LinkState::disconnected);
    ann.now += 10'000;
    ann.state(LinkState::connected);
    CHECK(ann.whole_picture_wanted);
    CHECK(ann.hear(protocol::RequestOffer{1}).empty());
    CHECK(ann.state(LinkState::connected).empty());
}

TEST_CASE("a request by mail says that the channel is not to be trusted: the offer comes by mail too") {
    Side ann(1, 2);
    ann.connect();
    ann.now += 10'000;
    CHECK(are<RestartLink>(ann.hear(protocol::RequestOffer{1}, Peer::Road::mail)));
    CHECK(posted(ann.on(LinkDescribed{member(2), {1, Kind::offer, "v=0", 2}})).size() == 1);
    CHECK(are<SendMessage>([] {
        Side other(1, 2);
        other.connect();
        other.now += 10'000;
        other.hear(protocol::RequestOffer{1}, Peer::Road::talk);
        return other.on(LinkDescribed{member(2), {1, Kind::offer, "v=0", 2}});
    }()));
}

TEST_CASE("a channel that was closed does not open again: only a newer link will do") {
    Side ben(2, 1);
    ben.connect();
    ben.on(ChannelClosed{member(1), 1});
    CHECK(ben.wake().empty());  // its tab may just be closing
    const auto offer_request = posted(ben.wake());
    REQUIRE(offer_request.size() == 1);
    CHECK(std::get<protocol::RequestOffer>(offer_request[0]).link == 2);

    Side ann(1, 2);
    ann.connect();  // to it nothing is amiss
    ann.now += 10'000;
    CHECK(are<OpenLink>(ann.hear(offer_request[0])));
}

TEST_CASE("an offer that is overtaken by its successor is not heard") {
    Side ben(2, 1);
    ben.open();
    CHECK(are<ApplyDescription>(ben.hear(offer(1, 1))));
    CHECK(are<ApplyDescription>(ben.hear(offer(1, 3))));
    CHECK(ben.hear(offer(1, 2)).empty());
    CHECK(count<ApplyDescription>(ben.hear(offer(2, 1))) == 1);  // of a newer link
}

TEST_CASE("signals that wait for the mail when a new offer is made were about an earlier one") {
    Side ann(1, 2);
    ann.open();
    ann.peer.on(LinkDescribed{member(2), {1, Kind::offer, "v=0", 1}}, ann.context());
    ann.peer.on(LinkGathered{member(2), {1, "candidate", "0", 0}}, ann.context());
    const auto signals = posted(ann.on(LinkDescribed{member(2), {1, Kind::offer, "v=0", 2}}));
    REQUIRE(signals.size() == 1);
    CHECK(std::get<protocol::Description>(signals[0]).round == 2);
}
