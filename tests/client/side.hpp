// One member's view of another, with its outbox and a clock.
#pragma once

#include <utility>
#include <vector>

#include "client/members/members.hpp"
#include "client/mesh/peer.hpp"
#include "client/signaling/outbox.hpp"
#include "protocol/wire.hpp"
#include "tests/client/orders.hpp"

namespace story {

using namespace client;
using client::signaling::Outbox;
using Kind = protocol::Description::Kind;

// One side's view of the other: `me` and the peer by their numbers.
struct Side {
    Outbox outbox;
    Orders out;
    Millis now = 1'000'000;
    bool mail_works = true;
    Peer peer;
    Members members{};
    Timekeeper time{};
    std::vector<client::News> news{};
    std::uint64_t dropped = 0;
    bool whole_picture_wanted = false;  // of us, in the last step

    Side(unsigned me, unsigned other) : peer(member(me), member(other), "Ben", "Ben's hello", 0) {}

    Context context() {
        time.tell({now, now});
        members.set(Service{mail_works, false});
        return {time, members.directory(), out, news, dropped};
    }
    Orders take() {
        whole_picture_wanted = false;
        for (const auto& each : std::exchange(news, {}))
            dispatch(each, [this](const auto& it) {
                using It = std::decay_t<decltype(it)>;
                if constexpr (std::is_same_v<It, EnvelopeWritten>) outbox.add(it.to, it.hello, it.signal);
                if constexpr (std::is_same_v<It, EnvelopesOutdated>) outbox.forget(it.to);
                if constexpr (std::is_same_v<It, KeyFrameWanted>) whole_picture_wanted = true;
            });
        outbox.flush(seat(1), "my hello", now, out);
        return std::exchange(out, {});
    }
    Orders open() {
        peer.open(context());
        return take();
    }
    template <class AnyFact>
    Orders on(const AnyFact& fact) {
        peer.on(fact, context());
        return take();
    }
    Orders state(LinkState state) { return on(LinkChanged{peer.id(), peer.link(), state}); }
    Orders talk_opens() { return on(ChannelOpened{peer.id(), peer.link()}); }
    Orders hear(const protocol::Signal& signal, Peer::Road road = Peer::Road::mail) {
        peer.hear(signal, road, context());
        return take();
    }
    Orders wait(Millis ms) {
        now += ms;
        peer.tick(context());
        return take();
    }
    // Sleeps until the peer wants to wake.
    Orders wake() {
        const auto at = peer.wake_at();
        REQUIRE(at);
        now = std::max(now, *at);
        return wait(0);
    }
    void connect() {
        open();
        state(LinkState::connected);
        talk_opens();
    }
};

inline protocol::Description offer(std::uint32_t link) { return {link, Kind::offer, "a=fingerprint:its own", 1}; }
inline protocol::Description answer(std::uint32_t link) { return {link, Kind::answer, "a=fingerprint:its own"}; }

// The signals that a step posts.
inline std::vector<protocol::Signal> posted(const Orders& orders) {
    std::vector<protocol::Signal> signals;
    for (const auto& post : all<Post>(orders))
        for (const auto& letter : post.letters) {
            const auto held = protocol::decode_signals(letter.content);
            for (const auto& word : *held) signals.push_back(std::get<protocol::Signal>(word));
        }
    return signals;
}

inline bool is_offer_request(const Orders& orders) {
    const auto signals = posted(orders);
    return signals.size() == 1 && std::holds_alternative<protocol::RequestOffer>(signals[0]);
}

}  // namespace story
