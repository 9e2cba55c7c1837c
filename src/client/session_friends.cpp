// Relaying through another member: a client that talks with two members passes sealed letters on between them, and gives one the
// hello of the other. A letter that comes this way is opened and checked as if the server had brought it, so a friend can
// withhold, but neither forge, replay nor redirect anything.
#include <algorithm>
#include <utility>

#include "client/backoff.hpp"
#include "client/session.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

// A connection mostly comes about before this; only then words go around.
constexpr Millis words_patience_ms = 4'000;
// Words that nobody confirmed go again, through the next friend if there is one; later each time, up to a limit. Part of the
// pause is each one's own.
constexpr Millis first_pause_ms = 3'000;
constexpr Millis last_pause_ms = 30'000;
// So often in vain, and it is not said any more that words pass.
constexpr unsigned tries_before_doubt = 2;
// The server mostly tells who somebody is before this; then the friend is asked.
constexpr Millis introduction_patience_ms = 5'000;
constexpr Millis introduction_again_ms = 60'000;
// The size of one letter at most, unless one line is longer.
constexpr std::size_t letter_bytes = 16 * 1024;

}  // namespace

// Done after each step: of every member whose connection does not work, who reaches it, and what is due to it.
void Session::use_friends() {
    if (stage_ != room::Stage::inside) return;
    tell_reach();
    for (auto& [id, peer] : peers_) {
        const bool reached = !peer.works() && friend_of(id);
        peer.set_reached(reached, now_);
        if (reached) {
            go_around(peer);
        } else {
            peer.detour = {};
        }
    }
}

void Session::tell_reach() {
    std::string all;
    for (const auto& [id, peer] : peers_)
        if (peer.works()) all += protocol::to_text(id);
    std::size_t at = 0;
    for (auto& [id, peer] : peers_) {
        if (!peer.works()) continue;
        auto members = all;
        members.erase(at, protocol::id_letters);
        at += protocol::id_letters;
        if (members == peer.reach_told) continue;
        peer.reach_told = members;
        talk(peer, protocol::Reach{std::move(members)});
    }
}

bool Session::put_out(MemberId member) const {
    const auto known = met_.find(member);
    return known != met_.end() && known->second.put_out;
}

const Peer* Session::friend_of(MemberId member, std::uint64_t turn) const {
    const auto text = protocol::to_text(member);
    const auto reaches = [&](const Peer& peer) {
        const auto at = peer.reaches.find(text);
        return peer.works() && at != std::string::npos && at % text.size() == 0;
    };
    std::uint64_t count = 0;
    for (const auto& [id, peer] : peers_) count += reaches(peer);
    for (const auto& [id, peer] : peers_)
        if (reaches(peer) && turn-- % count == 0) return &peer;
    return nullptr;
}

// A member that talks with one of our peers is in the room, even if the server has not announced it.
void Session::seek_introductions(Peer& peer) {
    peer.ask_at.reset();
    const auto reaches = peer.reaches;
    for (std::size_t at = 0; at < reaches.size(); at += protocol::id_letters) {
        const auto member = protocol::id_from_text<MemberId>(reaches.substr(at, protocol::id_letters));
        if (!member || *member == me_ || peers_.count(*member) || put_out(*member)) continue;
        peer.ask_at = now_ + introduction_again_ms;
        talk(peer, protocol::Favour{protocol::Favour::Kind::introduce, *member});
    }
}

