// The rules of the house: heard of, obeyed, and, by the host, made. Everybody's own client obeys them, so that neither the server nor
// somebody's changed client can let anybody in to the others.
#include <algorithm>
#include <utility>

#include "client/session.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

// Charters whose signatures are being checked.
constexpr std::size_t max_hearing = 16;
// A client that was sent the rules may have missed them.
constexpr Millis tell_again_ms = 5'000;

conversation::NoticeKind notice_of(protocol::Door door) {
    switch (door) {
        case protocol::Door::open:
            return conversation::NoticeKind::door_open;
        case protocol::Door::knock:
            return conversation::NoticeKind::door_knock;
        case protocol::Door::locked:
            return conversation::NoticeKind::door_locked;
    }
    return conversation::NoticeKind::door_open;
}

}  // namespace

// --- what holds ------------------------------------------------------------------------------------------------------------

// By the rules as we know them. Others may know better: see welcome().
bool Session::kept_out() const { return identity_ && !lapsed_ && !house_.may_enter(*identity_); }

// Whether we connect to the member. A client that is kept out itself cannot judge for how long the host has been away; a member that
// calls it has let it in.
bool Session::welcome(MemberId member) const {
    const auto& who = met_.at(member).bearer.identity;
    return house_.may_enter(who) || (!house_.removed(who) && (lapsed_ || (kept_out() && !host_is_here())));
}

// Nobody who is inside has called us in.
bool Session::outside() const {
    return kept_out() && std::none_of(peers_.begin(), peers_.end(), [](const auto& each) { return each.second.talks(); });
}

bool Session::obeys() const {
    return std::all_of(peers_.begin(), peers_.end(), [this](const auto& each) { return welcome(each.first); });
}

// Somebody waits for the host, who is here.
bool Session::knocks(MemberId member) const {
    const auto met = met_.find(member);
    if (!i_am_host() || house_.rules().door != protocol::Door::knock || met == met_.end() || met->second.hello.empty()) return false;
    return !welcome(member) && !house_.removed(met->second.bearer.identity);
}

// Rules that nobody could change any more lapse.
void Session::watch_host() {
    const bool away = stage_ == room::Stage::inside && house_.keeps_out() && !host_is_here();
    const bool came_or_went = away != host_away_since_.has_value();
    if (came_or_went) host_away_since_ = away ? std::optional(now_) : std::nullopt;
    const bool lapsed = away && now_ >= *host_away_since_ + host_patience_ms;
    if (lapsed == lapsed_ && !came_or_went) return;
    if (std::exchange(lapsed_, lapsed) < lapsed) notice(conversation::NoticeKind::door_lapsed, me_);
    obey();
}

bool Session::host_is_here() const {
    const auto is_host = [&](MemberId id) { return met_.count(id) && house_.is_host(met_.at(id).bearer.identity); };
    return i_am_host() || std::any_of(roster_.begin(), roster_.end(), is_host) ||
           std::any_of(peers_.begin(), peers_.end(), [&](const auto& each) { return !each.second.lost() && is_host(each.first); });
}

// Connections to those who may be here, and to no others.
void Session::obey() {
    if (stage_ != room::Stage::inside) return;
    if (identity_ && house_.removed(*identity_)) return leave(room::RoomTrouble::removed);
    for (auto it = peers_.begin(); it != peers_.end();) {
        const auto id = it->first;
        if (welcome(id) && (!kept_out() || it->second.talks())) {
            ++it;
            continue;
        }
        if (!kept_out())
            notice(house_.removed(met_[id].bearer.identity) ? conversation::NoticeKind::removed : conversation::NoticeKind::left, id);
        forget(it->second);
        it = peers_.erase(it);
        // The last words over a connection that is closed may be lost.
        if (!kept_out() && roster_.count(id)) tell_rules(id);
    }
    if (outside()) return call_.on(call::CallLeft{}, out_);
    for (const auto& id : roster_)
        if (id != me_ && !peers_.count(id) && !met_[id].hello.empty()) meet(id);
}

