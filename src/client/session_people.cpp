// The members of the room: coming, going, being lost, and the reports of their links.
#include <algorithm>
#include <tuple>
#include <utility>

#include "client/lookalike.hpp"
#include "client/session.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

// How often, at most, a person is told of forgeries in one other's name.
constexpr Millis warning_pause_ms = 60'000;
// How long after somebody's leaving their connection may seem to work (RFC 7675 section 5.1: consent expires after 30 s).
constexpr Millis goodbye_ms = 30'000;

}  // namespace

Ties Session::ties() { return {now_, !unreachable(), outbox_, out_}; }

void Session::greet(const members::Greeting& greeting) {
    const auto id = greeting.member;
    if (id == me_) return;
    auto& known = met_[id];
    if (known.hello.empty() || known.hello != greeting.hello) {
        const auto hello = protocol::decode_hello(greeting.hello);
        auto name = hello ? clean_name(hello->name, protocol::max_name_characters) : std::string();
        // A member id belongs to whoever said hello with it first.
        const bool stolen = hello && !known.hello.empty() && (known.bearer.identity != hello->identity || hello->epoch <= known.epoch);
        if (name.empty() || stolen) {
            ++dropped_;
            return;
        }
        remove(id, conversation::NoticeKind::left);  // the same tab under another name
        known.name = std::move(name);
        auto& bearer = known.bearer;
        bearer.name = greeting.decomposed.empty() ? known.name : clean_name(greeting.decomposed, protocol::max_pinned_name_bytes / 4);
        bearer.skeleton = skeleton(bearer.name);
        known.left = false;
        keep_earlier(known.earlier, std::exchange(known.hello, greeting.hello));
        known.suspected_at.reset();
        known.bearer.identity = hello->identity;
        known.tab = hello->tab;
        known.epoch = hello->epoch;
        known.build = hello->build;
        replace_older(id);
        if (elsewhere_) return;
        if (bearer.identity != *identity_) trust_.meet(bearer, time_.wall(), out_);
    }
    if (!greeting.sealed.empty()) known.sealed = greeting.sealed;
    const auto peer = peers_.find(id);
    if (peer != peers_.end()) return peer->second.returned(ties());
    if (kept_out()) return tell_rules(id);  // in case that these know better
    meet(id);
}

// They are stays of one tab, or of one that the browser has doubled.
bool Session::replaces(MemberId newer, MemberId older) const {
    const auto& now = met_.at(newer);
    const auto& before = met_.at(older);
    const bool later = std::tie(before.epoch, older) < std::tie(now.epoch, newer);
    return before.tab == now.tab && before.bearer.identity == now.bearer.identity && later;
}

// A tab that was loaded anew leaves no ghost of its earlier stay.
void Session::replace_older(MemberId id) {
    for (const auto& [other, before] : met_) {
        if (!replaces(id, other)) continue;
        if (other == me_)
            elsewhere_ = true;
        else
            remove(other, conversation::NoticeKind::left);
    }
}

// The ghost is in the room until it has heard of it, or the server gives it up.
bool Session::replaced(MemberId member) const {
    const auto by = [&](const auto& each) { return !each.second.lost() && replaces(each.first, member); };
    return replaces(me_, member) || std::any_of(peers_.begin(), peers_.end(), by);
}

void Session::meet(MemberId member) {
    auto& acquaintance = met_[member];
    if (acquaintance.put_out || replaced(member) || !afford(member, cost_of_change)) return;
    if (!welcome(member)) return tell_rules(member);
    auto& peer = peers_.emplace(member, Peer(me_, member, acquaintance.name, acquaintance.hello, acquaintance.links)).first->second;
    peer.open(ties(), std::exchange(acquaintance.called, false));
    paint(member);
    peer.was_here = stage_ == room::Stage::joining;
    if (!std::exchange(acquaintance.met, true) && !peer.was_here) acquaintance.came_at = now_;
    if (!peer.was_here) notice(conversation::NoticeKind::joined, member);
    if (standing(member) == members::Standing::stranger) notice(conversation::NoticeKind::stranger, member);
}

bool Session::afford(MemberId member, Millis cost) {
    auto& acquaintance = met_[member];
    if (acquaintance.allowance.take(cost, now_)) return true;
    acquaintance.put_out = true;
    remove(member, conversation::NoticeKind::flooded);
    return false;
}

void Session::warn(MemberId member, conversation::NoticeKind kind) {
    const auto peer = peers_.find(member);
    if (peer == peers_.end()) return;
    auto& warned_at = met_[member].warned_at;
    if (now_ < warned_at + warning_pause_ms) return;
    warned_at = now_;
    notice(kind, member);
    if (kind == conversation::NoticeKind::tampered) peer->second.complain(ties());
}

