// The stream leader of one tab, and a clock.
#pragma once

#include <optional>
#include <string>

#include "client/signaling/stream_leader.hpp"
#include "protocol/wire.hpp"
#include "tests/client/orders.hpp"

namespace story {

using namespace client;

inline const std::string open_line = protocol::encode(protocol::StreamOpen{});

inline std::string letter_line(unsigned to, std::uint64_t number) {
    return protocol::encode(protocol::Delivery{member(to), number, protocol::ReceivedEnvelope{member(9), "AAAA"}});
}

// Of tab 1.
struct Round {
    StreamLeader leader;
    Millis now = 1'000'000;
    std::uint32_t stream = 0;  // the one that was ordered last
    protocol::ReceiveRequest request;
    std::optional<protocol::MailLine> mine;
    bool unknown = false;  // the server was found not to know us

    template <class Act>
    Orders step(Act act) {
        Orders out;
        act(out);
        leader.tick(now, out);
        for (const auto& order : all<OpenStream>(out)) {
            stream = order.stream;
            request = order.request;
        }
        return out;
    }
    Orders stands() {
        return step([&](Orders& out) { leader.stand(member(1), out); });
    }
    Orders open(std::uint64_t after = 0) {
        return step([&](Orders& out) { leader.open({seat(1), after}, now, out); });
    }
    Orders chosen() {
        return step([&](Orders& out) { leader.on(LeaderChosen{}, now, out); });
    }
    Orders closes() {
        return step([&](Orders& out) { leader.close(out); });
    }
    Orders announced(unsigned who, std::uint64_t after = 0) {
        return step([&](Orders& out) { leader.on(MailboxAnnounced{{seat(who), after}}, now, out); });
    }
    Orders closed(unsigned who) {
        return step([&](Orders& out) { leader.on(MailboxClosed{member(who)}, now, out); });
    }
    Orders line(const std::string& text, std::optional<std::uint32_t> of = {}) {
        return step([&](Orders& out) { mine = leader.on(StreamLine{of.value_or(stream), text}, now, out); });
    }
    Orders ended(bool refused = false, std::optional<std::uint32_t> of = {}) {
        return step([&](Orders& out) { unknown = leader.on(StreamEnded{of.value_or(stream), refused}, now, out); });
    }
    Orders doubts() {
        return step([&](Orders&) { leader.doubt(now); });
    }
    Orders wait(Millis ms) {
        now += ms;
        return step([](Orders&) {});
    }
    // Sleeps until the leader wants to wake, at most `limit`.
    Orders wake(Millis limit = 600'000) {
        const auto at = leader.wake_at();
        if (!at || *at > now + limit) return {};
        now = std::max(now, *at);
        return step([](Orders&) {});
    }
    void carry() {
        open();
        chosen();
        line(open_line);
    }
    // Also for tab 2, up to 20.
    void carry_another() {
        carry();
        announced(2, 20);
        wake();
    }
};

}  // namespace story
