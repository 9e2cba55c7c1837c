// The session's dealings with the server: being let in, the letters that arrive, and what to do when it does not answer.
#include <algorithm>
#include <utility>

#include "client/backoff.hpp"
#include "client/session.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

constexpr Millis first_join_pause_ms = 500;
constexpr Millis last_join_pause_ms = 8'000;
// After so many relapses in a row the server is of no use to us, and the page says so; it is again when it has gone well for so long.
constexpr unsigned relapses_before_doubt = 3;
constexpr Millis settled_after_ms = 20'000;
// How often, at most, the server is asked anew who is here, because what we know does not fit what we see.
constexpr Millis doubt_pause_ms = 60'000;

bool has_relay(const std::vector<protocol::IceServer>& servers) { return std::any_of(servers.begin(), servers.end(), protocol::is_relay); }

// With what it takes to use it, which the server gives only where there is somebody to reach.
bool lends_relay(const std::vector<protocol::IceServer>& servers) {
    return std::any_of(servers.begin(), servers.end(),
                       [](const auto& server) { return protocol::is_relay(server) && !server.credential.empty(); });
}

}  // namespace

void Session::join() {
    if (joining_) return;
    joining_ = true;
    join_at_.reset();
    order(signaling::Join{{*room_, me_, token_}, my_hello_});
}

void Session::join_later() { join_at_ = now_ + pause_after(join_failures_++, first_join_pause_ms, last_join_pause_ms, me_); }

// The server let us in, and does not serve us as it should: it was restarted, or gave us up during a sleep. Where that goes on, as with two
// servers that do not know of each other, it is asked ever less often.
void Session::join_again() {
    if (joining_ || join_at_) return;
    if (relapses_++ == 0) return join();
    join_at_ = now_ + pause_after(relapses_ - 2, first_join_pause_ms, last_join_pause_ms, me_);
}

std::optional<Millis> Session::settled_at() const {
    if (relapses_ == 0 || joining_ || join_at_) return std::nullopt;
    return admitted_at_ + settled_after_ms;
}

bool Session::unreachable() const {
    return join_failures_ > 0 || relapses_ >= relapses_before_doubt || post_failing_ || !carrier_.reached().value_or(true);
}

void Session::on(const signaling::Admitted& admitted) {
    joining_ = false;
    if (std::exchange(stale_join_, false) && stage_ == room::Stage::inside) return join();
    if (!entered()) {
        // We left while the answer was under way, and our goodbye may have come before we were let in.
        say_goodbye();
        return;
    }
    const bool first = stage_ == room::Stage::joining;
    // Going on would show our address.
    if (first && relay_only_ && !has_relay(admitted.ice)) return turn_back();
    if (first && house_.removed(*identity_)) return leave(room::RoomTrouble::removed);
    trouble_ = room::RoomTrouble::none;
    join_failures_ = 0;
    post_failing_ = false;
    admitted_at_ = now_;
    seats_ = admitted.seats;
    use_servers(admitted.ice, admitted.ice_seconds);
    after_ = admitted.after;
    outbox_.admitted(after_);
    // A member that the server does not list may come back by itself, as we did; until then only its link shows that it is here.
    for (auto& [id, peer] : peers_) peer.set_present(false, now_);
    roster_.clear();
    for (const auto& greeting : admitted.present) {
        roster_.insert(greeting.member);
        greet(greeting);
    }
    stage_ = room::Stage::inside;
    if (first) {
        paint(me_);
        carrier_.open({{*room_, me_, token_}, after_}, now_, out_);
        call_.entered();
    } else if (room_before_) {
        moving_ = false;
        room_before_.reset();
        carrier_.open({{*room_, me_, token_}, after_}, now_, out_);
    } else {
        carrier_.reopen(after_, now_, out_);
    }
    keep_charter();
    obey();
}

void Session::use_servers(const std::vector<protocol::IceServer>& servers, std::uint32_t seconds) {
    renew_at_.reset();
    if (seconds) renew_at_ = now_ + seconds * Millis{500};  // at half time: there may be trouble then
    // The server counts us as alone, yet links that stand may be mended over the relay; new credentials come with whoever comes.
    const bool lent = lends_relay(servers);
    if (relay_lent_ && !lent && has_relay(servers)) return;
    relay_lent_ = lent;
    order(mesh::UseServers{servers, relay_only_});
}

// To the server, also where the room has moved and its old mailbox may still be carried by another tab.
void Session::say_goodbye() {
    if (room_) order(signaling::Leave{{*room_, me_, token_}});
    if (room_before_) order(signaling::Leave{{*room_before_, me_, token_}});
}

// At the door.
void Session::turn_back() {
    say_goodbye();
    carrier_.close(out_);
    stage_ = room::Stage::arriving;
    trouble_ = room::RoomTrouble::no_relay;
}