// By letter, to whoever comes with the link and is not let in, or goes by older rules: why, and by whose word.
void Session::tell_rules(MemberId member) {
    auto& it = met_[member];
    const auto serial = house_.rules().serial;
    // Of whom the server does not list, a friend with older rules spoke; no letter would reach them.
    if (!roster_.count(member) || it.hello.empty() || (it.told_rules == serial && now_ < it.told_rules_at + tell_again_ms)) return;
    if (it.told_rules_at == 0 && knocks(member)) notice(conversation::NoticeKind::knocks, member);
    it.told_rules = serial;
    it.told_rules_at = now_;
    outbox_.add(member, it.hello, protocol::Charter{house_.charter()});
}

// A client with older rules is sent ours on the road on which its own came.
void Session::answer_with_rules(MemberId member) {
    const auto peer = peers_.find(member);
    if (peer == peers_.end() || !peer->second.talks()) return tell_rules(member);
    talk(peer->second, protocol::Signal(protocol::Charter{house_.charter()}));
}

// A member that sends us the rules by letter does not let us in; a channel to it that seems open is closed at its end.
void Session::turned_away(MemberId by) {
    const auto peer = peers_.find(by);
    if (!kept_out() || peer == peers_.end() || peer->second.works()) return;
    forget(peer->second);
    peers_.erase(peer);
}

// --- hearing of them -------------------------------------------------------------------------------------------------------

void Session::hear_charter(MemberId from, const std::string& charter, const std::string& new_secret) {
    auto claims = new_secret.empty() ? house_.examine(charter) : house_.examine_move(charter);
    if (!claims && new_secret.empty() && house_.would_be_news_to(charter)) return answer_with_rules(from);
    const auto same = [&](const Heard& it) { return it.charter == charter && it.secret == new_secret; };
    if (!claims || invitation_.secret.empty() || hearing_.size() >= max_hearing || std::any_of(hearing_.begin(), hearing_.end(), same))
        return;
    if (from != me_ && !afford(from, cost_of_change)) return;
    hearing_.push_back({++asks_, from, charter, new_secret});
    const auto& secret = new_secret.empty() ? invitation_.secret : new_secret;
    order(access::CheckCharter{asks_, secret, std::move(claims->founding), std::move(claims->words)});
}

void Session::on(const access::CharterChecked& checked) {
    const auto at = std::find_if(hearing_.begin(), hearing_.end(), [&](const auto& it) { return it.ask == checked.ask; });
    if (at == hearing_.end()) return;
    const auto heard = std::move(*at);
    hearing_.erase(at);
    if (!checked.good) {
        ++dropped_;
        return;
    }
    // Meanwhile another may have come.
    if (heard.secret.empty() && house_.examine(heard.charter)) adopt(heard.charter, heard.from);
    if (!heard.secret.empty() && house_.examine_move(heard.charter)) take_up({heard.secret, heard.charter}, heard.from);
}

void Session::adopt(const std::string& charter, MemberId from) {
    const auto before = house_.rules();
    const bool had_host = house_.has_host();
    house_.take(charter);
    for (auto& [id, known] : met_) known.told_rules = 0;  // two charters may have one serial
    keep_charter();
    spread(from);
    if (had_host) say_what_changed(before);
    obey();
    if (const auto move = std::exchange(early_move_, std::nullopt)) hear_charter(move->from, move->charter, move->secret);
}

// Each tells the others, who may not hear of it otherwise, also those who are not let in, or are to go.
void Session::spread(MemberId from) {
    for (auto& [id, peer] : peers_)
        if (id != from && peer.talks()) talk(peer, protocol::Signal(protocol::Charter{house_.charter()}));
    for (const auto& id : roster_) {
        const auto peer = peers_.find(id);
        const bool reached = peer != peers_.end() && peer->second.talks();
        if (id != me_ && !reached) tell_rules(id);
    }
}

void Session::say_what_changed(const protocol::Rules& before) {
    const auto& now = house_.rules();
    if (stage_ != room::Stage::inside || outside()) return;
    if (now.door != before.door) notice(notice_of(now.door), me_);
    if (now.keeper == before.keeper) return;
    if (i_am_host()) return notice(conversation::NoticeKind::host, me_);
    for (const auto& [id, peer] : peers_)
        if (met_[id].bearer.identity == now.keeper) return notice(conversation::NoticeKind::host, id);
}

// The founder proves to be that with a nonce that nobody else has; and a host's rules hold when the host comes back. So both are kept.
void Session::keep_charter() {
    if (!room_ || !house_.has_host() || !identity_) return;
    if (i_am_host() || house_.founded_by(*identity_)) order(access::KeepCharter{*room_, house_.charter()});
}

