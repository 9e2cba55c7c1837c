// The timeline: what the entries of the log come to, in whatever order they came. Which messages there are, in one order that is the same
// for everybody who has the same entries, and what became of each: edited, deleted, reacted to, pinned, voted on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/conversation/log.hpp"
#include "protocol/entry.hpp"

namespace client::conversation {

struct Version {
    std::uint64_t stamp = 0;
    std::string text;
};

// People are told apart by their keys, so that somebody who reacts in two tabs counts once.
struct Choice {
    std::string what;                        // an emoji, or an option of the poll
    std::vector<protocol::Identity> people;  // in no order that means anything
};

// A message or a poll as it is now.
struct Post {
    protocol::EntryId id;
    std::uint64_t stamp = 0;
    protocol::Identity author;
    std::vector<Version> versions{};  // the last one holds; none where it is deleted
    bool deleted = false;
    bool pinned = false;
    bool is_poll = false;
    bool several = false;  // options of the poll may be chosen by one person
    std::optional<protocol::EntryId> answers{};
    std::vector<Choice> reactions{};  // by their emoji
    std::vector<Choice> options{};    // of a poll, in its order, also those that nobody chose
};

class Timeline {
  public:
    explicit Timeline(const Log& log) : log_(&log) {}

    // An entry that the log has taken in. Returns the message or poll that is new or other than before; nothing where there is none here.
    std::optional<protocol::EntryId> add(const protocol::EntryId& id);
    // The log will not have it any more.
    void forget(const protocol::EntryId& id);

    struct Place {
        std::uint64_t stamp = 0;
        protocol::EntryId id;

        friend bool operator<(const Place& a, const Place& b) { return a.stamp < b.stamp || (a.stamp == b.stamp && a.id < b.id); }
    };
    // Messages and polls, deleted ones too, from the oldest to the newest.
    const std::vector<Place>& places() const { return places_; }

    // A message or poll that is here.
    std::optional<Post> post(const protocol::EntryId& id) const;
    // The topic of the room; "" for nothing in particular.
    std::string topic() const;
    // The name that the author of a feed gave; "" while that is not known.
    std::string name(protocol::MemberId feed) const;
    // No entry that is here has a greater one.
    std::uint64_t last_stamp() const { return last_stamp_; }

  private:
    std::optional<protocol::Entry> entry(const protocol::EntryId& id) const;

    const Log* log_;
    std::vector<Place> places_;
    std::map<protocol::EntryId, std::vector<Place>> changes_;  // by what they are about, in their order
    std::vector<Place> topics_;
    std::uint64_t last_stamp_ = 0;
};

}  // namespace client::conversation
