// The view. After each step it is derived anew from the state, and the differences to the last one are sent.
#include <algorithm>

#include "client/lookalike.hpp"
#include "client/session.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

constexpr unsigned colours = 8;

unsigned wished_colour(const MemberId& id) { return id.bytes[0] % colours; }

// The wished one or the next that is free; the wished one where none is. `taken` has a bit for each colour.
unsigned free_colour(unsigned wish, unsigned taken) {
    for (unsigned step = 0; step < colours; ++step) {
        const auto colour = (wish + step) % colours;
        if (!(taken >> colour & 1U)) return colour;
    }
    return wish;
}

bool same(const members::Namecard& a, const members::Namecard& b) {
    return a.name == b.name && a.tag == b.tag && a.colour == b.colour && a.stranger == b.stranger;
}
bool same(const members::ShowPerson& a, const members::ShowPerson& b) {
    return same(a.card, b.card) && a.state == b.state && a.status == b.status && a.standing == b.standing &&
           a.renamed_from == b.renamed_from && a.away_since == b.away_since && a.host == b.host && a.through == b.through;
}
bool same(const trust::ShowSafety& a, const trust::ShowSafety& b) { return a.who == b.who && a.state == b.state && a.code == b.code; }
bool same(const room::ShowArrival& a, const room::ShowArrival& b) {
    return a.room == b.room && a.fresh == b.fresh && a.broken_link == b.broken_link && a.known == b.known && a.seats == b.seats &&
           a.full == b.full && a.by_hand == b.by_hand && a.stretching == b.stretching && a.proposal == b.proposal &&
           std::equal(a.inside.begin(), a.inside.end(), b.inside.begin(), b.inside.end(),
                      [](const members::Namecard& x, const members::Namecard& y) { return same(x, y); });
}
bool same(const room::ShowRoom& a, const room::ShowRoom& b) {
    return a.stage == b.stage && a.id == b.id && a.name == b.name && a.link == b.link && a.trouble == b.trouble && a.offline == b.offline &&
           a.by_hand == b.by_hand && a.passphrase == b.passphrase && a.has_host == b.has_host && a.door == b.door;
}
bool same(const call::ShowCall& a, const call::ShowCall& b) {
    return a.in_call == b.in_call && a.microphone == b.microphone && a.camera == b.camera && a.screen == b.screen &&
           a.troubles == b.troubles && a.wishes == b.wishes;
}
bool same(const call::SendMedia& a, const call::SendMedia& b) {
    return a.microphone == b.microphone && a.camera == b.camera && a.screen == b.screen &&
           a.picture.kilobits_per_second == b.picture.kilobits_per_second;
}

// Shows `now` and remembers it, if it is not what was shown before.
template <class Shown>
void show_if_new(const Shown& now, std::optional<Shown>& before, Orders& out) {
    if (before && same(now, *before)) return;
    before = now;
    out.push_back(now);
}

}  // namespace

void Session::show_changes() {
    show_room();
    show_people();
    show_media();
    show_delivered();
    if (comparing_) show_if_new(comparison(), shown_safety_, out_);
    show_call();
    if (unread_ != shown_unread_) order(conversation::ShowUnread{shown_unread_ = unread_});
}

