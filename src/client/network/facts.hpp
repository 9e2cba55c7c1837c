// Facts of time and the network.
#pragma once

#include <variant>

namespace client::network {

struct Tick {};
struct NetworkChanged {
    bool online = true;
};
struct Woke {};  // the tab is looked at again, or goes on after it was frozen

using Fact = std::variant<Tick, NetworkChanged, Woke>;

}  // namespace client::network
