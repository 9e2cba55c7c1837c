// The conversation: our messages on their way to each member, those of the others, receipts, and what is unread. A member is told what it
// lacks when its channel opens, and through another member where the channel does not work.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "client/context.hpp"
#include "client/conversation/facts.hpp"
#include "client/conversation/history.hpp"

namespace client::conversation {

class Conversation {
  public:
    void on(const TextTyped&, const Context&);
    void on(const ReaderLooked&, const Context&);

    void on(const room::PageReady&);
    void on(const mesh::ChannelReady&, const Context&);
    void on(const protocol::Message&, MemberId from, bool by_envelope, const Context&);
    void on(const protocol::Receipt&, MemberId from, const Context&);

    void tick(const Context&);
    void settle(const Context&);
    std::optional<Millis> wake_at(const Context&) const;

    const History* history() const { return history_ ? &*history_ : nullptr; }

  private:
    // The words to a member that another member relays. Lines are numbered and confirmed, so lost ones are sent again and duplicates are
    // recognised.
    struct Relayed {
        std::optional<Millis> begins_at;  // nothing: there is no such road
        bool due = true;                  // something that is confirmed by nothing is to be said: which lines have come, our status
        std::uint64_t lines = 0;          // of ours, how many went this way
        unsigned tries = 0;               // since anything was confirmed
        Millis again_at = 0;              // when to say all anew where something was not confirmed
        Millis renew_at = 0;              // and when in any case
        protocol::Status status;          // as it was said last
    };
    // How far a member and we are with each other.
    struct Sync {
        std::optional<Millis> receipt_at;  // when to confirm the lines that it sent
        std::uint64_t confirmed = 0;       // of ours, how many it has
        std::uint64_t told = 0;            // and how many were said over the present channel, or before
        std::optional<Millis> tell_at;     // when to say more of them: it has heard enough for now
        Millis catches_up_until = 0;       // what comes sooner over the present channel may have been said long ago
        Relayed relayed;
    };

    void tell_lines(MemberId to, Sync& sync, const Context&);
    std::uint64_t untold(MemberId member, const Context&);
    void relay(MemberId to, const members::Record& peer, Sync& sync, const Context&);
    protocol::Signals next_words(MemberId to, Sync& sync, const Context&);
    bool waits(const members::Record& peer, const Sync& sync) const;
    void show_entry(std::size_t place, bool now, const Context&);
    void show_delivered(const Context&);

    std::optional<History> history_;
    std::map<MemberId, Sync> sync_;             // of those to whom there is a connection
    std::map<MemberId, std::uint64_t> untold_;  // of our lines, how many a member was not told: there were too many when it came
    std::uint64_t delivered_ = 0;               // of our own lines, how many everybody present has or had
    std::uint64_t shown_delivered_ = 0;
    bool guarded_ = false;
    bool looking_ = true;
    std::uint32_t unread_ = 0;
    std::uint32_t shown_unread_ = 0;
};

}  // namespace client::conversation
