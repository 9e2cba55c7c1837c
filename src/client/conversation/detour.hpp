// Words to members to whom our connection does not work, for another member to pass on: our entries, how much of theirs is here, and our
// status.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "client/context.hpp"
#include "client/conversation/log.hpp"
#include "client/conversation/replication.hpp"

namespace client::conversation {

class Detour {
  public:
    void settle(const Log& log, Replication& replication, const Context&);
    std::optional<Millis> wake_at(const Context&) const;

  private:
    struct Way {
        std::optional<Millis> begins_at;  // nothing: there is no such road
        bool due = true;                  // something that is confirmed by nothing is to be said: how much is here, our status
        bool under_way = false;           // entries of ours are, that are not confirmed
        std::uint64_t had_first = 0;      // how much of ours it had when they were sent
        std::uint64_t had_count = 0;
        unsigned tries = 0;       // since anything was confirmed
        Millis again_at = 0;      // when to say all anew where something was not confirmed
        Millis renew_at = 0;      // and when in any case
        protocol::Status status;  // as it was said last
    };

    void go(MemberId to, const members::Record& peer, Way& way, const Log& log, const Replication& replication, const Context&);
    static protocol::Signals next_words(MemberId to, Way& way, const Log& log, const Replication& replication, const Context&);

    std::map<MemberId, Way> ways_;
};

}  // namespace client::conversation