void Session::show_room() {
    const bool waits = stage_ == room::Stage::inside && outside();
    if (stage_ == room::Stage::arriving || stage_ == room::Stage::joining) {
        const bool full = seats_ > 0 && inside_.size() >= seats_;
        const bool stretching = by_hand_ && stage_ == room::Stage::joining && !room_;
        room::ShowArrival arrival{invitation_.room, fresh_, broken_link_, known_, {}, seats_, full, by_hand_, stretching, proposal_};
        unsigned taken = 0;
        for (const auto& greeting : inside_) {
            const auto hello = protocol::decode_hello(greeting.hello);
            const auto name = hello ? clean_name(hello->name, protocol::max_name_characters) : std::string();
            if (name.empty()) continue;
            const Bearer bearer{hello->identity, "", skeleton(greeting.decomposed.empty() ? name : greeting.decomposed)};
            const bool stranger = trust_.standing(bearer) == members::Standing::stranger;
            arrival.inside.push_back({name, "", free_colour(wished_colour(greeting.member), taken), stranger});
            taken |= 1U << arrival.inside.back().colour;
        }
        show_if_new(arrival, shown_arrival_, out_);
    }
    auto trouble = trouble_;
    if (stage_ == room::Stage::inside && carrier_.is_left_alone()) trouble = room::RoomTrouble::no_mail;
    if (stage_ == room::Stage::inside && unreachable()) trouble = room::RoomTrouble::unreachable;
    if (stage_ == room::Stage::inside && cut_off()) trouble = room::RoomTrouble::cut_off;
    if (waits) trouble = house_.rules().door == protocol::Door::knock ? room::RoomTrouble::knocking : room::RoomTrouble::locked;
    const auto link = origin_ + "#" + write_invitation(invitation_);
    room::ShowRoom room{waits ? room::Stage::joining : stage_,
                        entered() ? room_ : std::nullopt,
                        invitation_.room,
                        link,
                        trouble,
                        offline_,
                        by_hand_,
                        passphrase_.value_or("")};
    room.has_host = house_.has_host();
    room.door = lapsed_ ? protocol::Door::open : house_.rules().door;
    show_if_new(room, shown_room_, out_);
}

// One who is away may have the trouble themselves. That several have it at once, or one and the server, is told from here.
bool Session::cut_off() const {
    unsigned away = unreachable();
    for (const auto& [id, peer] : peers_) {
        if (peer.lost()) continue;
        if (!peer.away_since()) return false;
        ++away;
    }
    return away >= 2;
}

void Session::show_call() {
    auto call = call_.shown();
    if (stage_ == room::Stage::arriving || stage_ == room::Stage::joining) call.in_call = false;  // the way into it is still ahead
    show_if_new(call, shown_call_, out_);
}

void Session::show_people() {
    std::map<MemberId, members::ShowPerson> people;
    if (stage_ == room::Stage::inside && !outside()) {
        people[me_] = {me_, card(me_), true, members::PersonState::connected, call_.status()};
        people[me_].host = i_am_host();
        for (const auto& [id, peer] : peers_) {
            if (peer.lost()) continue;
            paint(id);  // who had to share a colour shares it only until one is free
            const auto& met = met_.at(id);
            people[id] = {
                id, card(id), false, peer.state(), peer.status, met.build == build_, standing(id), trust_.renamed_from(met.bearer)};
            people[id].away_since = time_.steady(peer.away_since());
            people[id].host = house_.is_host(met.bearer.identity);
            if (peer.detour.heard) people[id].through = met_.at(peer.detour.through).name;
        }
        for (const auto& id : roster_)
            if (knocks(id)) people[id] = {id, card(id), false, members::PersonState::knocking, {}, true, standing(id)};
    }
    for (const auto& [id, shown] : shown_people_)
        if (!people.count(id)) order(members::RemovePerson{id});
    for (const auto& [id, person] : people) {
        const auto shown = shown_people_.find(id);
        if (shown == shown_people_.end() || !same(shown->second, person)) order(person);
        // Our own part in the call is told to everybody whenever it changes.
        if (id != me_ || shown == shown_people_.end() || shown->second.status == person.status) continue;
        for (auto& [other, peer] : peers_) {
            peer.detour.due = true;
            if (peer.talks()) talk(peer, person.status);
        }
    }
    shown_people_ = std::move(people);
}

