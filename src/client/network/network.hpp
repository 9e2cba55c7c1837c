// The network and the computer's sleep, as far as the browser tells of them; and whether anything answers, while nobody is reached.
#pragma once

#include <optional>

#include "client/context.hpp"
#include "client/network/facts.hpp"
#include "client/network/probe.hpp"

namespace client::network {

class Network {
  public:
    void on(const NetworkChanged& change, const Context& context) { context.tell(Changed{change.online}); }
    void on(const Woke&, const Context& context) { context.tell(Returned{}); }
    void on(const ProbeAnswered&, const Context&);
    void on(const signaling::ServersTold&);
    // The computer has slept, or a timer was so late that its tab was suspended.
    void slept(Millis by, const Context& context) {
        context.tell(Slept{by});
        context.tell(Returned{});
    }

    void settle(const Context&);
    std::optional<Millis> wake_at() const { return probe_.wake_at(); }

  private:
    Probe probe_;
    std::optional<protocol::IceServer> asked_;  // the server to ask; nothing where there is none
};

}  // namespace client::network
