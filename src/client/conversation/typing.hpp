// The people who are writing a message just now: we say so to the others while our person types, and show who of them does. Fleeting:
// nothing of it is kept, and what is lost comes again or was not worth it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "client/context.hpp"
#include "client/conversation/orders.hpp"
#include "protocol/typing.hpp"

namespace client::conversation {

class Typing {
  public:
    // It is said so often at most, and shown for so long after it was said last.
    static constexpr Millis say_every_ms = 3'000;
    static constexpr Millis shown_for_ms = 6'000;

    // The person has changed what is written, to `text`.
    void changed(std::string_view text, const Context&);
    // It was sent.
    void sent(const Context&);
    // Somebody who does not say that they are writing does not see it of others either.
    void share(bool on, const Context&);

    void heard(const protocol::Typing& word, MemberId from, const Context&);
    // A message of theirs has come.
    void spoke(MemberId who);

    void settle(const Context&);
    std::optional<Millis> wake_at() const;

  private:
    // A member that has said the word. It is forgotten with its connection, so there are no more of them than members.
    struct Writer {
        MemberId id;
        Millis said_at = 0;  // that it writes
        bool on = false;
    };

    void say(bool on, const Context&);
    Writer* find(MemberId who);

    bool shares_ = true;
    bool writes_ = false;            // as we have said last
    std::optional<Millis> said_at_;  // that we write
    std::vector<Writer> writers_;    // in the order in which they began
    std::vector<members::DisplayName> shown_;
};

}  // namespace client::conversation
