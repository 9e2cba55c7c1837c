// How far the others have read what we wrote, and we what they did: each tells the authors. May be turned off: then nothing is said, and
// what others say is not heard.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "client/context.hpp"
#include "client/conversation/log.hpp"

namespace client::conversation {

class Reading {
  public:
    // Whether we say what we have read, and hear what others have.
    void choose(bool on);
    // There is more of the feed of somebody else.
    void came(MemberId feed, const Log&, const Context&);
    // The channel to that member has opened.
    void opened(MemberId peer, const Log&, const Context&);
    void heard(const protocol::Read&, MemberId from, const Log&, const Context&);
    // Everything that is here is before our eyes, or not.
    void look(bool looking) { looking_ = looking; }
    // Another log is another conversation.
    void clear();
    void forget(MemberId member) {
        untold_.erase(member);
        read_.erase(member);
    }

    void tick(const Log&, const Context&);
    void settle(const Context&);
    std::optional<Millis> wake_at() const { return tell_at_; }

    // Up to which entry of our feed that member has read; 0 where it said nothing of that.
    std::uint64_t by(MemberId peer, MemberId feed) const;
    // Counts what was heard.
    std::uint64_t version() const { return version_; }

  private:
    bool on_ = true;
    bool looking_ = true;
    std::map<MemberId, std::set<MemberId>> untold_;               // of their feeds, by member
    std::map<MemberId, std::map<MemberId, std::uint64_t>> read_;  // of ours, by member
    std::optional<Millis> tell_at_;
    std::uint64_t version_ = 0;
};

}  // namespace client::conversation
