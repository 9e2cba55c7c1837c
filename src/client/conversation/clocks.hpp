// The clocks of those who write, and the stamps of a hybrid logical clock: this computer's clock, pushed forward by what others wrote.
// A stamp orders the conversation the same for everybody, so it is never altered; one that no clock can have made is held back until its
// time has come.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "client/times.hpp"
#include "protocol/identity.hpp"

namespace client::conversation {

class Clocks {
  public:
    // An entry of somebody else that is believed. `live`: it was written just now.
    void heard(const protocol::Identity& author, std::uint64_t stamp, Millis now, bool live);
    // Whether an entry with that stamp may stand in the conversation now. `now` is this computer's clock.
    bool believes(const protocol::Identity& author, std::uint64_t stamp, Millis now) const;
    // When it may; what `believes` compares with.
    static Millis held_until(std::uint64_t stamp);
    // The stamp of an entry that is written now: greater than `last`, the greatest that was read. Where this computer's clock is days away
    // from those of the others, theirs counts.
    std::uint64_t next(std::uint64_t last, Millis now) const;

  private:
    // How far the clock of a person is ahead of ours, in ms: by all their words at least so far, and by the first that were heard as they
    // were said.
    struct Clock {
        std::int64_t least_lead = 0;
        std::optional<std::int64_t> lead;
    };

    std::map<std::string, Clock> clocks_;  // by key
};

}  // namespace client::conversation
