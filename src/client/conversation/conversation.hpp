// The conversation: our entries in the log, those of the others, the messages that they come to, receipts, and what is unread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/context.hpp"
#include "client/conversation/clocks.hpp"
#include "client/conversation/delivery.hpp"
#include "client/conversation/detour.hpp"
#include "client/conversation/display.hpp"
#include "client/conversation/facts.hpp"
#include "client/conversation/keeper.hpp"
#include "client/conversation/log.hpp"
#include "client/conversation/reading.hpp"
#include "client/conversation/replication.hpp"
#include "client/conversation/timeline.hpp"
#include "client/conversation/typing.hpp"

namespace client::conversation {

class Conversation {
  public:
    void on(const TextTyped&, const Context&);
    void on(const TextEdited&, const Context&);
    void on(const MessageDeleted&, const Context&);
    void on(const ReactionChosen&, const Context&);
    void on(const PinChosen&, const Context&);
    void on(const PollMade&, const Context&);
    void on(const Voted&, const Context&);
    void on(const TopicChosen&, const Context&);
    void on(const EntrySigned&, const Context&);
    void on(const EntriesVerified&, const Context&);
    void on(const EntriesLoaded&, const Context&);
    void on(const StoreOpened&, const Context&);
    void on(const StoreBound&, const Context&);
    void on(const EntriesKept&, const Context&);
    void on(const EntriesAsked&, const Context&);
    void on(const CopyRead&, const Context&);
    void on(const RoomForgotten&, const Context&);
    void on(const ReceiptsChosen&);
    void on(const DraftChanged&, const Context&);
    void on(const TypingShared&, const Context&);
    void on(const ReaderLooked&);
    void on(const ReaderMoved&);
    void on(const RowsWanted&, const Context&);
    void on(const TextsWanted&, const Context&) const;
    void on(const CopyWanted&, const Context&) const;
    void on(const LastEditWanted&, const Context&) const;

    void on(const room::Entering&, const Context&);
    void on(const room::Entered&, const Context&);
    void on(const files::OfferMade&, const Context&);
    void on(const members::Banned&, const Context&);
    void on(const members::MemberForgotten&);
    void on(const members::ProfileChanged&, const Context&);
    void on(const mesh::ChannelReady&, const Context&);
    void on(const protocol::Heads&, MemberId from, bool by_envelope, const Context&);
    void on(const protocol::Digest&, MemberId from, const Context&);
    void on(const protocol::Read&, MemberId from, const Context&);
    void on(const protocol::EntriesWanted&, MemberId from, const Context&);
    void on(const protocol::Entries&, MemberId from, bool by_envelope, const Context&);
    void on(const protocol::Typing&, MemberId from, const Context&);

    void tick(const Context&);
    void settle(const Context&);
    std::optional<Millis> wake_at(const Context&) const;

    // Nothing before it is known in which room we are.
    const Log* log() const { return log_ ? &*log_ : nullptr; }
    const Timeline& timeline() const { return timeline_; }

  private:
    using Says = decltype(protocol::Entry::says);

    void open(const protocol::LogId& id, const Context&);
    void bind_again(const protocol::LogId& id, const Context&);
    // Nothing: to everybody.
    void write(Says says, const protocol::Addressee& to, const Context&);
    void append(Says says, const protocol::Addressee& to, const Context&);
    // Says something about a message, to those who may read it.
    void write_about(const protocol::EntryId& message, Says says, const Context&);
    // The other person who may read that feed; nothing: everybody.
    protocol::Addressee counterpart(MemberId feed, const Context&) const;
    // Where we write to them, in this stay.
    MemberId own_feed(const protocol::Addressee& to, const Context&);
    void sign_last(const Log::Written& written, const Context&);
    void take(const std::vector<Replication::Taken>& taken, const Context&);
    void keep(const std::vector<Replication::Taken>& taken, const Context&);
    // How an entry came to be here.
    enum class Origin { disk, member, live };
    void place(const protocol::EntryId& id, Origin origin, const Context&);
    bool is_late(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin, const Context&) const;
    void place_now(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin, const Context&);
    void release_held(const Context&);
    // Shows what an entry has come to. Returns the message where it is new.
    std::optional<protocol::EntryId> show(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin, const Context&);
    void tell_of_file(const protocol::EntryId& id, Origin origin, const Context&) const;
    protocol::EntryId first_unread(const Context&) const;
    void show_unread(const Context&);
    void take_back(const protocol::EntryId& id, const Context&);
    void prune(const Context&);
    // Whether the room keeps no message of that time any more.
    bool is_over(std::uint64_t stamp, const Context&) const;
    void expire(const Context&);
    // The message where it is ours.
    std::optional<Message> own_message(const protocol::EntryId& id, const Context&) const;

    std::optional<Log> log_;
    std::optional<protocol::LogId> id_;  // to which it is bound
    Timeline timeline_;
    std::optional<Replication> replication_;
    Detour detour_;
    Display display_;
    Delivery delivery_;
    Reading reading_;
    Keeper keeper_;
    Clocks clocks_;
    Typing typing_;
    std::vector<Says> typed_;                               // to everybody, before the log was there
    std::multimap<std::uint64_t, protocol::EntryId> held_;  // by their stamp: their time has not come
    Millis entered_at_ = 0;
    Millis late_told_at_ = 0;                     // when the person was told last that a message has come late
    std::optional<Millis> expire_at_;             // when to look for messages whose time is over
    std::map<MemberId, std::string> introduced_;  // the name that each of our feeds gave last
    bool guarded_ = false;
    bool looking_ = true;
    std::uint32_t unread_ = 0;
    std::optional<Timeline::Place> seen_;  // the newest message when the person looked last; nothing where they never did
    std::uint32_t shown_unread_ = 0;
    bool topic_changed_ = false;
    std::string shown_topic_;
};

}  // namespace client::conversation
