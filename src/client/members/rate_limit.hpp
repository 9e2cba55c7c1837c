// A rate limit for each member. Its messages and the changes it causes draw from an allowance that refills with time; no person at
// a keyboard overdraws it. Each side keeps the same account of what it says to the other, and says its lines as that lets it. All
// that bounds what one says to another stands here, and in docs/protocol.md, "Limits between members".
#pragma once

#include <algorithm>
#include <cstddef>

#include "client/times.hpp"

namespace client::members {

// A word costs its place on the screen, or its bytes where it is long.
inline Millis cost_of_word(std::size_t bytes) { return 1 + bytes / 512; }
// A change of more than a line: a notice, a tile, a new connection.
inline constexpr Millis cost_of_change = 50;

class RateLimit {
  public:
    // A client that comes back to a room has weeks of messages to hear at once; after that, nobody sends faster than this for long.
    static constexpr Millis capacity = 20'000;
    // Lines leave so much for all else that is said: descriptions, statuses, comings and goings, as the other side counts them.
    static constexpr Millis reserve = 2'500;

    // True where so much was left.
    bool take(Millis cost, Millis now) {
        const auto filled_at = filled_with(cost, now);
        if (filled_at > now + capacity * ms_per_unit) return false;
        filled_at_ = filled_at;
        return true;
    }
    // So much is left.
    bool covers(Millis cost, Millis now) const { return filled_with(cost, now) <= now + capacity * ms_per_unit; }
    // Takes so much whether it was left or not.
    void spend(Millis cost, Millis now) { filled_at_ = filled_with(cost, now); }
    // When a line of that cost can be said.
    Millis line_at(Millis cost, Millis now) const {
        const auto all = filled_with(cost + reserve, now);
        return all > now + capacity * ms_per_unit ? all - capacity * ms_per_unit : now;
    }

  private:
    static constexpr Millis ms_per_unit = 200;

    Millis filled_with(Millis cost, Millis now) const { return std::max(filled_at_, now) + cost * ms_per_unit; }

    Millis filled_at_ = 0;  // when all will be there again
};

}  // namespace client::members
