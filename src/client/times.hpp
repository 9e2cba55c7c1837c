// Which of a computer's clocks is for what. How long something lasts is measured by one that only goes forward; the one on the wall,
// which may be set back or forth at any moment, only dates what people read, and shows where the other stood still.
#pragma once

#include <cstdint>
#include <optional>

namespace client {

// Milliseconds: how many, or since a beginning that is named where it matters.
using Millis = std::uint64_t;

// Both clocks at one moment.
struct Times {
    Millis steady;  // since some moment long ago; only goes forward, at the pace of time, and may stand still while the computer sleeps
    Millis wall;    // since 1970
};

// The time that a session goes by: the steady clock's, and what that slept through.
class Timekeeper {
  public:
    // To be told at every step, and first of all. Returns how long the computer has slept since the last one: by so much the clock on the
    // wall has gained on the other. It may have been set forward just as well, and nothing tells the two apart: so a gain is a reason to
    // try everything again, and never counts as patience that somebody has had.
    Millis tell(const Times& times) {
        const auto lead = static_cast<std::int64_t>(times.wall - times.steady);
        const auto gained = lead - lead_.value_or(lead);
        const auto slept = gained > static_cast<std::int64_t>(slept_ms) ? static_cast<Millis>(gained) : 0;
        lead_ = lead;
        slept_ += slept;
        now_ = times.steady + slept_;
        wall_ = times.wall;
        return slept;
    }

    // For the order of words, and for what others grant us: it stays behind where the steady clock slept, and never jumps ahead.
    Millis steady() const { return now_ - slept_; }
    // For all that lasts, or is to come.
    Millis now() const { return now_; }
    // For what people read.
    Millis wall() const { return wall_; }
    // A moment of now() as the steady clock tells it; 0 where it lies before that clock's beginning.
    Millis steady(Millis moment) const { return moment > slept_ ? moment - slept_ : 0; }

    // Less is the ordinary: browsers tell both clocks coarsely, and delay the timers of a hidden tab by a second (by a minute where it has
    // no connection).
    static constexpr Millis slept_ms = 5'000;

  private:
    std::optional<std::int64_t> lead_;  // of the clock on the wall
    Millis slept_ = 0;
    Millis now_ = 0;
    Millis wall_ = 0;
};

}  // namespace client
