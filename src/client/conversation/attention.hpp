// Which of what happens calls back a person who has turned away from the page, and how insistently.
#pragma once

#include <cstdint>
#include <optional>

#include "client/times.hpp"

namespace client::conversation {

// Of what the person wants to hear in this room while turned away. A knock asks this one person for an answer, so it counts as a mention; a
// call that starts is for all.
enum class AlertLevel : std::uint8_t { everything, mentions, nothing };

// The page is hidden; it is seen beside the window in which the person works; or the person looks at it and writes in it.
enum class Presence : std::uint8_t { hidden, beside, here };

enum class AlertCause : std::uint8_t { message, mention, knock, call };

struct Alert {
    std::uint32_t messages = 0;  // how many have called since the person turned away
    bool aloud = false;          // no sound has just been made
    bool hidden = false;         // nothing of the page could be seen
};

class Attention {
  public:
    // To be told whenever it changes. Returns whether what called the person is to be taken back.
    bool set(Presence presence, const Times& now);

    void set(AlertLevel level) { level_ = level; }

    // Something happened at that time, in milliseconds since 1970. Nothing: it calls nobody.
    std::optional<Alert> hear(AlertCause cause, Millis time, const Times& now);

  private:
    bool is_wanted(AlertCause cause) const;

    AlertLevel level_ = AlertLevel::everything;
    Presence presence_ = Presence::here;
    Millis away_since_ = 0;  // by the clock on the wall, which dates messages
    std::uint32_t messages_ = 0;
    Millis quiet_until_ = 0;  // by the steady clock
    bool called_ = false;
};

}  // namespace client::conversation
