// The carrier's part of one tab, and a clock.
#pragma once

#include <optional>
#include <string>

#include "client/carrier.hpp"
#include "protocol/wire.hpp"
#include "rooms/orders.hpp"

namespace story {

using namespace client;

inline const std::string open_line = protocol::encode(protocol::StreamOpen{});

inline std::string letter_line(unsigned to, std::uint64_t number) {
    return protocol::encode(protocol::Delivery{member(to), number, protocol::Letter{member(9), "AAAA"}});
}

// Of tab 1.
struct Round {
    Carrier carrier;
    Millis now = 1'000'000;
    std::uint32_t stream = 0;  // the one that was ordered last
    protocol::ReceiveRequest request;
    std::optional<protocol::MailLine> mine;
    bool unknown = false;  // the server was found not to know us

    template <class Act>
    Effects step(Act act) {
        Effects out;
        act(out);
        carrier.tick(now, out);
        for (const auto& order : all<OpenStream>(out)) {
            stream = order.stream;
            request = order.request;
        }
        return out;
    }
    Effects stands() {
        return step([&](Effects& out) { carrier.stand(member(1), out); });
    }
    Effects open(std::uint64_t after = 0) {
        return step([&](Effects& out) { carrier.open({seat(1), after}, now, out); });
    }
    Effects chosen() {
        return step([&](Effects& out) { carrier.on(CarrierChosen{}, now, out); });
    }
    Effects closes() {
        return step([&](Effects& out) { carrier.close(out); });
    }
    Effects announced(unsigned who, std::uint64_t after = 0) {
        return step([&](Effects& out) { carrier.on(BoxAnnounced{{seat(who), after}}, now, out); });
    }
    Effects closed(unsigned who) {
        return step([&](Effects& out) { carrier.on(BoxClosed{member(who)}, now, out); });
    }
    Effects line(const std::string& text, std::optional<std::uint32_t> of = {}) {
        return step([&](Effects& out) { mine = carrier.on(StreamLine{of.value_or(stream), text}, now, out); });
    }
    Effects ended(bool refused = false, std::optional<std::uint32_t> of = {}) {
        return step([&](Effects& out) { unknown = carrier.on(StreamEnded{of.value_or(stream), refused}, now, out); });
    }
    Effects doubts() {
        return step([&](Effects&) { carrier.doubt(now); });
    }
    Effects wait(Millis ms) {
        now += ms;
        return step([](Effects&) {});
    }
    // Sleeps until the carrier wants to wake, at most `limit`.
    Effects wake(Millis limit = 600'000) {
        const auto at = carrier.wake_at();
        if (!at || *at > now + limit) return {};
        now = std::max(now, *at);
        return step([](Effects&) {});
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
