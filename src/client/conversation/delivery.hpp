// How far our own messages have come: who of those present has each.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <utility>

#include "client/context.hpp"
#include "client/conversation/replication.hpp"

namespace client::conversation {

class Delivery {
  public:
    // We wrote a message; numbers rise.
    void wrote(std::uint64_t number) { waiting_.push_back({number, false, 0, 0}); }
    // It lies on this computer.
    void kept(std::uint64_t number, const Context&);
    // Nothing is waited for any more.
    void clear() { waiting_.clear(); }
    // Some of ours is nowhere but in this tab, and has not reached everybody who is or was here, or nobody is.
    bool is_endangered() const;
    // Shows what has changed.
    void settle(const Replication& replication, const Context&);

  private:
    struct Waiting {
        std::uint64_t number = 0;
        bool kept = false;
        std::uint32_t received = 0;
        std::uint32_t present = 0;
    };
    using Range = std::pair<std::uint64_t, std::uint64_t>;

    std::deque<Waiting> waiting_;
    std::map<MemberId, Range> had_;  // of ours, by those present
    std::size_t seen_ = 0;           // of those that wait, how many were looked at since that has changed
};

}  // namespace client::conversation
