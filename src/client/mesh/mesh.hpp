// The connections to the other members: each is a Peer (peer.hpp), and where one does not work, another member passes envelopes on
// (relays.hpp). It connects to those whom the access machine allows, and brings what they say to the machine that it is for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "client/context.hpp"
#include "client/mesh/facts.hpp"
#include "client/mesh/peer.hpp"
#include "client/mesh/relays.hpp"

namespace client::mesh {

class Mesh {
  public:
    void on(const LinkDescribed& fact, const Context& context) { tell_peer(fact, context); }
    void on(const LinkGathered& fact, const Context& context) { tell_peer(fact, context); }
    void on(const LinkBroke& fact, const Context& context) { tell_peer(fact, context); }
    void on(const ChannelClosed& fact, const Context& context) { tell_peer(fact, context); }
    void on(const LinkChanged&, const Context&);
    void on(const MediaActivity&, const Context&);
    void on(const ChannelOpened&, const Context&);
    void on(const MessageReceived&, const Context&);
    void on(const EnvelopeSealed&, const Context&);

    void on(const room::Moved&, const Context&);
    void on(const room::Leaving&, const Context&);
    void on(const signaling::LetIn&, const Context&);
    void on(const signaling::MemberGone&, const Context&);
    void on(const signaling::EnvelopeFrom&, const Context&);
    void on(const signaling::RelayWanted&, const Context&);
    void on(const signaling::ForgerySeen&, const Context&);
    void on(const members::MemberReplaced&, const Context&);
    void on(const members::Banned&, const Context&);
    void on(const members::MemberForgotten& forgotten) {
        absent_.erase(forgotten.member);
        relays_.forgotten(forgotten.member);
    }
    void on(const access::Allowed&, const Context&);
    void on(const access::Excluded&, const Context&);
    void on(const conversation::RelayFailing&, const Context&);
    void on(const call::MediaExpected&, const Context&);
    void on(const network::Returned&, const Context&);
    // Of the words of members, those about the connection.
    void on(const protocol::Signal&, MemberId from, bool by_envelope, const Context&);
    void on(const protocol::Bye&, MemberId from, const Context&);
    void on(const protocol::Reach&, MemberId from, const Context&);
    void on(const protocol::RelayRequest&, MemberId from, const Context&);

    void tick(const Context&);
    void settle(const Context&);
    std::optional<Millis> wake_at(const Context&) const;

    // As it is now, for the directory; nothing where there is none.
    std::optional<members::Connection> connection(MemberId id) const;
    const std::map<MemberId, Peer>& peers() const { return peers_; }

  private:
    template <class AnyFact>
    void tell_peer(const AnyFact& fact, const Context& context) {
        const auto peer = peers_.find(fact.peer);
        if (peer == peers_.end()) return;  // the last words of a connection that was just closed
        peer->second.on(fact, context);
        refresh(fact.peer, context);
    }
    // Tells what has changed of the connection.
    void refresh(MemberId id, const Context&);
    void meet(MemberId member, const Context&);
    void prove(MemberId member, const Context&);
    void remove(MemberId member, std::optional<conversation::NoticeKind> why, const Context&);
    void warn(MemberId member, conversation::NoticeKind kind, const Context&);
    void repeat(MemberId member, const Context&);
    void notice_presence(const Context&);
    void forget_lost(const Context&);

    // Remembered of a member while there is no connection to it.
    struct Absent {
        std::uint32_t links = 0;  // the highest number of a connection with it
        bool called = false;      // when we could not hear it yet
        Millis warned_at = 0;     // of words in its name that it did not sign
    };

    std::map<MemberId, Peer> peers_;
    std::map<MemberId, Absent> absent_;
    Relays relays_;
};

}  // namespace client::mesh