void Session::on(const signaling::RequestFailed& failed) {
    if (failed.what == signaling::Request::look) {
        look_at_ = failed.why == signaling::Trouble::given_up ? now_ : now_ + 5'000;
        return;
    }
    if (failed.what == signaling::Request::post) {
        outbox_.on(failed, now_);
        if (failed.why == signaling::Trouble::given_up) return outbox_.hurry();
        post_failing_ = failed.why == signaling::Trouble::unreachable;
        if ((failed.why == signaling::Trouble::unknown_member || failed.why == signaling::Trouble::wrong_token) &&
            stage_ == room::Stage::inside)
            join_again();
        return;
    }
    joining_ = false;
    stale_join_ = false;
    if (failed.why == signaling::Trouble::given_up && entered()) return join();
    if (stage_ == room::Stage::inside) return join_later();
    if (stage_ != room::Stage::joining) return;
    switch (failed.why) {
        case signaling::Trouble::room_full:
            trouble_ = room::RoomTrouble::room_full;
            break;
        case signaling::Trouble::server_full:
            trouble_ = room::RoomTrouble::server_full;
            break;
        case signaling::Trouble::unreachable:
        case signaling::Trouble::too_fast:
            // Nothing is wrong with the person's wish: go on trying, and say so.
            trouble_ = room::RoomTrouble::unreachable;
            return join_later();
        default:
            trouble_ = room::RoomTrouble::refused;
            break;
    }
    carrier_.close(out_);
    stage_ = room::Stage::arriving;
    look_at_ = now_ + 5'000;
}

void Session::on(const signaling::PostTaken& taken) {
    post_failing_ = false;
    outbox_.on(taken);
}

void Session::on(const signaling::CarrierChosen& chosen) { carrier_.on(chosen, now_, out_); }
void Session::on(const signaling::BoxAnnounced& announced) { carrier_.on(announced, now_, out_); }
void Session::on(const signaling::BoxesAsked& asked) { carrier_.on(asked, now_, out_); }
void Session::on(const signaling::BoxClosed& closed) { carrier_.on(closed, now_, out_); }

void Session::on(const signaling::StreamLine& line) {
    const bool reached = carrier_.reached().value_or(true);
    if (const auto mail = carrier_.on(line, now_, out_)) mail_arrived(*mail);
    // The network is back, or the server; not every browser says so.
    if (!reached && carrier_.reached().value_or(true)) reach_again();
}

// There is reason to think that requests are answered again.
void Session::reach_again() {
    order(signaling::Redial{});
    on(network::Woke{});
}

void Session::on(const signaling::StreamEnded& ended) {
    if (carrier_.on(ended, now_, out_) && stage_ == room::Stage::inside) join_again();
}

void Session::on(const signaling::MailHanded& handed) {
    carrier_.heard();
    const auto line = protocol::decode_mail_line(handed.line);
    if (!line) return;
    if (stage_ != room::Stage::left) return mail_arrived(*line);
    // Our goodbye to the server was lost, and with our mail carried on we would never expire.
    if (!std::holds_alternative<protocol::BoxRefused>(*line)) say_goodbye();
}

void Session::mail_arrived(const protocol::MailLine& line) {
    if (const auto* delivery = std::get_if<protocol::Delivery>(&line)) {
        deliver(*delivery);
    } else if (std::holds_alternative<protocol::BoxRefused>(line) && stage_ == room::Stage::inside) {
        join_again();
    }
}

void Session::deliver(const protocol::Delivery& delivery) {
    if (stage_ != room::Stage::inside || delivery.number <= after_) return;  // a broken stream's last lines come again
    // A delivery is missing: the server began to count anew, or took a number of an earlier stay for a receipt. What was lost
    // cannot be had again; joining anew tells who is here.
    if (delivery.number > after_ + 1) return join_again();
    after_ = delivery.number;
    carrier_.advance(after_);
    outbox_.received(after_, now_);
    if (const auto* joined = std::get_if<protocol::Joined>(&delivery.what)) {
        roster_.insert(joined->member);
        if (!joined->ice.empty()) use_servers(joined->ice, joined->ice_seconds);
        order(members::OpenHello{joined->member, joined->hello});
    } else if (const auto* letter = std::get_if<protocol::Letter>(&delivery.what)) {
        open_letter(letter->from, letter->body);
    } else if (const auto* left = std::get_if<protocol::Left>(&delivery.what)) {
        depart(left->member, left->how);
    }
}

void Session::on(const members::NewcomerGreeted& greeted) {
    // The member may have left while its hello was being opened.
    const auto member = greeted.who.member;
    if (stage_ != room::Stage::inside || !is_here(member)) return;
    // A friend's news of somebody who left is older than our own, unless they came back since.
    const auto& known = met_[member];
    if (!roster_.count(member) && known.left && known.hello == greeted.who.hello) return;
    greet(greeted.who);
    const auto peer = peers_.find(member);
    if (peer != peers_.end()) peer->second.set_present(roster_.count(member) > 0, now_);
    for (const auto& body : std::exchange(met_[member].unopened, {})) open_letter(member, body);
}

// News of somebody's coming or going was lost: joining anew tells who is here, and how they introduce themselves now. False if
// that was done just now, or is to be done: a server that does not let us in has its pauses, whatever we hear meanwhile.
bool Session::doubt() {
    if (stage_ != room::Stage::inside || join_at_ || now_ < admitted_at_ + doubt_pause_ms) return false;
    join();
    return true;
}

}  // namespace client
