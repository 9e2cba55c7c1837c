// When each connection has waited long enough. Every kind of wait has one length, so each kind is a list that is in order by
// itself: starting, ending and finding the next cost the same for one connection and for many, and no timer each is needed.
// It must not know what waits, or the clock.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "server/options.hpp"

namespace server {

enum class Wait { request, idle, heartbeat, poll, write };

// Something that waits: an element of at most one list, which it leaves when it is destroyed.
class Waiter {
  public:
    Waiter() = default;
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    ~Waiter() { leave(); }

  private:
    friend class Deadlines;

    void leave() {
        before_->after_ = after_;
        after_->before_ = before_;
        before_ = after_ = this;
    }

    Waiter* before_ = this;
    Waiter* after_ = this;
    Millis due_ = 0;
};

class Deadlines {
  public:
    explicit Deadlines(const Timeouts& timeouts)
        : lengths_{timeouts.request, timeouts.idle, timeouts.heartbeat, timeouts.poll, timeouts.write} {}

    // Starts the wait anew, and tells when it will be over.
    Millis start(Waiter& waiter, Wait wait, Millis now) {
        waiter.leave();
        const auto kind = static_cast<std::size_t>(wait);
        Waiter& end = ends_[kind];
        waiter.due_ = now + lengths_[kind];
        waiter.before_ = end.before_;
        waiter.after_ = &end;
        end.before_->after_ = &waiter;
        end.before_ = &waiter;
        return waiter.due_;
    }

    // Takes out one whose wait is over.
    Waiter* take_due(Millis now) {
        for (Waiter& end : ends_) {
            Waiter& first = *end.after_;
            if (&first == &end || first.due_ > now) continue;
            first.leave();
            return &first;
        }
        return nullptr;
    }

    // When the next wait is over.
    std::optional<Millis> next() const {
        std::optional<Millis> next;
        for (const Waiter& end : ends_)
            if (end.after_ != &end && (!next || end.after_->due_ < *next)) next = end.after_->due_;
        return next;
    }

    template <class Visit>
    void for_each(Visit visit) {
        for (Waiter& end : ends_)
            for (Waiter* at = end.after_; at != &end; at = at->after_) visit(*at);
    }

  private:
    std::array<Millis, 5> lengths_;
    std::array<Waiter, 5> ends_;  // each list is a ring that starts and ends here
};

}  // namespace server