// Pictures and voices go only to those who are in the call too, and come only while we are.
void Session::show_media() {
    bool granted_anew = false;
    for (const auto source : {call::Source::microphone, call::Source::camera, call::Source::screen}) {
        auto& sent = grants_sent_[static_cast<std::size_t>(source)];
        if (sent != call_.grants(source)) granted_anew = true;
        sent = call_.grants(source);
    }
    std::map<std::pair<MemberId, bool>, std::uint32_t> media;
    if (call_.live(call::Source::camera) || call_.live(call::Source::microphone))
        media[{me_, false}] = call_.grants(call::Source::camera) + call_.grants(call::Source::microphone);
    if (call_.live(call::Source::screen)) media[{me_, true}] = call_.grants(call::Source::screen);
    const auto together_with = [this](const Peer& peer) { return call_.in_call() && peer.status.in_call && peer.talks(); };
    const auto watchers = std::count_if(peers_.begin(), peers_.end(), [&](const auto& each) { return together_with(each.second); });
    const auto picture = call_.live(call::Source::camera) ? picture_for(static_cast<std::size_t>(watchers)) : call::Picture{};
    for (auto& [id, peer] : peers_) {
        const bool together = together_with(peer);
        peer.call_is_on(call_.in_call() || peer.status.in_call, ties());
        const call::SendMedia send{id, together && call_.live(call::Source::microphone), together && call_.live(call::Source::camera),
                                   together && call_.live(call::Source::screen), together ? picture : call::Picture{}};
        const bool anything = send.microphone || send.camera || send.screen;
        if (!same(send, peer.sending) || (granted_anew && anything)) order(peer.sending = send);
        peer.expect_media(together && (peer.status.microphone || peer.status.camera || peer.status.screen), now_);
        if (together && !peer.lost()) media[{id, false}] = peer.link();
        if (together && !peer.lost() && peer.status.screen) media[{id, true}] = peer.link();
    }
    for (const auto& [key, link] : shown_media_)
        if (!media.count(key)) order(call::ShowMedia{key.first, key.second, false});
    for (const auto& [key, link] : media) {
        const auto shown = shown_media_.find(key);
        if (shown == shown_media_.end() || shown->second != link) order(call::ShowMedia{key.first, key.second, true});
    }
    shown_media_ = std::move(media);
    // The browser tells the names of devices only after it has granted one.
    const auto devices = call_.devices();
    const bool chosen_anew =
        shown_devices_ && (shown_devices_->microphone != devices.microphone || shown_devices_->camera != devices.camera);
    if (granted_anew || chosen_anew) order(*(shown_devices_ = devices));
}

void Session::show_delivered() {
    std::uint64_t everybody_has = history_ ? history_->have(me_) : 0;
    std::uint64_t untold = 0;
    bool anybody = false;
    for (const auto& [id, peer] : peers_) {
        if (peer.lost()) continue;
        anybody = true;
        everybody_has = std::min(everybody_has, peer.lines_confirmed);
        untold = std::max(untold, met_.at(id).untold.value_or(0));
    }
    if (anybody) delivered_ = std::max(delivered_, everybody_has);
    while (shown_delivered_ < delivered_)
        if (++shown_delivered_ > untold) order(conversation::ShowDelivered{{me_, shown_delivered_}});
    // A member who has left by their own wish, or must not be here, waits for nobody any more.
    const bool waits = entered() && history_->have(me_) > delivered_;
    if (waits != guarded_) order(conversation::GuardPage{guarded_ = waits});
}

void Session::notice(conversation::NoticeKind kind, MemberId who) { order(conversation::ShowNotice{kind, card(who), time_.wall()}); }

members::Namecard Session::card(MemberId id) const {
    const auto met = met_.find(id);
    if (met == met_.end()) return {};
    const auto& name = met->second;
    // Names that look alike are read as one name.
    const auto alike = [&](MemberId other) {
        return other != id && met_.count(other) && met_.at(other).bearer.skeleton == name.bearer.skeleton;
    };
    bool shared = !name_.empty() && alike(me_);
    for (const auto& [other, peer] : peers_) shared |= !peer.lost() && alike(other);
    return {name.name, shared ? protocol::to_text(id).substr(0, 3) : "", name.colour.value_or(wished_colour(id)),
            standing(id) == members::Standing::stranger};
}

// Gives a colour that nobody else here has, where there is one, for the whole stay. Everybody does so in the order in which
// people came, so that screens agree, except about a colour that was taken by somebody who left before the other screen came.
void Session::paint(MemberId who) {
    unsigned taken = 0;
    const auto take = [&](MemberId id) {
        const auto& colour = met_[id].colour;
        if (id != who && colour) taken |= 1U << *colour;
    };
    take(me_);
    for (const auto& [id, peer] : peers_) take(id);
    auto& colour = met_[who].colour;
    colour = free_colour(colour.value_or(wished_colour(who)), taken);
}

}  // namespace client
