// A call that somebody starts rings, until the person comes, does not want to, or it is over.
#pragma once

#include <optional>

#include "client/ids.hpp"
#include "client/times.hpp"

namespace client::call {

class Ringing {
  public:
    void started(MemberId caller, Millis now) {
        caller_ = caller;
        quiet_at_ = now + aloud_ms;
    }
    void answered() { caller_.reset(); }
    // Nobody is in the call any more. Gives the caller who was missed.
    std::optional<MemberId> over();

    std::optional<MemberId> caller() const { return caller_; }
    bool is_aloud(Millis now) const { return caller_ && now < quiet_at_; }
    // When a ring that was aloud goes on without a sound.
    Millis quiet_at() const { return quiet_at_; }

  private:
    static constexpr Millis aloud_ms = 30'000;

    std::optional<MemberId> caller_;
    Millis quiet_at_ = 0;
};

}  // namespace client::call