// --- making them -----------------------------------------------------------------------------------------------------------

// The last decision may still be in the middle of being signed.
protocol::Rules Session::draft() const {
    auto rules = house_.draft();
    if (draft_ && draft_->serial >= rules.serial) {
        rules = *draft_;
        ++rules.serial;
    }
    return rules;
}

void Session::make(protocol::Rules rules) {
    order(access::SignRules{house_.nonce(), protocol::encode(rules)});
    draft_ = std::move(rules);
}

void Session::on(const access::DoorChosen& chosen) {
    if (!i_am_host() || stage_ != room::Stage::inside) return;
    auto rules = draft();
    if (rules.door == chosen.door && !lapsed_) return;
    rules.door = chosen.door;
    for (const auto& [id, peer] : peers_)
        if (!peer.lost()) House::admit(rules, met_[id].bearer.identity);
    make(std::move(rules));
}

void Session::on(const access::KnockAnswered& answered) {
    if (!knocks(answered.member)) return;
    auto rules = draft();
    const auto& who = met_[answered.member].bearer.identity;
    answered.in ? House::admit(rules, who) : House::remove(rules, who);
    make(std::move(rules));
}

void Session::on(const access::RoleHanded& handed) {
    if (!i_am_host() || !peers_.count(handed.member) || !house_.can_hand_on()) return;
    auto rules = draft();
    rules.keeper = met_[handed.member].bearer.identity;
    House::admit(rules, *identity_);
    make(std::move(rules));
}

// A removed member is excluded at once by its key; since it could come back with another key, the others continue under a new secret.
void Session::on(const access::RemovalChosen& chosen) {
    if (!i_am_host() || !peers_.count(chosen.member) || met_[chosen.member].bearer.identity == *identity_) return;
    auto rules = draft();
    House::remove(rules, met_[chosen.member].bearer.identity);
    make(std::move(rules));
    leaving_ = Leaving{chosen.founding, ""};
}

void Session::on(const access::RulesSigned& made) {
    const auto rules = protocol::decode_rules(made.grant.rules);
    if (draft_ && rules && rules->serial >= draft_->serial) draft_.reset();
    if (!i_am_host() || stage_ != room::Stage::inside || !rules) return;
    if (leaving_ && made.nonce == leaving_->nonce) {
        const protocol::Move move{leaving_->secret, protocol::encode(protocol::Deeds{*identity_, made.nonce, {made.grant}})};
        if (!house_.examine_move(move.charter)) return sign_move();  // the rules were changed meanwhile
        leaving_.reset();
        return take_up(move, me_);
    }
    if (made.nonce != house_.nonce()) return;
    const auto charter = house_.with(made.grant);
    if (house_.examine(charter)) adopt(charter, me_);
    if (leaving_ && leaving_->secret.empty() && !draft_)
        order(room::Found{leaving_->nonce, protocol::founding_transcript(*identity_, leaving_->nonce)});
}

// --- moving ----------------------------------------------------------------------------------------------------------------

void Session::move_to(const room::Founded& founded) {
    if (!leaving_ || founded.nonce != leaving_->nonce || !i_am_host()) return;
    leaving_->secret = founded.secret;
    sign_move();
}

void Session::sign_move() { order(access::SignRules{leaving_->nonce, protocol::encode(draft())}); }

// Connections stay as they are; only the way in is another.
void Session::take_up(const protocol::Move& move, MemberId from) {
    house_.take(move.charter);
    last_move_ = move;
    for (auto& [id, peer] : peers_) {
        if (!peer.talks() || !welcome(id)) continue;
        // The sender gets our charter: it may hold later decisions that we could not follow yet.
        talk(peer, id == from ? protocol::Talk(protocol::Signal(protocol::Charter{house_.charter()})) : protocol::Talk(move));
    }
    invitation_.secret = move.secret;
    write_address();
    notice(conversation::NoticeKind::moved, me_);
    moving_ = true;
    derive_keys();
    obey();
}

// The old room's server side is not told: to those who go over later we have not left.
void Session::go_over() {
    roster_.clear();
    for (auto& [id, peer] : peers_) peer.set_present(false, now_);
    carrier_.close(out_);
    if (joining_)
        stale_join_ = true;
    else
        join();
}

}  // namespace client
