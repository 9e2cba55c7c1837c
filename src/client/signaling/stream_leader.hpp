// The stream leader. A browser grants six connections to one origin, so one tab of each browser, the leader, keeps the one
// stream that brings everybody's mail and hands each line to the tab that it is for. This file decides whose mail is asked
// for and when; it never looks into a line beyond its address.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "client/news.hpp"
#include "client/order.hpp"
#include "client/signaling/facts.hpp"

namespace client::signaling {

class StreamLeader {
  public:
    // Stands for leader, which we may be before we have a mailbox: on the way into a room it takes as long as being let in.
    void stand(MemberId me, Orders& out);
    // Our own mailbox, from now on. Announces it to the present leader, where that is another tab.
    void open(const protocol::Mailbox& mine, Millis now, Orders& out);
    bool has_mailbox() const { return mine_.has_value(); }
    // Our mailbox was read up to `after`; tells a new leader where to go on.
    void advance(std::uint64_t after) { mine_->after = after; }
    // The numbers of our mailbox began anew (the server forgot us and let us in again), or a line was lost on the way.
    void reopen(std::uint64_t after, Millis now, Orders& out);
    void close(Orders& out);

    void on(const signaling::LeaderChosen&, Millis now, Orders& out);
    void on(const signaling::MailboxAnnounced&, Millis now, Orders& out);
    void on(const signaling::MailboxesAsked&, Millis now, Orders& out);
    void on(const signaling::MailboxClosed&, Millis now, Orders& out);
    // Returns the line where it is for our own mailbox.
    std::optional<protocol::MailLine> on(const signaling::StreamLine&, Millis now, Orders& out);
    // True where the server told that it does not know our mailbox.
    bool on(const signaling::StreamEnded&, Millis now, Orders& out);
    void on(const network::Changed&, Millis now);
    // The network may have changed without anybody's having told: a stream that brought nothing just now is asked for anew.
    void doubt(Millis now);
    // The leader handed us a line, so it knows our mailbox.
    void heard();

    void tick(Millis now, Orders& out);
    std::optional<Millis> wake_at() const;

    // The server answers, as far as this tab's own stream tells; nothing where another tab is the leader.
    std::optional<bool> reached() const { return leading_ ? std::optional(failures_ < 2 && !missed_) : std::nullopt; }
    // Another tab is the leader, and has brought nothing for a while, nor said that it would.
    bool is_left_alone() const { return !leading_ && missed_; }

  private:
    void restart_soon(Millis at);
    void ask(Millis now, Orders& out);
    void lose(Millis now);
    Millis missed_at() const;
    // A stream was asked for and its first line may come any moment: it is not given up for the sake of another.
    bool is_opening() const { return open_ && !flows_ && !poll_; }
    Millis silent_at() const;
    void open_stream(Millis now, Orders& out);

    std::optional<MemberId> me_;  // we stand for leader
    std::optional<protocol::Mailbox> mine_;
    bool refused_ = false;  // the server does not know our mailbox until we are let in again; its number means nothing meanwhile
    bool leading_ = false;
    std::map<MemberId, protocol::Mailbox> others_;

    std::uint32_t stream_ = 0;  // number of the current one, so that words of an older one are known as such
    bool open_ = false;         // a stream was ordered and has not ended
    bool flows_ = false;        // its first line has come
    bool poll_ = false;         // something on the way holds streams back
    unsigned held_back_ = 0;    // streams since one flowed
    Millis stream_at_ = 0;      // no sooner is a stream tried again
    unsigned failures_ = 0;
    Millis opened_at_ = 0;
    Millis heard_at_ = 0;
    std::optional<Millis> restart_at_;
    std::optional<Millis> asked_at_;  // when we last asked for our mail and have heard nothing since
    std::optional<Millis> lost_at_;   // since when our mailbox is read by nobody, as far as we know
    bool missed_ = false;             // for so long that the person is told
};

}  // namespace client::signaling
