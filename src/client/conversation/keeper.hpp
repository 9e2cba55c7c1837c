// Keeps the conversation on this computer, and knows whether it lies there: our own entries before they count as sent, and whatever
// comes.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "client/context.hpp"
#include "client/conversation/keeping.hpp"
#include "client/conversation/log.hpp"

namespace client::conversation {

class Keeper {
  public:
    // The log of the room that we enter, or of the one that ours has become: what lies there is loaded, and all that is here is kept anew.
    // Where the room has moved, what lies under its earlier secret goes after that.
    void open(const protocol::LogId& id, const Log& log, const Context&);
    void on(const StoreOpened&, const Log& log, const Context&);
    // An entry of ours that is kept now; nothing where it is another's, or could not be kept.
    std::optional<protocol::EntryId> on(const EntriesKept&, const Log& log, const Context&);

    // Entries that were written, or have come.
    void keep(const protocol::EntriesWanted& range, const Log& log, const Context&);
    // The person wants nothing of this room to be kept here, from now on.
    void forget(const Context&);
    // The log has forgotten the entries of a feed before that number.
    void pruned(MemberId feed, std::uint64_t before, const Context&);

    // The room goes by another id than what is kept of it.
    bool is_outdated(const Context&) const;

  private:
    // Of the room as it is now; nothing where nothing is to be kept.
    static std::optional<StorePlace> place(const Context&);
    bool keeps() const { return place_ && !forgotten_; }
    void keep_all(const Log& log, const Context&);
    void forget_former(const Context&);
    void warn(NoticeKind kind, const Context&);

    std::optional<StorePlace> place_;                  // where it is kept; nothing: it is not
    std::optional<StorePlace> former_;                 // where it was, until all is kept anew
    std::uint64_t anew_until_ = 0;                     // with the serials up to that one
    bool anew_full_ = false;                           // both together found no room
    bool anew_failed_ = false;                         // some of it was not kept anew
    bool forgotten_ = false;                           // by the person's wish
    bool keeps_all_ = false;                           // all that is here, as soon as the store is open
    std::map<std::uint64_t, protocol::EntryId> mine_;  // entries of ours that are being kept, by serial
    std::set<MemberId> my_feeds_;                      // of which something was kept
    std::uint64_t serial_ = 0;
    std::set<NoticeKind> warned_;
};

}  // namespace client::conversation