void Session::depart(MemberId member, protocol::Departure how) {
    roster_.erase(member);
    const auto peer = peers_.find(member);
    if (peer == peers_.end()) return;  // its goodbye over `talk` was faster, or its hello is still being opened
    // As long as its link works, it is no longer on the server, and that is all: whoever goes says so over the link, or hangs up, and the
    // server may say of anybody what it likes.
    const bool left = how == protocol::Departure::left;
    if (!peer->second.works() && (left || peer->second.hung_up()))
        return remove(member, left ? conversation::NoticeKind::left : conversation::NoticeKind::lost);
    peer->second.set_present(false, now_);
    if (left) peer->second.left_at = now_;
}

void Session::remove(MemberId member, conversation::NoticeKind why) {
    const auto peer = peers_.find(member);
    if (peer == peers_.end()) return;
    if (!peer->second.noticed_lost) notice(why, member);
    met_[member].left = why == conversation::NoticeKind::left;
    forget(peer->second);
    peers_.erase(peer);
}

void Session::forget(Peer& peer) {
    met_[peer.id()].links = peer.link();
    outbox_.forget(peer.id());
    order(mesh::CloseLink{peer.id()});
}

void Session::forget_lost() {
    for (auto it = peers_.begin(); it != peers_.end();) {
        if (it->second.forgettable(now_)) {
            forget(it->second);
            it = peers_.erase(it);
        } else {
            ++it;
        }
    }
}

// Said after each step, so that who is lost and found within one step is not spoken of.
void Session::notice_losses() {
    for (auto& [id, peer] : peers_) {
        if (peer.lost() == peer.noticed_lost) continue;
        peer.noticed_lost = peer.lost();
        if (peer.lost()) met_[id].colour.reset();
        // Its goodbye went down with its connection, and the server had it.
        const bool left = peer.left_at && now_ < *peer.left_at + goodbye_ms;
        notice(!peer.lost() ? conversation::NoticeKind::joined
               : left       ? conversation::NoticeKind::left
                            : conversation::NoticeKind::lost,
               id);
    }
}

void Session::leave_everybody(Links links) {
    // A removed client leaves without a goodbye: the others hear the reason from the host, and should not see it leave before.
    const bool silently = identity_ && house_.removed(*identity_);
    // The server is told first: a page that closes may not get to do more.
    if (!silently) say_goodbye();
    for (auto& [id, peer] : peers_) {
        if (!silently && peer.talks()) talk(peer, protocol::Bye{});
        if (links == Links::close) forget(peer);
    }
    peers_.clear();
    roster_.clear();
    carrier_.close(out_);
    room_before_.reset();
    if (std::exchange(moving_, false)) derive();  // the keys of the new one may be on their way
    stale_join_ = false;
    joining_ = false;
    join_at_.reset();
    relapses_ = 0;
    renew_at_.reset();
    relay_lent_ = false;
}

template <class AnyFact>
void Session::tell_peer(const AnyFact& fact) {
    const auto peer = peers_.find(fact.peer);
    if (peer == peers_.end()) return;  // the last words of a link that was just closed
    peer->second.on(fact, ties());
}

void Session::on(const mesh::LinkDescribed& fact) { tell_peer(fact); }
void Session::on(const mesh::LinkGathered& fact) { tell_peer(fact); }
// Whatever one link tells of the network holds for the mail as well.
void Session::on(const mesh::LinkChanged& fact) {
    tell_peer(fact);
    if (fact.state != mesh::LinkState::connecting) carrier_.doubt(now_);
    repeat(fact.peer);
}
void Session::on(const mesh::LinkBroke& fact) { tell_peer(fact); }
void Session::on(const mesh::LinkHeard& fact) {
    const auto peer = peers_.find(fact.peer);
    if (peer != peers_.end() && peer->second.on(fact, ties())) carrier_.doubt(now_);
    repeat(fact.peer);
}

// SCTP retransmits data that was lost on a dead path, but only after a timeout of seconds, or at once when several later messages
// arrive without it (RFC 9260 section 7.2.4). So the lines are sent again here.
void Session::repeat(MemberId member) {
    const auto peer = peers_.find(member);
    if (peer != peers_.end() && std::exchange(peer->second.came_back, false)) catch_up(peer->second);
}

void Session::on(const mesh::TalkClosed& fact) { tell_peer(fact); }

void Session::on(const mesh::TalkOpened& fact) {
    const auto peer = peers_.find(fact.peer);
    if (peer == peers_.end() || !peer->second.on(fact, ties())) return;
    catch_up(peer->second);
}

}  // namespace client
