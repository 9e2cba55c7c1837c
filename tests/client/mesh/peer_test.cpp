#include "client/mesh/peer.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "protocol/wire.hpp"
#include "tests/client/side.hpp"

using namespace client;
using namespace client::call;
using namespace client::members;
using namespace client::mesh;
using namespace client::signaling;
using story::all;
using story::answer;
using story::are;
using story::count;
using story::is_offer_request;
using story::Kind;
using story::member;
using story::offer;
using story::only;
using story::posted;
using story::seat;
using story::Side;

TEST_CASE("the smaller id offers, the other waits") {
    Side ann(1, 2);
    Side ben(2, 1);
    const auto ours = only<OpenLink>(ann.open());
    CHECK(ours.offers);
    CHECK(ours.link == 1);
    CHECK_FALSE(only<OpenLink>(ben.open()).offers);
    CHECK(ann.peer.state() == PersonState::connecting);
}

TEST_CASE("descriptions and candidates travel by letter until the channel is open, then over it") {
    Side ann(1, 2);
    ann.open();
    CHECK(posted(ann.on(LinkDescribed{member(2), offer(1)})).size() == 1);
    ann.outbox.on(PostTaken{});
    CHECK(posted(ann.on(LinkGathered{member(2), {1, "candidate", "0", 0}})).size() == 1);
    ann.outbox.on(PostTaken{});
    ann.state(LinkState::connected);
    ann.talk_opens();
    CHECK(ann.peer.state() == PersonState::connected);
    const auto out = ann.on(LinkGathered{member(2), {1, "late", "0", 0}});
    CHECK(are<SendMessage>(out));
    CHECK(std::holds_alternative<protocol::Signal>(*protocol::decode_talk(only<SendMessage>(out).bytes)));
}

TEST_CASE("ways on which nobody is called are not told: both ends are browsers, and those are not called by TCP") {
    Side ann(1, 2);
    ann.open();
    const auto text = "candidate:1 1 tcp 1518280447 192.0.2.1 9 typ host tcptype active generation 0";
    CHECK(posted(ann.on(LinkGathered{member(2), {1, text, "0", 0}})).empty());
}

TEST_CASE("an offer for the present link is applied; one for a newer link makes that link first") {
    Side ben(2, 1);
    ben.open();
    CHECK(are<ApplyDescription>(ben.hear(offer(1))));
    const auto out = ben.hear(offer(5));
    CHECK(are<OpenLink, ApplyDescription>(out));
    CHECK(only<OpenLink>(out).link == 5);
    CHECK(ben.peer.link() == 5);
}

TEST_CASE("an offer with a number that was used before is answered by a request for a newer one; a late one is only late") {
    Side ben(2, 1);
    ben.peer = Peer(member(2), member(1), "Ann", "Ann's hello", 4);
    ben.open();
    const auto out = ben.hear(offer(1));
    CHECK(is_offer_request(out));
    CHECK(std::get<protocol::RequestOffer>(posted(out)[0]).link > 1);
    ben.outbox.on(PostTaken{});
    CHECK(are<OpenLink, ApplyDescription>(ben.hear(offer(7))));
    CHECK(ben.hear(offer(6)).empty());
}

TEST_CASE("words about an older link are not heard") {
    Side ben(2, 1);
    ben.open();
    ben.hear(offer(3));
    CHECK(ben.hear(offer(2)).empty());
    CHECK(ben.hear(protocol::Candidate{2, "c", "0", 0}).empty());
    CHECK(ben.on(LinkDescribed{member(1), answer(2)}).empty());
    CHECK(ben.on(LinkChanged{member(1), 2, LinkState::failed}).empty());
    CHECK(ben.on(LinkBroke{member(1), 2}).empty());
    ben.on(ChannelOpened{member(1), 2});
    CHECK_FALSE(ben.peer.talks());
    ben.talk_opens();
    ben.on(ChannelClosed{member(1), 2});
    CHECK(ben.peer.talks());
    Side ann(1, 2);
    ann.open();
    ann.wake();
    CHECK(ann.peer.link() == 2);
    CHECK(ann.hear(answer(1)).empty());
    CHECK(ann.hear(answer(3)).empty());  // of a link that we never offered
    CHECK(are<ApplyDescription>(ann.hear(answer(2))));
}

