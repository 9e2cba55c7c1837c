// The network and the computer's sleep, as far as the browser tells of them.
#pragma once

#include "client/context.hpp"
#include "client/network/facts.hpp"

namespace client::network {

class Network {
  public:
    void on(const NetworkChanged& change, const Context& context) { context.tell(Changed{change.online}); }
    void on(const Woke&, const Context& context) { context.tell(Returned{}); }
    // The computer has slept, or a timer was so late that its tab was suspended.
    void slept(Millis by, const Context& context) {
        context.tell(Slept{by});
        context.tell(Returned{});
    }
};

}  // namespace client::network
