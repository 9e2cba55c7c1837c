// A clock of this computer in milliseconds.
#pragma once

#include <chrono>

#include "client/times.hpp"

namespace browser {

template <class Clock>
client::Millis ms_on() {
    return static_cast<client::Millis>(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count());
}

}  // namespace browser
