// A rate limit for each member. Its messages and the changes it causes draw from an allowance that refills with time; no person at
// a keyboard overdraws it. The limits stand in docs/protocol.md, "Limits between members".
#pragma once

#include <algorithm>
#include <cstddef>

#include "client/event.hpp"

namespace client {

// A word costs its place on the screen, or its bytes where it is long.
inline Millis cost_of_word(std::size_t bytes) { return 1 + bytes / 512; }
// A change of more than a line: a notice, a tile, a new connection.
inline constexpr Millis cost_of_change = 50;

class Allowance {
  public:
    // True where so much was left.
    bool take(Millis cost, Millis now) {
        const auto filled_at = std::max(filled_at_, now) + cost * ms_per_unit;
        if (filled_at > now + capacity * ms_per_unit) return false;
        filled_at_ = filled_at;
        return true;
    }

  private:
    // A client that comes back to a room has weeks of messages to hear at once; after that, nobody sends faster than this for long.
    static constexpr Millis capacity = 20'000;
    static constexpr Millis ms_per_unit = 200;

    Millis filled_at_ = 0;  // when all will be there again
};

}  // namespace client
