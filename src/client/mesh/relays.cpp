#include "client/mesh/relays.hpp"

#include <set>
#include <utility>

#include "protocol/wire.hpp"

namespace client::mesh {
namespace {

// The server mostly tells who somebody is before this; then another member is asked.
constexpr Millis introduction_patience_ms = 5'000;
constexpr Millis introduction_again_ms = 60'000;

std::set<MemberId> parse_reach(const std::string& members) {
    std::set<MemberId> reaches;
    for (std::size_t at = 0; at < members.size(); at += protocol::id_letters)
        if (const auto member = protocol::id_from_text<MemberId>(members.substr(at, protocol::id_letters))) reaches.insert(*member);
    return reaches;
}

}  // namespace

void Relays::on(const protocol::Reach& reach, MemberId from, const Context& context) {
    neighbours_[from].ask_at = context.now() + introduction_patience_ms;
    context.tell(ReachHeard{from, parse_reach(reach.members)});
}

void Relays::tell_reach(const Context& context) {
    std::string all;
    for (const auto& [id, peer] : context.members.peers())
        if (peer->works()) all += protocol::to_text(id);
    const bool changed = std::exchange(reach_, all) != all;
    std::size_t at = 0;
    for (const auto& [id, peer] : context.members.peers()) {
        if (!peer->works()) continue;
        const auto mine = std::exchange(at, at + protocol::id_letters);
        auto& told = neighbours_[id].told;
        if (!changed && (!told.empty() || all.size() == protocol::id_letters)) continue;
        auto members = all;
        members.erase(mine, protocol::id_letters);
        if (members == told) continue;
        told = members;
        context.say(id, protocol::Reach{std::move(members)});
    }
}

// A member that is connected to one of our peers is in the room, even if the server has not announced it.
void Relays::seek_introductions(MemberId from, Neighbour& neighbour, const Context& context) {
    neighbour.ask_at.reset();
    for (const auto& member : context.members.at(from).reaches) {
        const auto* known = context.members.find(member);
        if (member == context.self().id || (known && (known->connection || known->banned))) continue;
        neighbour.ask_at = context.now() + introduction_again_ms;
        context.say(from, protocol::RelayRequest{protocol::RelayRequest::Kind::introduce, member});
    }
}

void Relays::on(const protocol::RelayRequest& favour, MemberId from, const Context& context) {
    using Kind = protocol::RelayRequest::Kind;
    const auto member = favour.member;
    const auto* known = context.members.find(member);
    const bool good = known && member != from && known->works();
    switch (favour.kind) {
        case Kind::forward:
            // Half of what that member grants us: nobody can make us overdraw it.
            if (good && forwards_[member].take(2 * members::cost_of_word(favour.body.size()), context.time.steady()))
                context.say(member, protocol::RelayRequest{Kind::forwarded, from, favour.body});
            return;
        case Kind::forwarded:
            if (member != context.self().id && !(known && known->banned)) context.tell(EnvelopePassed{member, favour.body});
            return;
        case Kind::introduce:
            if (good && !known->sealed.empty()) context.say(from, protocol::RelayRequest{Kind::introduced, member, known->sealed});
            return;
        case Kind::introduced:
            // Of whom it says that it is connected to them; a holder of the link can say hello as many.
            if (!(known && known->connection) && context.members.is_here(member) &&
                context.members.peers().size() + 1 < protocol::max_room_seats && context.charge(from, members::cost_of_change))
                context.order(members::OpenHello{member, favour.body});
            return;
    }
}

void Relays::on(const signaling::RelayWanted& wanted, const Context& context) {
    const auto through = context.members.relay_for(wanted.to, wanted.turn);
    const auto* known = context.members.find(wanted.to);
    if (!through || !known || !known->connection || !context.stay().room) return;  // lost meanwhile: what matters goes again
    auto& path = paths_[wanted.to];
    path.sealing = true;
    path.through = *through;
    const auto& self = context.self();
    context.tell(members::Said{wanted.to, members::cost_of_word(wanted.content.size())});
    context.order(SealEnvelope{{*self.stay.room, self.id, wanted.to, self.hello, known->hello}, wanted.counter, wanted.content, *through});
}

void Relays::on(const EnvelopeSealed& sealed, const Context& context) {
    if (const auto path = paths_.find(sealed.to); path != paths_.end()) path->second.sealing = false;
    const auto* through = context.members.find(sealed.through);
    if (!through || !through->works()) return;  // lost meanwhile: what matters goes again
    context.say(sealed.through, protocol::RelayRequest{protocol::RelayRequest::Kind::forward, sealed.to, sealed.body});
}

void Relays::forget(MemberId peer) {
    paths_.erase(peer);
    neighbours_.erase(peer);
}

std::optional<MemberId> Relays::through(MemberId id) const {
    const auto path = paths_.find(id);
    return path != paths_.end() && path->second.reached && path->second.heard ? std::optional(path->second.through) : std::nullopt;
}

void Relays::tick(const Context& context) {
    for (const auto& [id, peer] : context.members.peers()) {
        const auto at = neighbours_.find(id);
        if (peer->works() && at != neighbours_.end() && at->second.ask_at && context.now() >= *at->second.ask_at)
            seek_introductions(id, at->second, context);
    }
}

// Of every member whose connection does not work: whether another one reaches it.
void Relays::settle(const Context& context) {
    if (!context.stay().inside()) return;
    tell_reach(context);
    for (const auto& [id, peer] : context.members.peers()) {
        const auto through = peer->works() ? std::nullopt : context.members.relay_for(id);
        if (!through) {
            paths_.erase(id);
            continue;
        }
        auto& path = paths_[id];
        path.reached = true;
        const auto* before = context.members.find(path.through);
        if (!before || !before->works()) path.through = *through;
    }
}

std::optional<Millis> Relays::wake_at(const Context& context) const {
    std::optional<Millis> at;
    for (const auto& [id, neighbour] : neighbours_) {
        const auto* peer = context.members.find(id);
        if (peer && peer->works() && neighbour.ask_at) at = at ? std::min(*at, *neighbour.ask_at) : *neighbour.ask_at;
    }
    return at;
}

}  // namespace client::mesh
