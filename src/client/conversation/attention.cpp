#include "client/conversation/attention.hpp"

#include <algorithm>
#include <utility>

namespace client::conversation {
namespace {

// A burst of messages makes one sound.
constexpr Millis quiet_ms = 3'000;
// A message that was said so long before the person turned away is history that is only now arriving. Others are on their way for that
// long, or dated by a clock that is as far behind.
constexpr Millis late_ms = 60'000;

}  // namespace

bool Attention::set(Presence presence, const Times& now) {
    if (presence_ == Presence::here) away_since_ = now.wall;
    presence_ = presence;
    if (presence != Presence::here) return false;
    messages_ = 0;
    return std::exchange(called_, false);
}

std::optional<Alert> Attention::hear(AlertCause cause, Millis time, const Times& now) {
    // A clock that was set back meanwhile must not make all that is said now old.
    const bool history = time + late_ms < std::min(away_since_, now.wall);
    if (presence_ == Presence::here || history || !is_wanted(cause)) return std::nullopt;
    messages_ += cause == AlertCause::message || cause == AlertCause::mention;
    called_ = true;
    const bool aloud = now.steady >= quiet_until_;
    if (aloud) quiet_until_ = now.steady + quiet_ms;
    return Alert{messages_, aloud, presence_ == Presence::hidden};
}

bool Attention::is_wanted(AlertCause cause) const {
    return level_ == AlertLevel::everything ||
           (level_ == AlertLevel::mentions && (cause == AlertCause::mention || cause == AlertCause::knock));
}

}  // namespace client::conversation
