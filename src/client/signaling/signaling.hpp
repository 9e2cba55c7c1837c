// Our dealings with the server: being let in, envelopes there and back, the stream that brings them, and what to do when the server does
// not answer. It knows a room by its id and a member by its hello; what an envelope says is for others.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "client/context.hpp"
#include "client/signaling/envelopes.hpp"
#include "client/signaling/facts.hpp"
#include "client/signaling/outbox.hpp"
#include "client/signaling/stream_leader.hpp"

namespace client::signaling {

class Signaling {
  public:
    void on(const LookAnswered&, const Context&);
    void on(const Admitted&, const Context&);
    void on(const RequestFailed&, const Context&);
    void on(const PostTaken&, const Context&);
    void on(const EnvelopeOpened&, const Context&);
    void on(const EnvelopeBroken&, const Context&);
    void on(const LeaderChosen&, const Context&);
    void on(const MailboxAnnounced&, const Context&);
    void on(const MailboxesAsked&, const Context&);
    void on(const MailboxClosed&, const Context&);
    void on(const StreamLine&, const Context&);
    void on(const StreamEnded&, const Context&);
    void on(const LineForwarded&, const Context&);

    void on(const room::LookWanted&, const Context&);
    void on(const room::Entering&, const Context&);
    void on(const room::Entered&, const Context&);
    void on(const room::Readmitted&, const Context&);
    void on(const room::Moved&, const Context&);
    void on(const room::Leaving&, const Context&);
    void on(const members::MemberKnown&, const Context&);
    void on(const members::MemberForgotten& forgotten) {
        envelopes_.forget(forgotten.member);
        outbox_.forgotten(forgotten.member);
    }
    void on(const mesh::EnvelopeWritten&, const Context&);
    void on(const mesh::EnvelopesOutdated&, const Context&);
    void on(const mesh::EnvelopePassed&, const Context&);
    void on(const mesh::NetworkDoubted&, const Context&);
    void on(const mesh::RosterDoubted&, const Context&);
    void on(const network::Changed&, const Context&);
    void on(const network::Returned&, const Context&);
    void on(const conversation::RelayWords&, const Context&);

    void tick(const Context&);
    void settle(const Context&);
    std::optional<Millis> wake_at(const Context&) const;
    members::Service service() const { return {!unreachable(), leader_.is_left_alone()}; }

  private:
    protocol::Seat seat(const Context&) const;
    void look(const Context&);
    void join(const Context&);
    void join_later(const Context&);
    void join_again(const Context&);
    void ask_anew(const Context&);
    bool is_waiting_to_join() const { return joining_ || join_at_.has_value(); }
    bool unreachable() const;
    std::optional<Millis> settled_at() const;
    bool doubt(const Context&);
    void reach_again(const Context&);
    void use_servers(const std::vector<protocol::IceServer>& servers, std::uint32_t seconds, const Context&);
    void say_goodbye(const Context&);
    void mail_arrived(const protocol::MailLine& line, const Context&);
    void deliver(const protocol::Delivery& delivery, const Context&);
    void receive(MemberId from, const std::string& body, const Context&);
    void relay_what_waits(const Context&);

    std::optional<Millis> look_at_;
    std::uint64_t after_ = 0;   // the last delivery that was taken in
    std::uint64_t newest_ = 0;  // the highest number of a delivery in any stay
    bool joining_ = false;
    bool stale_join_ = false;  // the answer under way is about the room that was left
    Millis admitted_at_ = 0;
    unsigned join_failures_ = 0;
    std::optional<Millis> join_at_;
    unsigned relapses_ = 0;  // how often, since all was well for a while, the server let us in and then did not know us
    bool post_failing_ = false;
    Outbox outbox_;
    StreamLeader leader_;
    Envelopes envelopes_;
    std::optional<Millis> renew_at_;  // when to ask for new credentials of the servers that relay
    bool relay_lent_ = false;         // we have some
    members::Service told_;
};

}  // namespace client::signaling