void Session::go_around(Peer& peer) {
    auto& detour = peer.detour;
    if (!detour.begins_at) detour.begins_at = now_ + words_patience_ms;
    detour.through = friend_of(peer.id(), detour.tries)->id();
    if (detour.sealing) return;
    if (!peer.present() || !ties().mail_works) {
        auto letter = outbox_.around(peer.id());
        if (letter) return send_around(peer, friend_of(peer.id(), peer.link())->id(), letter->counter, std::move(letter->content));
    }
    if (now_ < *detour.begins_at) return;
    const bool waits = detour.waits(peer.lines_confirmed);
    if (!waits) detour.tries = 0;
    if (now_ >= (waits ? detour.again_at : detour.renew_at)) {
        if (waits && detour.again_at != 0) detour.through = friend_of(peer.id(), ++detour.tries)->id();
        if (detour.tries > tries_before_doubt) detour.heard = false;
        detour.lines = 0;
        detour.due = true;
    }
    const auto confirmed = std::max(peer.lines_confirmed, untold(peer.id()));
    detour.lines = std::max(detour.lines, confirmed);
    // One letter of lines at a time: where a friend has passed on enough for now, what waits costs it nothing.
    const auto written = history_->have(me_);
    const auto& said = met_[peer.id()].said;
    const bool affordable = said.line_at(cost_of_word(letter_bytes), time_.steady()) <= time_.steady();
    const bool next = detour.lines == confirmed && detour.lines < written && affordable;
    if (!detour.due && !next) return;
    detour.due = false;
    protocol::Signals words{protocol::Have{history_->have(peer.id())}, call_.status()};
    if (next) {
        std::size_t bytes = 0;
        for (; detour.lines < written && words.size() < protocol::max_signals_per_letter; ++detour.lines) {
            auto line = history_->own(detour.lines + 1);
            if (bytes > 0 && bytes + line.text.size() > letter_bytes) break;
            bytes += line.text.size();
            words.push_back(std::move(line));
        }
    }
    detour.again_at = now_ + pause_after(detour.tries, first_pause_ms, last_pause_ms, me_);
    detour.renew_at = now_ + last_pause_ms;
    send_around(peer, detour.through, outbox_.count(peer.id()), protocol::encode(words));
}

void Session::send_around(Peer& peer, MemberId through, std::uint64_t counter, std::string content) {
    peer.detour.sealing = true;
    met_[peer.id()].said.spend(cost_of_word(content.size()), time_.steady());
    order(mesh::SealLetter{{*room_, me_, peer.id(), my_hello_, peer.hello()}, counter, std::move(content), through});
}

void Session::on(const mesh::LetterSealed& sealed) {
    const auto to = peers_.find(sealed.to);
    if (to != peers_.end()) to->second.detour.sealing = false;
    const auto through = peers_.find(sealed.through);
    if (through == peers_.end() || !through->second.works()) return;  // lost meanwhile: what matters goes again
    talk(through->second, protocol::Favour{protocol::Favour::Kind::forward, sealed.to, sealed.body});
}

// Words in a letter: they came through a friend.
void Session::hear_around(MemberId from, const protocol::Talk& word) {
    const auto at = peers_.find(from);
    if (at == peers_.end()) return;
    auto& peer = at->second;
    // A status over our own connection is newer.
    if (peer.works() && std::holds_alternative<protocol::Status>(word)) return;
    if (!peer.works()) peer.detour.heard = true;
    hear_word(peer, word);
}

void Session::hear(Peer& peer, const protocol::Reach& reach) {
    peer.reaches = reach.members;
    peer.ask_at = now_ + introduction_patience_ms;
}

void Session::hear(Peer& peer, const protocol::Favour& favour) {
    using Kind = protocol::Favour::Kind;
    const auto member = favour.member;
    const auto known = peers_.find(member);
    const bool good = known != peers_.end() && member != peer.id() && known->second.works();
    switch (favour.kind) {
        case Kind::forward:
            // Half of what that member grants us: nobody can make us overdraw it.
            if (good && met_[member].forwards.take(2 * cost_of_word(favour.body.size()), time_.steady()))
                talk(known->second, protocol::Favour{Kind::forwarded, peer.id(), favour.body});
            return;
        case Kind::forwarded:
            if (member != me_ && !put_out(member)) open_letter(member, favour.body);
            return;
        case Kind::introduce:
            if (good && !met_[member].sealed.empty()) talk(peer, protocol::Favour{Kind::introduced, member, met_[member].sealed});
            return;
        case Kind::introduced:
            // Of whom it says that it talks with them; whoever holds the link can say hello as many.
            if (known == peers_.end() && is_here(member) && peers_.size() + 1 < protocol::max_room_seats &&
                afford(peer.id(), cost_of_change))
                order(members::OpenHello{member, favour.body});
            return;
    }
}

}  // namespace client
