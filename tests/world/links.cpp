#include "world/links.hpp"

#include <sstream>

namespace world {

using client::mesh::LinkState;
using Kind = protocol::Description::Kind;

void Links::perform(TabNumber tab, const client::mesh::OpenLink& order) {
    if (auto* old = find(tab, order.peer)) close(*old, true);
    open_.erase({tab, order.peer});
    if (dice_.chance(conditions_.broken))
        return clock_.in(0, [this, tab, order] { tell_(tab, client::mesh::LinkBroke{order.peer, order.link}); });
    End end;
    end.id = static_cast<unsigned>(ends_.size());
    end.tab = tab;
    end.peer = order.peer;
    end.number = order.link;
    open_[{tab, order.peer}] = end.id;
    ends_.push_back(std::move(end));
    ends_.back().transceivers = order.transceivers;
    if (order.offers) describe(ends_.back(), Kind::offer, true);
}

void Links::perform(TabNumber tab, const client::mesh::AddTransceivers& order) {
    auto* end = find(tab, order.peer);
    if (!end) return;
    end->transceivers = true;
    describe(*end, Kind::offer, false);
}

void Links::perform(TabNumber tab, const client::mesh::CloseLink& order) {
    if (auto* end = find(tab, order.peer)) close(*end, true);
    open_.erase({tab, order.peer});
}

void Links::perform(TabNumber tab, const client::mesh::RestartLink& order) {
    if (auto* end = find(tab, order.peer)) describe(*end, Kind::offer, true);
}

void Links::describe(End& end, Kind kind, bool with_new_credentials) {
    if (with_new_credentials) ++end.ice;
    end.offered = kind == Kind::offer;
    if (end.offered) ++end.round;
    const auto text = std::to_string(end.id) + ' ' + std::to_string(end.ice) + ' ' + std::to_string(end.transceivers) +
                      "\r\na=fingerprint:toy " + std::to_string(end.id);
    say(end, dice_.between(1, 20), client::mesh::LinkDescribed{end.peer, {end.number, kind, text, end.round}});
    if (!with_new_credentials) return;
    for (auto count = 1 + dice_.below(2); count > 0; --count)
        say(end, dice_.between(1, 60), client::mesh::LinkGathered{end.peer, {end.number, text, "0", 0}});
}

void Links::perform(TabNumber tab, const client::mesh::ApplyDescription& order) {
    auto* end = find(tab, order.peer);
    if (!end) return;
    const bool offer = order.description.kind == Kind::offer;
    std::istringstream text(order.description.sdp);
    unsigned remote = 0;
    unsigned ice = 0;
    bool transceivers = false;
    text >> remote >> ice >> transceivers;
    if (offer) end->round = order.description.round;
    if (order.description.round != end->round) return;
    // A description of another connection, or a crossed offer: the browser refuses.
    if ((end->remote != 0 && end->remote != remote) || (offer == end->offered)) return broke(*end);
    const bool anew = end->remote_ice != ice;
    end->remote = remote;
    end->remote_ice = ice;
    end->lanes_agreed = transceivers;
    if (offer) {
        end->transceivers = transceivers;
        describe(*end, Kind::answer, anew);
    } else {
        end->offered = false;
    }
    try_to_meet(*end);
}

void Links::perform(TabNumber tab, const client::mesh::ApplyCandidate& order) {
    auto* end = find(tab, order.peer);
    if (!end) return;
    std::istringstream text(order.candidate.candidate);
    unsigned remote = 0;
    unsigned ice = 0;
    text >> remote >> ice;
    if (end->remote != 0 && end->remote != remote) return;
    end->candidate_ice = std::max(end->candidate_ice, ice);
    try_to_meet(*end);
}

void Links::try_to_meet(End& end) {
    auto* other = partner(end);
    if (!other || end.offered || other->offered || end.met_ice == end.ice) return;
    const bool agreed = other->remote == end.id && end.remote_ice == other->ice && other->remote_ice == end.ice;
    if (!agreed || end.candidate_ice != other->ice || other->candidate_ice != end.ice) return;
    const auto id = end.id;
    if (path(end.tab, other->tab)) return clock_.in(dice_.between(1, 80), [this, id] { meet(id); });
    // Checks go on for a while.
    const auto ice = end.ice;
    const auto other_id = other->id;
    clock_.in(dice_.between(10'000, 20'000), [this, id, other_id, ice] {
        if (ends_[id].ice != ice || ends_[id].met_ice == ice) return;
        for (const auto each : {id, other_id})
            if (ends_[each].alive) change(ends_[each], LinkState::failed);
    });
}

void Links::meet(unsigned id) {
    auto& end = ends_[id];
    auto* other = partner(end);
    if (!end.alive || !other || end.met_ice == end.ice || !path(end.tab, other->tab)) return;
    if (end.offered || other->offered || other->remote != id || end.remote_ice != other->ice || other->remote_ice != end.ice) return;
    for (auto* each : {&end, other}) {
        each->met_ice = each->ice;
        each->dead = false;
        // Some browsers say nothing where they were never disconnected.
        if (each->state != LinkState::connected || dice_.chance(500)) change(*each, LinkState::connected);
        if (each->talk || each->timed_out) continue;
        each->talk = true;
        say(*each, dice_.between(1, 40), client::mesh::ChannelOpened{each->peer, each->number});
    }
    flush(end);
    flush(*other);
}

void Links::perform(TabNumber tab, const client::mesh::SendMessage& order) {
    auto* end = find(tab, order.peer);
    if (!end) return;
    if (!end->talk) return broke(*end);
    end->unsent.push_back(order.bytes);
    flush(*end);
}

void Links::flush(End& end) {
    if (!flows(end)) return;
    auto* other = partner(end);
    if (other->timed_out) return;
    for (; !end.unsent.empty(); end.unsent.pop_front())
        say(*other, dice_.between(1, conditions_.usual_delay),
            client::mesh::MessageReceived{other->peer, other->number, end.unsent.front()});
}

void Links::perform(TabNumber tab, const client::mesh::PollReceivers& order) {
    auto* end = find(tab, order.peer);
    if (!end) return;
    if (flows(*end)) {
        const auto theirs = sent(*partner(*end));
        if (theirs.microphone || theirs.camera || theirs.screen) end->played_at = clock_.now();
    }
    say(*end, 0, client::mesh::MediaActivity{end->peer, end->number, end->played_at});
}

void Links::perform(TabNumber tab, const client::call::SendMedia& order) {
    if (auto* end = find(tab, order.peer)) end->sending = order;
}

client::call::SendMedia Links::sent(const End& end) { return end.lanes_agreed ? end.sending : client::call::SendMedia{}; }

void Links::cut(TabNumber a, TabNumber b, Millis how_long, bool broken) {
    ++cut_[std::minmax(a, b)];
    for (auto& end : ends_) {
        const auto* other = end.alive ? partner(end) : nullptr;
        if (!other || end.met_ice == 0 || std::minmax(end.tab, other->tab) != std::minmax(a, b)) continue;
        if (broken) end.dead = true;
        lose(end);
    }
    clock_.in(how_long, [this, a, b] {
        const auto at = cut_.find(std::minmax(a, b));
        if (at != cut_.end() && --at->second == 0) cut_.erase(at);
        for (std::size_t id = 1; id < ends_.size(); ++id) {
            auto& end = ends_[id];
            auto* other = end.alive ? partner(end) : nullptr;
            if (!other || !path(end.tab, other->tab)) continue;
            if (end.state == LinkState::disconnected && flows(end)) change(end, LinkState::connected);
            flush(end);
            try_to_meet(end);
        }
    });
}

void Links::keep_apart(TabNumber a, TabNumber b) {
    apart_.insert(std::minmax(a, b));
    cut(a, b, 1, true);
}

void Links::heal() {
    for (const auto& [pair, count] : std::map(cut_)) cut(pair.first, pair.second, 0, false);
    cut_.clear();
}

// The other side is not heard any more: that is noticed after a moment, and given up after a while.
void Links::lose(End& end) {
    const auto id = end.id;
    const auto met = end.met_ice;
    clock_.in(dice_.between(1'000, 6'000), [this, id, met] {
        auto& here = ends_[id];
        if (!here.alive || here.met_ice != met || flows(here) || here.state != LinkState::connected) return;
        change(here, LinkState::disconnected);
        // The channel may give up before the connection does, and on one side alone (RFC 9260 section 8.1).
        if (dice_.chance(200)) clock_.in(dice_.between(1'000, 15'000), [this, id, met] { give_up_talk(id, met); });
        clock_.in(dice_.between(5'000, 20'000), [this, id, met] {
            auto& there = ends_[id];
            if (!there.alive || there.met_ice != met || flows(there) || there.state != LinkState::disconnected) return;
            change(there, LinkState::failed);
            there.dead = true;
            if (auto* other = partner(there)) other->dead = true;
        });
    });
}

void Links::give_up_talk(unsigned id, unsigned met) {
    auto& end = ends_[id];
    if (!end.alive || end.met_ice != met || flows(end) || !end.talk) return;
    end.talk = false;
    end.timed_out = true;
    say(end, dice_.between(1, 20), client::mesh::ChannelClosed{end.peer, end.number});
}

void Links::close(End& end, bool goodbye) {
    if (!end.alive) return;
    auto* other = partner(end);
    const bool heard = goodbye && flows(end);
    end.alive = false;
    if (!other || other->remote != end.id) return;
    other->dead = true;
    lose(*other);
    if (!heard || !other->talk) return;
    other->talk = false;
    say(*other, dice_.between(1, 200), client::mesh::ChannelClosed{other->peer, other->number});
}

void Links::end(TabNumber tab, bool goodbye) {
    for (auto& end : ends_)
        if (end.tab == tab) close(end, goodbye);
    for (auto at = open_.begin(); at != open_.end();) at = at->first.first == tab ? open_.erase(at) : std::next(at);
}

Links::End* Links::find(TabNumber tab, const client::MemberId& peer) {
    const auto at = open_.find({tab, peer});
    return at == open_.end() || !ends_[at->second].alive ? nullptr : &ends_[at->second];
}

const Links::End* Links::partner(const End& end) const {
    if (end.remote == 0) return nullptr;
    const auto& other = ends_[end.remote];
    return other.alive ? &other : nullptr;
}

bool Links::flows(const End& end) const {
    const auto* other = partner(end);
    return end.alive && other && other->remote == end.id && end.met_ice != 0 && !end.dead && !other->dead && path(end.tab, other->tab);
}

void Links::broke(const End& end) {
    clock_.in(0, [this, id = end.id] {
        if (ends_[id].alive) tell_(ends_[id].tab, client::mesh::LinkBroke{ends_[id].peer, ends_[id].number});
    });
}

void Links::say(End& end, Millis delay, client::Fact fact) {
    clock_.in(end.facts, delay, [this, id = end.id, fact = std::move(fact)] {
        if (ends_[id].alive) tell_(ends_[id].tab, fact);
    });
}

void Links::change(End& end, LinkState state) {
    end.state = state;
    say(end, dice_.between(1, 20), client::mesh::LinkChanged{end.peer, end.number, state});
}

Links::Connection Links::connection(TabNumber tab, const client::MemberId& peer) const {
    const auto at = open_.find({tab, peer});
    if (at == open_.end() || !flows(ends_[at->second])) return {};
    const auto* other = partner(ends_[at->second]);
    return {at->second, other->peer, other->tab};
}

bool Links::stands(unsigned id) const {
    const auto* other = ends_[id].alive ? partner(ends_[id]) : nullptr;
    return other && other->remote == id;
}

std::map<client::MemberId, Links::Seen> Links::of(TabNumber tab) const {
    std::map<client::MemberId, Seen> seen;
    for (const auto& [key, id] : open_) {
        if (key.first != tab) continue;
        const auto& end = ends_[id];
        const auto* other = partner(end);
        seen[key.second] = {end.number, end.talk && flows(end) && !other->timed_out, sent(end), other ? other->tab : 0};
    }
    return seen;
}

}  // namespace world
