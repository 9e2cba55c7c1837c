#include "client/mesh/mesh.hpp"

#include <utility>
#include <vector>

#include "protocol/wire.hpp"

namespace client::mesh {
namespace {

using conversation::NoticeKind;

// How often, at most, a person is told of forgeries in one other's name.
constexpr Millis warning_pause_ms = 60'000;
// How long after somebody's leaving their connection may seem to work (RFC 7675 section 5.1: consent expires after 30 s).
constexpr Millis goodbye_ms = 30'000;

}  // namespace

std::optional<members::Connection> Mesh::connection(MemberId id) const {
    const auto at = peers_.find(id);
    if (at == peers_.end()) return std::nullopt;
    const auto& peer = at->second;
    return members::Connection{peer.link(),       peer.talks(),        peer.works(),        peer.lost(),         peer.state(),
                               peer.away_since(), relays_.reached(id), relays_.is_busy(id), relays_.through(id), peer.announced};
}

void Mesh::refresh(MemberId id, const Context& context) {
    const auto* known = context.members.find(id);
    if (!known || known->connection != connection(id)) context.tell(ConnectionChanged{id});
}

// --- coming and going --------------------------------------------------------------------------------------------------------

void Mesh::on(const access::Allowed& allowed, const Context& context) {
    const auto id = allowed.member;
    const auto peer = peers_.find(id);
    if (peer == peers_.end()) {
        meet(id, context);
    } else {
        peer->second.returned(context);
        peer->second.set_present(context.members.is_listed(id), context.now());
    }
    refresh(id, context);
}

void Mesh::meet(MemberId member, const Context& context) {
    if (!context.charge(member, members::cost_of_change)) return;
    const auto& known = context.members.at(member);
    auto& absent = absent_[member];
    auto& peer = peers_.emplace(member, Peer(context.self().id, member, known.name, known.hello, absent.links)).first->second;
    peer.open(context, std::exchange(absent.called, false));
    peer.set_present(known.listed, context.now());
    context.tell(ConnectionChanged{member});
    context.tell(MemberMet{member});
}

// A hello may be an old one that the server says again, so it brings nobody in.
void Mesh::prove(MemberId member, const Context& context) {
    auto& peer = peers_.at(member);
    if (std::exchange(peer.announced, true)) return;
    context.tell(MemberProved{member, !std::exchange(peer.proven, true)});
    refresh(member, context);
}

void Mesh::remove(MemberId member, std::optional<NoticeKind> why, const Context& context) {
    const auto peer = peers_.find(member);
    if (peer == peers_.end()) return;
    if (why && (peer->second.announced || *why == NoticeKind::flooded)) context.notice(*why, member);
    absent_[member].links = peer->second.link();
    relays_.forget(member);
    peers_.erase(peer);
    context.tell(EnvelopesOutdated{member});
    context.order(CloseLink{member});
    context.tell(ConnectionChanged{member});
    if (why) context.tell(MemberRemoved{member, *why == NoticeKind::left});
}

void Mesh::on(const access::Excluded& excluded, const Context& context) { remove(excluded.member, std::nullopt, context); }
void Mesh::on(const members::MemberReplaced& replaced, const Context& context) { remove(replaced.member, std::nullopt, context); }
void Mesh::on(const members::Banned& banned, const Context& context) { remove(banned.member, NoticeKind::flooded, context); }
void Mesh::on(const protocol::Bye&, MemberId from, const Context& context) { remove(from, NoticeKind::left, context); }

// A member that the server does not list may come back by itself, as we did; until then only its connection shows that it is here.
void Mesh::on(const signaling::LetIn&, const Context& context) {
    for (auto& [id, peer] : peers_) {
        peer.set_present(false, context.now());
        refresh(id, context);
    }
}

void Mesh::on(const room::Moved&, const Context& context) {
    for (auto& [id, peer] : peers_) {
        peer.set_present(false, context.now());
        refresh(id, context);
    }
}

void Mesh::on(const signaling::MemberGone& gone, const Context& context) {
    const auto at = peers_.find(gone.member);
    if (at == peers_.end()) return;  // its goodbye over the channel was faster, or its hello is still being opened
    auto& peer = at->second;
    // As long as its connection works, it is no longer on the server, and that is all: a member that goes says so over the channel, or
    // hangs up, and the server may say of anybody what it likes.
    const bool left = gone.how == protocol::Departure::left;
    if (!peer.works() && (left || peer.hung_up())) return remove(gone.member, left ? NoticeKind::left : NoticeKind::lost, context);
    peer.set_present(false, context.now());
    if (left) peer.left_at = context.now();
    refresh(gone.member, context);
}

void Mesh::on(const room::Leaving& leaving, const Context& context) {
    std::vector<MemberId> all;
    for (const auto& [id, peer] : peers_) {
        all.push_back(id);
        if (!leaving.silently && peer.talks()) context.say(id, protocol::Bye{});
    }
    for (const auto& id : all) {
        if (!leaving.closing) {
            remove(id, std::nullopt, context);
            continue;
        }
        // The browser closes connections itself. Closing them here as well makes Firefox drop the last words.
        relays_.forget(id);
        peers_.erase(id);
        context.tell(ConnectionChanged{id});
    }
}

void Mesh::forget_lost(const Context& context) {
    std::vector<MemberId> gone;
    for (const auto& [id, peer] : peers_)
        if (peer.forgettable(context.now())) gone.push_back(id);
    for (const auto& id : gone) remove(id, std::nullopt, context);
}

// Once a step, so that a member that is lost and found within one step is not spoken of.
void Mesh::notice_presence(const Context& context) {
    for (auto& [id, peer] : peers_) {
        if (peer.works()) prove(id, context);
        if (!peer.lost() || !std::exchange(peer.announced, false)) continue;
        // Its goodbye went down with its connection, and the server had it.
        const bool left = peer.left_at && context.now() < *peer.left_at + goodbye_ms;
        context.notice(left ? NoticeKind::left : NoticeKind::lost, id);
        refresh(id, context);
    }
}

void Mesh::on(const signaling::ForgerySeen& seen, const Context& context) { warn(seen.member, NoticeKind::tampered, context); }

void Mesh::warn(MemberId member, NoticeKind kind, const Context& context) {
    const auto peer = peers_.find(member);
    if (peer == peers_.end()) return;
    auto& warned_at = absent_[member].warned_at;
    if (context.now() < warned_at + warning_pause_ms) return;
    warned_at = context.now();
    context.notice(kind, member);
    if (kind == NoticeKind::tampered) peer->second.complain(context);
}

// --- what the browser tells of connections -----------------------------------------------------------------------------------

void Mesh::on(const LinkChanged& fact, const Context& context) {
    tell_peer(fact, context);
    // A connection that fails or works again tells of the network, so it holds for the server as well.
    if (fact.state != LinkState::connecting) context.tell(NetworkDoubted{});
    repeat(fact.peer, context);
}

void Mesh::on(const MediaActivity& fact, const Context& context) {
    const auto peer = peers_.find(fact.peer);
    if (peer == peers_.end()) return;
    if (peer->second.on(fact, context)) context.tell(NetworkDoubted{});
    refresh(fact.peer, context);
    repeat(fact.peer, context);
}

// SCTP retransmits data that was lost on a dead path, but only after a timeout of seconds, or at once when several later messages
// arrive without it (RFC 9260 section 7.2.4). So it is said again.
void Mesh::repeat(MemberId member, const Context& context) {
    const auto peer = peers_.find(member);
    if (peer != peers_.end() && std::exchange(peer->second.came_back, false)) context.tell(ChannelReady{member});
}

void Mesh::on(const ChannelOpened& fact, const Context& context) {
    const auto peer = peers_.find(fact.peer);
    if (peer == peers_.end()) return;
    const bool opened = peer->second.on(fact, context);
    if (opened) relays_.opened(fact.peer);
    refresh(fact.peer, context);
    if (!opened) return;
    context.tell(ReachHeard{fact.peer, {}});
    context.tell(ChannelReady{fact.peer});
}

void Mesh::on(const network::Returned&, const Context& context) {
    for (auto& [id, peer] : peers_) peer.network_returned(context.now());
}

void Mesh::on(const call::MediaExpected& expected, const Context& context) {
    const auto peer = peers_.find(expected.peer);
    if (peer == peers_.end()) return;
    peer->second.call_is_on(expected.transceivers, context);
    peer->second.expect_media(expected.arrives, context.now());
}

// --- words -------------------------------------------------------------------------------------------------------------------

void Mesh::on(const MessageReceived& arrived, const Context& context) {
    const auto peer = peers_.find(arrived.peer);
    if (peer == peers_.end() || arrived.link != peer->second.link()) return;  // a channel that was replaced meanwhile
    auto word = protocol::decode_talk(arrived.bytes);
    // Entries that were asked for cost nothing (conversation/replication.hpp).
    const bool entries = word && std::holds_alternative<protocol::Entries>(*word);
    if (!entries && !context.charge(arrived.peer, members::cost_of_word(arrived.bytes.size()))) return;
    if (!word) {
        ++context.dropped;
        return;
    }
    context.tell(WordFrom{arrived.peer, std::move(*word)});
}

void Mesh::on(const signaling::EnvelopeFrom& envelope, const Context& context) {
    const auto from = envelope.from;
    const auto at = peers_.find(from);
    const bool unknown = at == peers_.end();
    for (const auto& word : envelope.words) {
        const auto* signal = std::get_if<protocol::Signal>(&word);
        if (!signal) {  // it came through another member
            // A status over our own connection is newer.
            if (unknown || (at->second.works() && std::holds_alternative<protocol::Status>(word))) continue;
            if (!at->second.works()) relays_.heard(from);
        } else if (unknown && !std::holds_alternative<protocol::Candidate>(*signal) &&
                   !std::holds_alternative<protocol::EncodedChain>(*signal)) {
            // A member that said goodbye and came back before the server noticed is in the room, and the server does not announce it.
            if (context.members.is_listed(from))
                context.tell(MemberCalls{from});
            else
                context.tell(RosterDoubted{});
        }
        context.tell(WordFrom{from, word, true});
    }
    if (!unknown) {
        prove(from, context);
        refresh(from, context);
    }
}

void Mesh::on(const protocol::Signal& signal, MemberId from, bool by_envelope, const Context& context) {
    const auto at = peers_.find(from);
    if (at == peers_.end()) {  // it left while the envelope was being opened, or is not allowed
        absent_[from].called = !std::holds_alternative<protocol::Candidate>(signal);
        return;
    }
    auto& peer = at->second;
    if (by_envelope) prove(from, context);
    if (by_envelope && std::holds_alternative<protocol::Tampered>(signal)) return warn(from, NoticeKind::tampered_there, context);
    const auto link = peer.link();
    peer.hear(signal, by_envelope ? Peer::Road::mail : Peer::Road::talk, context);
    if (peer.link() != link) context.charge(from, members::cost_of_change);
    refresh(from, context);
}

// --- through another member --------------------------------------------------------------------------------------------------

void Mesh::on(const protocol::Reach& reach, MemberId from, const Context& context) { relays_.on(reach, from, context); }
void Mesh::on(const protocol::RelayRequest& favour, MemberId from, const Context& context) { relays_.on(favour, from, context); }

void Mesh::on(const signaling::RelayWanted& wanted, const Context& context) {
    relays_.on(wanted, context);
    refresh(wanted.to, context);
}

void Mesh::on(const EnvelopeSealed& sealed, const Context& context) {
    relays_.on(sealed, context);
    refresh(sealed.to, context);
}

void Mesh::on(const conversation::RelayFailing& failing, const Context& context) {
    relays_.on(failing);
    refresh(failing.to, context);
}

// --- time --------------------------------------------------------------------------------------------------------------------

void Mesh::tick(const Context& context) {
    for (auto& [id, peer] : peers_) {
        peer.tick(context);
        if (peer.is_failing()) context.tell(RosterDoubted{});
        refresh(id, context);
    }
    relays_.tick(context);
    forget_lost(context);
}

void Mesh::settle(const Context& context) {
    relays_.settle(context);
    for (auto& [id, peer] : peers_) {
        if (context.stay().inside()) peer.set_reached(relays_.reached(id), context.now());
        peer.settle(context);
        refresh(id, context);
    }
    notice_presence(context);
}

std::optional<Millis> Mesh::wake_at(const Context& context) const {
    auto at = relays_.wake_at(context);
    for (const auto& [id, peer] : peers_)
        if (const auto its = peer.wake_at()) at = at ? std::min(*at, *its) : *its;
    return at;
}

}  // namespace client::mesh
