// The conversation: every line that this tab has written or heard, in one order that is the same for everybody who has the
// same lines. Knows nobody but by id.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/order.hpp"
#include "protocol/conversation.hpp"

namespace client::conversation {

struct Entry {
    conversation::MessageId id;
    std::uint64_t stamp = 0;
    std::string text;  // "" where nothing of it can be seen: it has its number, and is not shown
};

// When a line came, and how.
struct Arrival {
    Millis now = 0;     // never less than at an earlier call
    bool live = false;  // over a channel that has been open for so long that what comes was said just now
    // How long the author can have been in the room at most; nothing where they were here before us.
    std::optional<Millis> stay{};
    std::uint64_t confirmed = 0;  // how many of our lines the author had said to have
};

class History {
  public:
    explicit History(MemberId me) : me_(me) {}

    // A line of our own, stamped later than everything seen so far (a hybrid logical clock: this computer's clock, pushed forward by
    // what others said; theirs, where ours is days away from it). Returns the place of the new entry in `entries()`.
    // `clock` never runs faster than time does, also where the computer sleeps or its clock is set, or others would not believe it.
    std::size_t write(std::string text, Millis now, Millis clock);

    // A line from `author`; one whose stamp is not believed stands where it arrives. Nothing where it is known already, or where it
    // is not the next one of that author: channels are ordered, so a gap means that an author breaks the rules. Only the first that we hear
    // may have any number: of a long history, a newcomer is told the newest lines.
    std::optional<std::size_t> hear(MemberId author, const protocol::Message& line, const Arrival& arrival);

    // Where more lines of others are here than a page can hold: one that is here no longer. It is the first one of whoever has most, so
    // that nobody can make others' words vanish; and nothing, for now, where that was heard just now: what is confirmed has been there to
    // read. Meanwhile, what each of them may say (allowance.hpp) bounds what is here.
    std::optional<conversation::MessageId> prune_one(Millis now);

    // The number of the newest line of `author` that has come; 0: none has.
    std::uint64_t have(MemberId author) const;

    // Our own line of that number, from 1 to `have(me)`.
    protocol::Message own(std::uint64_t number) const;

    const std::deque<Entry>& entries() const { return entries_; }

  private:
    // An entry of somebody else.
    struct Held {
        std::uint64_t number = 0;
        std::uint64_t stamp = 0;
        Millis heard_at = 0;
    };
    struct Author {
        std::uint64_t have = 0;
        std::deque<Held> held;  // by number
        std::size_t bytes = 0;  // of the text of those
        // How far its clock is ahead of ours, in ms: by all its words at least so far; and by the first that were heard as they were said.
        std::optional<std::int64_t> least_lead;
        std::optional<std::int64_t> lead;
    };

    std::size_t insert(Entry entry);
    std::size_t place_of(const conversation::MessageId& id, std::uint64_t stamp) const;
    bool believes(MemberId author, std::uint64_t stamp, const Arrival& arrival) const;
    // How far the clock of whoever else is furthest is ahead of ours; nothing where nobody else has said anything.
    std::optional<std::int64_t> lead_of_others(MemberId than) const;
    std::uint64_t next_stamp(Millis own) const;

    MemberId me_;
    std::uint64_t last_stamp_ = 0;
    std::deque<Entry> entries_;  // by stamp, author, number
    std::map<MemberId, Author> authors_;
    std::vector<std::uint64_t> own_stamps_;
    std::size_t others_lines_ = 0;
    std::size_t others_bytes_ = 0;
};

}  // namespace client::conversation
