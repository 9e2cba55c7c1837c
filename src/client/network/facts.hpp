// Facts of time and the network.
#pragma once

#include <variant>

#include "client/network/ice_answer.hpp"

namespace client::network {

struct Tick {};
struct NetworkChanged {
    bool online = true;
};
struct Woke {};  // the tab is looked at again, or goes on after it was frozen
struct ProbeAnswered {
    IceAnswer answer;  // to the question for our own address
};

using Fact = std::variant<Tick, NetworkChanged, Woke, ProbeAnswered>;

}  // namespace client::network
