// So many at once, so many a minute: a bucket that leaks. It must not know what is counted, or for whom.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

namespace server {

// Milliseconds since any fixed moment; never goes back.
using Millis = std::int64_t;

// At most 10^9 of each, so that nothing overflows.
struct Rate {
    std::int64_t burst = 0;       // at once
    std::int64_t per_minute = 0;  // in the long run
};

class LeakyBucket {
  public:
    // Counts what was taken elsewhere, whether it fits or not, up to twice the burst.
    void add(const Rate& rate, std::int64_t amount, Millis now) {
        used_ -= std::min(used_, std::min(now - at_, longest) * rate.per_minute);
        at_ = now;
        used_ = std::min(used_ + amount * unit, 2 * rate.burst * unit);
    }

    // Counts `amount`. Where that is too much, counts nothing and tells in how many ms it will fit; an amount above the burst
    // never does.
    std::optional<Millis> take(const Rate& rate, std::int64_t amount, Millis now) {
        used_ -= std::min(used_, std::min(now - at_, longest) * rate.per_minute);
        at_ = now;
        const std::int64_t over = used_ + (amount - rate.burst) * unit;
        if (over > 0) return (over + rate.per_minute - 1) / rate.per_minute;
        used_ += amount * unit;
        return std::nullopt;
    }

  private:
    // At one a minute, 1 leaks in a millisecond.
    static constexpr std::int64_t unit = 60'000;
    static constexpr Millis longest = 3'600'000;

    std::int64_t used_ = 0;
    Millis at_ = 0;
};

}  // namespace server
