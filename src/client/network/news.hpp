// News of time and the network.
#pragma once

#include <variant>

#include "client/times.hpp"

namespace client::network {

struct Changed {  // the browser says so, or a server answered after silence
    bool online = true;
};
struct Slept {  // the computer did
    Millis by = 0;
};
struct Returned {};  // there may be a network again, or another one: what waits for a pause goes on at once

using News = std::variant<Changed, Slept, Returned>;

}  // namespace client::network
