// A message as the page shows it, with all that became of it.
#pragma once

#include <map>
#include <set>
#include <string>

#include "client/context.hpp"
#include "client/conversation/timeline.hpp"

namespace client::conversation {

class Rendering {
  public:
    // When it was said or came, by our own clock of then, whatever its author's says.
    void date(const protocol::EntryId& id, Millis time) { times_[id] = time; }
    void mark_late(const protocol::EntryId& id) { late_.insert(id); }
    void forget(const protocol::EntryId& id) {
        times_.erase(id);
        late_.erase(id);
    }
    void clear() {
        times_.clear();
        late_.clear();
    }

    ShowMessage show(const Message& message, const Log& log, const Timeline& timeline, const Context&) const;
    FoundText text(const Message& message, const Log& log, const Timeline& timeline, const Context&) const;
    PinnedMessage pinned(const Message& message, const Log& log, const Timeline& timeline, const Context&) const;

  private:
    std::map<protocol::EntryId, Millis> times_;
    std::set<protocol::EntryId> late_;
};

}  // namespace client::conversation
