// The exchange of entries with members: who has how much of which feed, what is asked of whom, and whether what comes is authentic
// (docs/protocol.md, "The log"). Each member tells how much it has; who lacks some of it asks, newest first, and the author of an entry
// sends it unasked.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "client/context.hpp"
#include "client/conversation/facts.hpp"
#include "client/conversation/log.hpp"

namespace client::conversation {

class Replication {
  public:
    // An entry that came, and was taken into the log.
    struct Taken {
        protocol::EntryId id;
        bool live = false;  // its author sent it as it was written
    };

    // The channel to that member has opened: it is told all that is here.
    void opened(MemberId peer, const Log&, const Context&);
    void heard(const protocol::Digest&, MemberId from, const Log&, const Context&);
    void heard(const protocol::Heads&, MemberId from, bool by_envelope, const Log&, const Context&);
    void asked(const protocol::EntriesWanted&, MemberId from, const Log&, const Context&);
    std::vector<Taken> heard(const protocol::Entries&, MemberId from, bool by_envelope, Log&, const Context&);
    std::vector<Taken> verified(const EntriesVerified&, Log&, const Context&);
    // Entries that lay on this computer: they were verified before they were kept.
    std::vector<Taken> restore(const protocol::Entries&, Log&, const Context&);
    // A copy of the log, which is examined as if a member had sent it.
    std::vector<Taken> read_copy(const std::vector<protocol::Entries>&, Log&, const Context&);
    // There is more of a feed of ours.
    void wrote(const Log&, const Context&);
    // The log is another one: who was asked, and what came, is no matter any more.
    void restart(const Log&, const Context&);

    void tick(const Log&, const Context&);
    void settle(const Log&, const Context&);
    std::optional<Millis> wake_at(const Context&) const;

    // How much that member has of a feed, as it said last; nothing where it said that of none.
    std::optional<protocol::Head> has(MemberId peer, MemberId feed) const;
    void forget(MemberId member) {
        peers_.erase(member);
        by_envelope_.erase(member);
    }
    // Counts what members say of that.
    std::uint64_t version() const { return version_; }
    // How much of it is here changed since that member was told: for one that can only be told by envelopes.
    bool take_due(MemberId peer) { return by_envelope_.erase(peer) > 0; }

  private:
    struct Request {
        protocol::EntriesWanted wanted;
        Millis until = 0;  // then it is asked of another
    };
    struct Peer {
        std::map<MemberId, protocol::Head> has;
        std::map<MemberId, std::uint64_t> stale;  // feeds that it could not prove up to that number: it had more by then
        std::vector<Request> requests;
        std::set<MemberId> changed;              // feeds of which it is to be told
        std::optional<Millis> tell_at;           // when
        std::map<MemberId, std::uint64_t> sent;  // of our feeds, over the present channel or before
        std::optional<Millis> check_at;          // when to tell of ours again, where no receipt came
        bool named = false;                      // it was said that it passes on what is forged
    };
    struct Arrived {
        protocol::Entries entries;
        MemberId from;
        bool live = false;
    };

    // Of which the rest is not examined yet.
    struct Copy {
        std::deque<protocol::Entries> rest;
        ShowCopyRead read;
    };

    std::vector<Taken> go_on_with_copy(Log&, const Context&);
    std::vector<Taken> examine(Arrived arrived, Log&, const Context&);
    std::vector<Taken> take(const Arrived& arrived, Log&, const Context&);
    void refuse(const Arrived& arrived, bool forged, const Context&);
    void request(MemberId from, const Log&, const Context&);
    void request_all(const Log&, const Context&);
    bool is_under_way(MemberId feed) const;
    void changed(MemberId feed, const Log&, const Context&);
    static void send_own(MemberId to, Peer& peer, const Log&, const Context&);

    std::map<MemberId, Peer> peers_;
    std::map<std::uint64_t, Arrived> verifying_;  // by serial
    std::vector<Arrived> waiting_;                // until what is being verified of the same feed is taken: that may prove them
    std::set<MemberId> by_envelope_;
    std::optional<Copy> copy_;
    std::uint64_t serial_ = 0;
    std::uint64_t version_ = 0;
};

}  // namespace client::conversation
