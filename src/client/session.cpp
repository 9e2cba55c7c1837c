#include "client/session.hpp"

#include <algorithm>
#include <utility>

namespace client {
namespace {

using members::Members;
using network::Network;

template <class Machine>
std::optional<Millis> wake_of(const Machine& machine, const Context& context) {
    if constexpr (requires { machine.wake_at(context); })
        return machine.wake_at(context);
    else if constexpr (requires { machine.wake_at(); })
        return machine.wake_at();
    else
        return std::nullopt;
}

}  // namespace

Session::Session() = default;
Session::Session(const Session&) = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(const Session&) = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

// News that a machine tells while it hears some come before those that still wait, as if it had called whom they are for.
void Session::drain(const Context& context) {
    std::vector<News> waiting;
    const auto take = [&] {
        for (; !news_.empty(); news_.pop_back()) waiting.push_back(std::move(news_.back()));
    };
    for (take(); !waiting.empty(); take()) {
        const auto next = std::move(waiting.back());
        waiting.pop_back();
        route(next, context);
    }
}

Orders Session::step(const Fact& fact, const Times& times) {
    orders_.clear();
    const auto now = context();
    if (const auto slept = time_.tell(times)) at<Network>().slept(slept, now);
    drain(now);
    hear(fact, now);
    drain(now);
    settle(now);
    return std::move(orders_);
}

void Session::tick(const Context& context) {
    const auto now = context.now();
    // So late is a timer that was suspended with its tab.
    if (const auto due = due_at(context); due && now > *due + Timekeeper::slept_ms) at<Network>().on(network::Woke{}, context);
    drain(context);
    each_machine([&](auto& machine, Settled& settled) {
        const auto due = wake_of(machine, context);
        if (!due || now < *due) return;
        settled.touched = true;
        if constexpr (requires { machine.tick(context); }) machine.tick(context);
        drain(context);
    });
}

// After what happened, each machine brings in order what depends on the directory, and shows what it has to show, until nothing changes any
// more.
void Session::settle(const Context& context) {
    const auto& directory = at<Members>().directory();
    bool again = true;
    while (std::exchange(again, false)) {
        each_machine([&](auto& machine, Settled& settled) {
            const bool touched = std::exchange(settled.touched, false);
            if (!touched && settled.revision == directory.revision()) return;
            settled.revision = directory.revision();
            if constexpr (requires { machine.settle(context); }) machine.settle(context);
            again |= !news_.empty();
            drain(context);
        });
    }
    at<Members>().show(context);
}

std::optional<Millis> Session::due_at(const Context& context) const {
    std::optional<Millis> at;
    std::apply(
        [&](const auto&... machines) {
            const auto sooner = [&](std::optional<Millis> when) {
                if (when) at = at ? std::min(*at, *when) : *when;
            };
            (sooner(wake_of(machines, context)), ...);
        },
        machines_);
    return at;
}

std::optional<Millis> Session::wake_at() const {
    const auto at = due_at(const_cast<Session*>(this)->context());
    return at ? std::optional(time_.steady(*at)) : std::nullopt;
}

}  // namespace client
