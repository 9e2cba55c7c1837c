// The rows of the page: a window of the timeline. At first it has the newest messages, and follows what comes; a reader may lead it
// anywhere, and what comes elsewhere is told without a row. However long the conversation is, a step costs the same.
#pragma once

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "client/context.hpp"
#include "client/conversation/facts.hpp"
#include "client/conversation/rendering.hpp"
#include "client/conversation/timeline.hpp"

namespace client::conversation {

class Display {
  public:
    // A message or poll is new in the timeline. `news`: it comes from somebody, not from the disk.
    void came(const Timeline::Place& place, bool news);
    // It is other than before; where its text is, so are rows that quote it.
    void changed(const protocol::EntryId& id, bool text);
    // Other messages are pinned than before.
    void pins_changed() { pins_stale_ = true; }
    // The author of the feed has another name.
    void rename(MemberId feed);
    // A message that the log is about to forget.
    void forget(const protocol::EntryId& id, const Context&);
    // Nothing of it is shown any more.
    void clear(const Context&);

    // The newest row is in the reader's view, so that older ones may go for it.
    void read(bool at_end) { at_end_ = at_end; }
    void move(const RowsWanted& wanted, const Log& log, const Timeline& timeline, const Context&);
    // Brings the page in order after what came.
    void settle(const Log& log, const Timeline& timeline, const Context&);

    // For those who look beyond the window.
    Rendering& rendering() { return rendering_; }
    const Rendering& rendering() const { return rendering_; }

  private:
    using Place = Timeline::Place;
    using Places = std::set<Place>;
    struct Range {
        Places::const_iterator first;
        Places::const_iterator last;  // behind it
    };
    static constexpr std::size_t first_rows = 100;
    static constexpr std::size_t step_rows = 50;
    static constexpr std::size_t most_rows = 200;

    Range newest(const Places& places) const;
    // As it is now, with what has come into it.
    Range held(const Places& places) const;
    Range earlier(const Places& places, const protocol::EntryId& keep) const;
    Range later(const Places& places, const protocol::EntryId& keep) const;
    void show(const Range& range, const Log& log, const Timeline& timeline, const Context&);
    void show_row(const Place& place, bool changed, const Log& log, const Timeline& timeline, const Context&);
    void show_pins(const Log& log, const Timeline& timeline, const Context&);
    void tell_unseen(const Log& log, const Timeline& timeline, const Context&);

    Rendering rendering_;
    Places shown_;
    std::set<protocol::EntryId> ids_;                                   // of those
    std::set<std::pair<protocol::EntryId, protocol::EntryId>> quotes_;  // messages, and those that answer them and had a row
    bool follows_ = true;                                               // the newest message has a row
    bool at_end_ = true;
    std::size_t limit_ = most_rows;  // rows that come by themselves make no more than so many

    // Since the page was in order:
    Places news_;
    std::set<protocol::EntryId> changed_;
    bool stale_ = false;  // rows may have to come or go
    bool pins_stale_ = false;

    bool has_pins_ = false;
    bool earlier_ = false;  // as the page was told
    bool later_ = false;
};

}  // namespace client::conversation
