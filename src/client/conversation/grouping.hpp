// The heading of a line of the conversation: its author and minute, unless it goes on where the line before it left off, and above the
// first line of a day that day. Notices stand between lines, always at the end of what is there when they come; they go with the line
// before them, and come back with it. (The page moves its own in just the same way.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <vector>

#include "client/conversation/orders.hpp"
#include "client/times.hpp"

namespace client::conversation {

// The number of the day in which `time`, milliseconds since 1970, lies where clocks are `utc_offset` minutes ahead of UTC at that time.
std::int64_t local_day(Millis time, int utc_offset);

struct Heading {
    MessageId line;
    bool follows = false;  // nothing is above it: it is of the same author and minute as the line right before it
    bool new_day = false;  // above it is the day

    friend bool operator==(const Heading&, const Heading&) = default;
};

class Grouping {
  public:
    // A line, of that time in milliseconds since 1970 and of that local day, stands right before the line `before`; at the end, where there
    // is none such. A line that is there already changes its place. `today`: the local day of now. Returns the headings that are new, or
    // other than before: of the line, and perhaps of lines behind it.
    std::vector<Heading> show(const MessageId& line, const MessageId& before, Millis time, std::int64_t day, std::int64_t today);

    // That line is here no longer. Returns the headings that are other than before.
    std::vector<Heading> forget(const MessageId& line, std::int64_t today);

    // A notice stands at the end; where lines that are not shown stand there, once they are. True where it is not another one, but is said
    // together with the last of its kind, to which no message and no news to the contrary has come since. `time`: since 1970.
    bool add_notice(NoticeKind kind, Millis time);
    // Whether there are lines before and behind those that are here. A line with none before it was said after those.
    void set_window(bool earlier, bool later);

    void clear();

  private:
    struct Message {
        Heading heading;
        Millis time = 0;
        std::int64_t day = 0;
    };
    using Items = std::list<std::optional<Message>>;  // nothing: a notice

    // Of the line at `at`, into `changed` where it is another than before or `always`.
    void head(Items::iterator at, std::int64_t today, std::vector<Heading>& changed, bool always = false);
    // Of the first line from `at` on.
    void head_next(Items::iterator at, std::int64_t today, std::vector<Heading>& changed);

    Items items_;
    std::map<MessageId, Items::iterator> lines_;
    std::map<MessageId, std::size_t> gone_;  // so many notices went with that line
    std::size_t waiting_ = 0;                // and so many wait for the end
    bool later_ = false;
    std::map<NoticeKind, Millis> open_;  // of these kinds, another one is said together with the last
};

}  // namespace client::conversation
