// The messages as the page shows them: the newest, each with all that became of it.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "client/context.hpp"
#include "client/conversation/timeline.hpp"

namespace client::conversation {

class Display {
  public:
    // Shows a message or poll, or what became of it. `now`: it was said just now. True where it is new on the page.
    bool show(const protocol::EntryId& id, bool now, const Log& log, const Timeline& timeline, const Context&);
    // Of an entry that was kept and whose author's clock was ahead: when it came, by our own clock of then.
    void date(const protocol::EntryId& id, Millis time) { times_[id] = time; }
    // A message that the log is about to forget.
    void forget(const protocol::EntryId& id, const Context&);
    // Shows those of the feed again: its author has another name.
    void rename(MemberId feed, const Log& log, const Timeline& timeline, const Context&);
    // Nothing of it is shown any more.
    void clear(const Context&);

  private:
    ShowMessage order(const Message& message, bool now, const Log& log, const Timeline& timeline, const Context&);

    std::set<Timeline::Place> shown_;
    std::map<protocol::EntryId, Millis> times_;  // by our own clock, of what was said while we were here
};

}  // namespace client::conversation
