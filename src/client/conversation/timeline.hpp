// The timeline: what the entries of the log come to, in whatever order they came. Which messages there are, in one order that is the same
// for everybody who has the same entries, and what became of each: edited, deleted, reacted to, pinned, voted on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "client/conversation/log.hpp"
#include "client/conversation/orders.hpp"
#include "protocol/entry.hpp"

namespace client::conversation {

struct Chooser {
    protocol::MemberId feed;  // the stay in which they chose
    protocol::Identity author;
};
// People are told apart by their keys, so that somebody who reacts in two tabs counts once.
struct Choice {
    std::string what;             // an emoji, or an option of the poll
    std::vector<Chooser> people;  // in no order that means anything
};

// A message, a poll or an offered file as it is now.
struct Message {
    protocol::EntryId id;
    std::uint64_t stamp = 0;
    protocol::Identity author;
    std::vector<Version> versions{};  // the last one holds; none where it is deleted. Of a file there is one, its name
    bool deleted = false;
    bool pinned = false;
    bool is_poll = false;
    bool several = false;  // options of the poll may be chosen by one person
    std::optional<protocol::EntryId> answers{};
    std::vector<Choice> reactions{};            // by their emoji
    std::vector<Choice> options{};              // of a poll, in its order, also those that nobody chose
    std::optional<protocol::FileOffer> file{};  // under a name that is fit for a disk

    bool is_text() const { return !is_poll && !file; }
};

// Whether an entry is a message of its own, and not about another one.
bool is_message(const protocol::Entry& entry);

class Timeline {
  public:
    // An entry that the log has taken in. `it` is what its body says. Returns the message or poll that is new or other than before; nothing
    // where there is none here.
    std::optional<protocol::EntryId> add(const Log& log, const protocol::EntryId& id, const protocol::Entry& it);
    // The log is about to forget it.
    void forget(const Log& log, const protocol::EntryId& id);

    struct Place {
        std::uint64_t stamp = 0;
        protocol::EntryId id;

        friend bool operator<(const Place& a, const Place& b) { return a.stamp < b.stamp || (a.stamp == b.stamp && a.id < b.id); }
    };
    // Messages and polls, deleted ones too, from the oldest to the newest. One of which nothing can be seen is none.
    const std::set<Place>& places() const { return places_; }
    // The place of one of them.
    std::optional<Place> place(const Log& log, const protocol::EntryId& id) const;
    // Those that are pinned, the one that was pinned last first, at most so many.
    std::vector<protocol::EntryId> pinned(const Log& log, std::size_t most) const;
    // It is pinned, or was.
    bool was_pinned(const protocol::EntryId& id) const { return pins_.count(id) > 0; }

    // A message or poll that is here.
    std::optional<Message> message(const Log& log, const protocol::EntryId& id) const;
    // The topic of the room; "" for nothing in particular.
    std::string topic(const Log& log) const;
    // The name that the author of a feed gave last; "" while that is not known.
    std::string name(const Log& log, protocol::MemberId feed) const;
    // No entry that is here has a greater one.
    std::uint64_t last_stamp() const { return last_stamp_; }

  private:
    struct Pin {
        Place by;  // the entry that said so last
        bool on = false;
    };
    std::set<Place> places_;
    std::map<protocol::EntryId, Pin> pins_;
    std::map<protocol::EntryId, std::vector<Place>> changes_;  // by what they are about, in their order
    std::set<Place> topics_;
    std::map<protocol::MemberId, std::uint64_t> introductions_;  // of each feed, the number of the last
    std::uint64_t last_stamp_ = 0;
};

}  // namespace client::conversation
