// Looks out for the network while nobody is reached. Nothing tells a browser that a router somewhere works again, and requests are repeated
// after 1, 3, 7, 15, 31 s (RFC 6298 section 5.5). A question to a STUN server is repeated within a second (RFC 8489 section 6.2.1), and an
// answer after silence is the news. Time is an argument, and never less than at an earlier call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "client/times.hpp"

namespace client::network {

// How many others this tab reaches, as far as that says whether the network works.
struct Reached {
    bool inside = false;           // of a room
    bool troubled = false;         // the room has a trouble that is shown, such as a server that does not answer
    std::size_t connected = 0;     // members
    std::size_t reconnecting = 0;  // members
};

// The network may be at fault: something that worked does not, and nothing proves that packets still pass.
bool is_cut_off(const Reached& reached);

// An answer that takes longer is of no use, and a question that has waited longer is repeated too seldom.
inline constexpr Millis probe_patience_ms = 1'500;

// An answer after silence is news once in this time: a network that loses some of its packets would be said to have returned every few
// seconds, and each time what is under way is begun again. A long poll, which waits for 25 s, would never end.
inline constexpr Millis returns_apart_ms = 35'000;

enum class ProbeAnswer : std::uint8_t { came, silent };

// When to ask, and what the answers mean. A broken connection mostly recovers by itself, so it asks after a second first; from the first
// silence on one question follows the other, and before that there are five seconds between them.
class Probe {
  public:
    // At every step. Returns whether to ask now, for `probe_patience_ms`; `answer` is to be called with the outcome.
    bool step(bool cut_off, Millis now);

    // Returns whether the network has returned: silence came before, and this was not said lately. An answer to a question that is not
    // wanted any more says nothing.
    bool answer(ProbeAnswer answer, Millis now);

    // When `step` is to be called again; nothing while there is nothing to wait for.
    std::optional<Millis> wake_at() const { return next_at_; }

  private:
    enum class State : std::uint8_t { idle, waiting, asking };
    State state_ = State::idle;
    bool silent_ = false;  // the last question was not answered
    std::optional<Millis> next_at_;
    std::optional<Millis> returned_at_;  // when that was said last
};

}  // namespace client::network
