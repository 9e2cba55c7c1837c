// How long to wait before trying again.
#pragma once

#include <algorithm>

#include "client/ids.hpp"
#include "client/times.hpp"

namespace client {

// Doubled with each attempt, from `first` to `last`, and longer by up to half, which is each member's own part: those who lost the same
// thing at the same moment do not all come back at the same moment. `attempts`: how many there have been, from 0.
inline Millis pause_after(unsigned attempts, Millis first, Millis last, const MemberId& who) {
    const auto pause = std::min(last, first << std::min(attempts, 8U));
    return pause + pause * who.bytes[1] / 512;
}

}  // namespace client
