// The conversation: every line that this tab has written or heard, in one order that is the same for everybody who has the
// same lines. Knows nobody but by id.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/effect.hpp"

namespace client {

struct Entry {
    LineId id;
    std::uint64_t stamp = 0;
    std::string text;  // "" where nothing of it can be seen: it has its number, and is not shown
};

class History {
  public:
    explicit History(MemberId me) : me_(me) {}

    // A line of our own, stamped later than everything seen so far (a hybrid logical clock: the wall clock, pushed forward by
    // what others said). Returns the place of the new entry in `entries()`.
    std::size_t write(std::string text, Millis now);

    // A line from `author`; one that is dated days ahead of `now` stands where it arrives. Nothing where it is known already, or where it
    // is not the next one of that author: channels are ordered, so a gap means that an author breaks the rules.
    std::optional<std::size_t> hear(MemberId author, const protocol::Line& line, Millis now);

    // Where more lines of others are here than a page can hold: the oldest of them, which is here no longer.
    std::optional<LineId> forget_oldest();

    // How many lines of `author` have come: always its first ones, without a gap.
    std::uint64_t have(MemberId author) const;

    // Our own lines after number `after`, oldest first.
    std::vector<protocol::Line> own_after(std::uint64_t after) const;

    const std::vector<Entry>& entries() const { return entries_; }

  private:
    std::size_t insert(Entry entry);

    MemberId me_;
    std::uint64_t last_stamp_ = 0;
    std::vector<Entry> entries_;  // by stamp, author, number
    std::map<MemberId, std::uint64_t> have_;
    std::size_t others_lines_ = 0;
    std::size_t others_bytes_ = 0;
};

}  // namespace client
