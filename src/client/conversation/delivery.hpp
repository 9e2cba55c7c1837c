// How far our own messages have come: who of those present has each, and who has read it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <vector>

#include "client/context.hpp"
#include "client/conversation/reading.hpp"
#include "client/conversation/replication.hpp"

namespace client::conversation {

class Delivery {
  public:
    // We wrote a message, to everybody or to that person.
    void wrote(const protocol::EntryId& id, const protocol::Addressee& to);
    // One of an earlier stay is here: it is kept, or somebody has it.
    void wrote_earlier(const protocol::EntryId& id, const protocol::Addressee& to);
    // It lies on this computer.
    void kept(const protocol::EntryId& id, const Context&);
    // Nothing is waited for any more.
    void clear();
    // Some of ours is nowhere but in this tab, and has not reached everybody who is or was here, or nobody is.
    bool is_endangered() const { return !endangered_.empty(); }
    // Shows what has changed.
    void settle(const Replication& replication, const Reading& reading, const Context&);

  private:
    struct Sent {
        protocol::EntryId id;
        protocol::Addressee to;
        bool kept = false;
        bool delivered = false;  // everybody had it once: that stays, also where others come later
        std::uint32_t received = 0;
        std::uint32_t read = 0;
        std::uint32_t present = 0;
        std::vector<MemberId> missing{};  // where others have it
    };
    void add(Sent sent);

    std::deque<Sent> sent_;  // until everybody has read them; of those that are delivered, the latest
    std::set<protocol::EntryId> endangered_;
    std::vector<MemberId> present_;
    std::uint64_t had_ = 0;  // versions of what members have and have read, when it was shown last
    std::uint64_t read_ = 0;
    bool added_ = false;  // since then
};

}  // namespace client::conversation