TEST_CASE("offers from the side that does not offer are not heard, nor answers from the one that does") {
    Side ann(1, 2);
    ann.open();
    CHECK(ann.hear(offer(7)).empty());
    CHECK(ann.peer.link() == 1);
    Side ben(2, 1);
    ben.open();
    CHECK(ben.hear(answer(1)).empty());
    CHECK(ben.hear(protocol::RequestOffer{1}).empty());
}

TEST_CASE("a link that is not made in time is made anew by the offerer; the answerer requests an offer, a little later") {
    Side ann(1, 2);
    Side ben(2, 1);
    ann.open();
    ben.open();
    CHECK(*ann.peer.wake_at() < *ben.peer.wake_at());
    const auto out = ann.wake();
    CHECK(only<OpenLink>(out).link == 2);
    CHECK(is_offer_request(ben.wake()));
}

TEST_CASE("attempts come ever more seldom, but never stop") {
    Side ann(1, 2);
    ann.open();
    Millis last = 0;
    for (int i = 0; i < 20; ++i) {
        const auto before = ann.now;
        CHECK(count<OpenLink>(ann.wake()) == 1);
        const auto pause = ann.now - before;
        CHECK(pause >= last);
        CHECK(pause <= 60'000);
        last = pause;
    }
}

TEST_CASE("a request for an offer makes the offerer try again, unless it just did") {
    Side ann(1, 2);
    ann.open();
    CHECK(ann.hear(protocol::RequestOffer{1}).empty());
    ann.now += 3'000;
    CHECK(only<OpenLink>(ann.hear(protocol::RequestOffer{1})).link == 2);
    // The other one remembers more than we do: go on above its number.
    ann.now += 3'000;
    CHECK(only<OpenLink>(ann.hear(protocol::RequestOffer{9})).link == 10);
}

TEST_CASE("a request about a newer link is heard at once: the channel of this one is closed over there") {
    Side ann(1, 2);
    ann.connect();
    ann.now += 60'000;
    ann.state(LinkState::failed);
    CHECK(are<RestartLink>(ann.wait(0)));
    ann.state(LinkState::connected);
    CHECK(only<OpenLink>(ann.hear(protocol::RequestOffer{2})).link == 3);
    CHECK(ann.hear(protocol::RequestOffer{2}).empty());  // said again before the new one came there
}

TEST_CASE("a short disconnection passes by itself") {
    Side ann(1, 2);
    ann.connect();
    ann.state(LinkState::disconnected);
    CHECK(ann.peer.state() == PersonState::reconnecting);
    CHECK(ann.wait(1'000).empty());
    ann.state(LinkState::connected);
    CHECK(ann.peer.state() == PersonState::connected);
    CHECK_FALSE(ann.peer.wake_at());
}

TEST_CASE("a failed link is restarted at once, and replaced where that does not help") {
    Side ann(1, 2);
    ann.connect();
    ann.state(LinkState::disconnected);
    ann.now += 500;
    ann.state(LinkState::failed);
    CHECK(are<RestartLink>(ann.wait(0)));
    CHECK(only<OpenLink>(ann.wake()).link == 2);
}

TEST_CASE("where there is no network every link fails as soon as it is made: attempts still come ever more seldom") {
    for (const bool connected : {false, true}) {
        Side ann(1, 2);
        connected ? ann.connect() : void(ann.open());
        const auto began = ann.now;
        Millis last = 0;
        for (int i = 0; i < 10; ++i) {
            ann.state(LinkState::disconnected);
            ann.state(LinkState::failed);
            const auto pause = *ann.peer.wake_at() - ann.now;
            CHECK(pause >= last);
            last = pause;
            ann.wake();
        }
        CHECK(ann.now > began + 60'000);
        ann.state(LinkState::failed);
        ann.now += 3'000;
        ann.peer.network_returned(ann.now);
        CHECK(count<OpenLink>(ann.wait(0)) == 1);
    }
}

TEST_CASE("a channel that closes because the network is gone is no goodbye") {
    Side ben(2, 1);
    ben.connect();
    ben.state(LinkState::disconnected);
    ben.on(ChannelClosed{member(1), 1});
    ben.wait(1'500);
    CHECK(ben.peer.state() == PersonState::reconnecting);
}

TEST_CASE("the other side sees the failure too and requests an offer only if nothing happens") {
    Side ben(2, 1);
    ben.connect();
    ben.state(LinkState::failed);
    CHECK(ben.wait(0).empty());
    CHECK(is_offer_request(ben.wake()));
}

TEST_CASE("a link that fails after the offerer has restarted it looks restarted over there: the answerer requests an offer at once") {
    Side ben(2, 1);
    ben.connect();
    ben.state(LinkState::disconnected);
    CHECK(are<ApplyDescription>(ben.hear(offer(1))));
    ben.state(LinkState::failed);
    CHECK(is_offer_request(ben.wait(0)));
}

TEST_CASE("the network's return is not waited for: the offerer restarts, the answerer requests an offer") {
    for (const unsigned me : {1U, 2U}) {
        Side ann(me, 3 - me);
        ann.connect();
        ann.now += 60'000;
        ann.state(LinkState::failed);
        // The network is away: nothing that is tried helps, and the pauses grow.
        for (int i = 0; i < 10; ++i) ann.wake();
        CHECK(*ann.peer.wake_at() == ann.now + 30'000);
        ann.now += 3'000;
        ann.peer.network_returned(ann.now);
        const auto out = ann.wait(0);
        CHECK((me == 1 ? count<OpenLink>(out) == 1 : ann.outbox.idle() == false));
        // Failures on the old network do not slow down the new one.
        CHECK(*ann.peer.wake_at() == ann.now + 20'000);
    }
}

TEST_CASE("a link that is only degraded when the network returns is restarted at once, and one that works is let be") {
    Side ann(1, 2);
    ann.connect();
    ann.now += 60'000;
    ann.peer.network_returned(ann.now);
    CHECK_FALSE(ann.peer.wake_at());
    // But what it says now is no blip.
    ann.now += 6'000;
    ann.state(LinkState::disconnected);
    CHECK(are<RestartLink>(ann.wait(0)));
    ann.state(LinkState::connected);
    ann.now += 60'000;
    ann.state(LinkState::disconnected);
    CHECK(ann.wait(500).empty());
    ann.peer.network_returned(ann.now);
    CHECK(are<RestartLink>(ann.wait(0)));
    // A second word of the same change breaks nothing off.
    ann.now += 200;
    ann.peer.network_returned(ann.now);
    CHECK(ann.wait(0).empty());
}

TEST_CASE("the restart of a link whose server is gone travels over the channel") {
    Side ann(1, 2);
    ann.connect();
    ann.mail_works = false;
    ann.state(LinkState::failed);
    ann.wait(0);
    CHECK(are<SendMessage>(ann.on(LinkDescribed{member(2), offer(1)})));
}

TEST_CASE("a link whose channel closed does not count as restarted when it reports to be connected") {
    Side ann(1, 2);
    ann.connect();
    ann.on(ChannelClosed{member(2), 1});
    ann.state(LinkState::connected);
    CHECK_FALSE(ann.peer.works());
    CHECK(only<OpenLink>(ann.wake()).link == 2);
}

TEST_CASE("a link that is connected without its channel ever opening is made anew") {
    Side ann(1, 2);
    ann.open();
    ann.state(LinkState::disconnected);
    ann.state(LinkState::connected);
    CHECK_FALSE(ann.peer.works());
    CHECK(only<OpenLink>(ann.wake()).link == 2);
}

TEST_CASE("signals about an older link that wait for the post are not worth sending") {
    Side ann(1, 2);
    ann.outbox.add(member(3), "hello", protocol::RequestOffer{1});
    ann.open();
    ann.take();  // the post is under way, and never answered while the server is down
    for (int i = 0; i < 50; ++i) {
        ann.on(LinkDescribed{member(2), offer(ann.peer.link())});
        ann.wake();
    }
    ann.outbox.on(PostTaken{});
    CHECK(posted(ann.take()).size() <= 2);
}

TEST_CASE("a member that expired on the server but still talks is here") {
    Side ann(1, 2);
    ann.connect();
    ann.peer.set_present(false, ann.now);
    CHECK_FALSE(ann.peer.lost());
    CHECK(ann.peer.state() == PersonState::connected);
    CHECK_FALSE(ann.peer.wake_at());
}

TEST_CASE("a blip of a link does not lose a member that the server does not know") {
    Side ann(1, 2);
    ann.connect();
    ann.peer.set_present(false, ann.now);
    ann.now += 1'000'000;
    ann.state(LinkState::disconnected);
    CHECK_FALSE(ann.peer.lost());
    CHECK_FALSE(ann.peer.forgettable(ann.now));
    ann.state(LinkState::connected);
    CHECK(ann.peer.state() == PersonState::connected);
    ann.state(LinkState::failed);
    CHECK(are<RestartLink>(ann.wait(0)));
    CHECK(are<SendMessage>(ann.on(LinkDescribed{member(2), offer(1)})));
    CHECK(ann.peer.lost());
    CHECK_FALSE(ann.peer.forgettable(ann.now));
}

TEST_CASE("a member that is neither on the server nor connected is lost, and forgotten two minutes later") {
    Side ann(1, 2);
    ann.connect();
    ann.peer.set_present(false, ann.now);
    ann.on(ChannelClosed{member(2), 1});
    CHECK(ann.peer.lost());
    CHECK(ann.peer.state() == PersonState::gone);
    CHECK_FALSE(ann.peer.forgettable(ann.now + 119'000));
    CHECK(ann.peer.forgettable(ann.now + 120'000));
    CHECK(ann.wake().empty());  // nothing to try: no mail reaches it
}

TEST_CASE("a member that comes back gets a new link from the offerer, unless the old one works") {
    Side ann(1, 2);
    ann.connect();
    ann.peer.set_present(false, ann.now);
    ann.peer.returned(ann.context());
    CHECK(ann.take().empty());
    ann.peer.set_present(false, ann.now);
    ann.on(ChannelClosed{member(2), 1});
    ann.peer.returned(ann.context());
    CHECK(only<OpenLink>(ann.take()).link == 2);
    CHECK_FALSE(ann.peer.lost());
    CHECK(ann.peer.state() == PersonState::reconnecting);
}

TEST_CASE("an answer goes back the way that its offer came") {
    Side ben(2, 1);
    ben.connect();
    ben.hear(offer(1), Peer::Road::mail);
    CHECK(posted(ben.on(LinkDescribed{member(1), answer(1)})).size() == 1);
    ben.hear(offer(1), Peer::Road::talk);
    CHECK(are<SendMessage>(ben.on(LinkDescribed{member(1), answer(1)})));
}

TEST_CASE("link numbers go on where they ended before an absence") {
    Side ann(1, 2);
    ann.peer = Peer(member(1), member(2), "Ben", "Ben's hello", 7);
    CHECK(only<OpenLink>(ann.open()).link == 8);
}

TEST_CASE("a description over the channel must keep the certificate that a signed letter named") {
    Side ben(2, 1);
    ben.open();
    ben.hear(offer(1));
    ben.state(LinkState::connected);
    ben.talk_opens();
    CHECK(count<ApplyDescription>(ben.hear(offer(1), Peer::Road::talk)) == 1);
    for (const auto* sdp : {"a=fingerprint:another", "a=fingerprint:its own\r\na=fingerprint:another", "v=0"})
        CHECK(ben.hear(protocol::Description{1, Kind::offer, sdp}, Peer::Road::talk).empty());
    // By letter a new connection comes with a new one; none at all is refused even there.
    CHECK(count<ApplyDescription>(ben.hear(protocol::Description{2, Kind::offer, "a=fingerprint:another"})) == 1);
    CHECK(ben.hear(protocol::Description{3, Kind::offer, "v=0"}).empty());
}
