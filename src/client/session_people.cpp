// Who is in the room: coming, going, being lost, and what their links report.
#include "client/session.hpp"
#include "protocol/wire.hpp"

namespace client {

Ties Session::ties() {
    const bool mail_works = !join_at_ && !post_failing_ && carrier_.reached().value_or(true);
    return {now_, mail_works, ice_, outbox_, out_};
}

void Session::greet(const Greeting& greeting) {
    if (greeting.member == me_) return;
    const auto known = peers_.find(greeting.member);
    if (known != peers_.end()) {
        const bool was_lost = known->second.lost();
        known->second.returned(ties());
        if (was_lost) notice(NoticeKind::joined, greeting.member);
        return;
    }
    const auto hello = protocol::decode_hello(greeting.hello);
    const auto name = hello ? clean_name(hello->name, protocol::max_name_characters) : std::string();
    if (name.empty()) {
        ++dropped_;
        return;
    }
    names_[greeting.member] = name;
    auto& peer = peers_.emplace(greeting.member, Peer(me_, greeting.member, name)).first->second;
    peer.open(ties());
    notice(NoticeKind::joined, greeting.member);
}

void Session::depart(MemberId member, protocol::Departure how) {
    const auto peer = peers_.find(member);
    if (peer == peers_.end()) return;  // its goodbye over `talk` was faster
    if (how == protocol::Departure::left) return remove(member, NoticeKind::left);
    // It stopped receiving mail. As long as its link works, it has only lost the server, not us.
    peer->second.set_present(false, now_);
    if (peer->second.lost()) notice(NoticeKind::lost, member);
}

void Session::remove(MemberId member, NoticeKind why) {
    const auto peer = peers_.find(member);
    if (peer == peers_.end()) return;
    if (!peer->second.lost()) notice(why, member);
    outbox_.forget(member);
    order(CloseLink{member});
    peers_.erase(peer);
}

void Session::forget_lost() {
    for (auto it = peers_.begin(); it != peers_.end();) {
        if (it->second.forgettable(now_)) {
            outbox_.forget(it->first);
            order(CloseLink{it->first});
            it = peers_.erase(it);
        } else {
            ++it;
        }
    }
}

void Session::leave_everybody() {
    for (auto& [id, peer] : peers_) {
        if (peer.talks()) talk(peer, protocol::Bye{});
        outbox_.forget(id);
        order(CloseLink{id});
    }
    peers_.clear();
    if (room_) order(Leave{{*room_, me_, token_}});
    carrier_.close(out_);
    joining_ = false;
    join_at_.reset();
}

template <class Fact>
void Session::tell_peer(const Fact& fact) {
    const auto peer = peers_.find(fact.peer);
    if (peer == peers_.end()) return;  // the last words of a link that was just closed
    const bool was_lost = peer->second.lost();
    peer->second.on(fact, ties());
    if (was_lost != peer->second.lost()) notice(was_lost ? NoticeKind::joined : NoticeKind::lost, fact.peer);
}

void Session::on(const LinkDescribed& fact) { tell_peer(fact); }
void Session::on(const LinkGathered& fact) { tell_peer(fact); }
void Session::on(const LinkChanged& fact) { tell_peer(fact); }
void Session::on(const LinkBroke& fact) { tell_peer(fact); }
void Session::on(const TalkClosed& fact) { tell_peer(fact); }

void Session::on(const TalkOpened& fact) {
    const auto peer = peers_.find(fact.peer);
    if (peer == peers_.end()) return;
    const bool was_lost = peer->second.lost();
    if (peer->second.on(fact, ties())) catch_up(peer->second);
    if (was_lost) notice(NoticeKind::joined, fact.peer);
}

}  // namespace client
