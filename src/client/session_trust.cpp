// Pinned identities, and safety codes: with one member over one connection, and with all.
#include "client/session.hpp"
#include "protocol/safety.hpp"

namespace client {
namespace {

constexpr MemberId everybody{};

}  // namespace

members::Standing Session::standing(MemberId member) const {
    const auto at = met_.find(member);
    // Oneself, in another tab perhaps, is nobody to be pinned.
    if (member == me_ || at == met_.end() || (identity_ && at->second.bearer.identity == *identity_)) return members::Standing::known;
    return trust_.standing(at->second.bearer);
}

void Session::on(const trust::PinLoaded& loaded) { trust_.load(loaded.pin); }

void Session::on(const trust::StrangerAccepted& accepted) {
    if (peers_.count(accepted.member)) trust_.decide(met_[accepted.member].bearer, protocol::Regard::seen, time_.wall(), out_);
}

void Session::on(const trust::Compared& compared) {
    const auto peer = peers_.find(compared.member);
    // Nobody can have compared what was not shown.
    if (peer == peers_.end() || peer->second.comparison.state != trust::CodeState::ready) return;
    const auto regard = compared.same ? protocol::Regard::verified : protocol::Regard::doubted;
    trust_.decide(met_[compared.member].bearer, regard, time_.wall(), out_);
}

void Session::on(const trust::CompareAsked& asked) {
    comparing_ = asked.member;
    shown_safety_.reset();
}

void Session::on(const trust::CompareClosed&) { comparing_.reset(); }

// Whatever the step was: where a card is open, its code is of the connections that are there now.
void Session::compare() {
    if (!comparing_ || stage_ != room::Stage::inside) return;
    if (*comparing_ == everybody) return compare_room();
    const auto peer = peers_.find(*comparing_);
    if (peer != peers_.end() && peer->second.talks()) begin_comparison(peer->second);
}

void Session::begin_comparison(Peer& peer) {
    if (peer.comparison.begun) return;
    peer.comparison.begun = true;
    order(trust::DrawNonce{peer.id(), peer.link(), me_});
}

void Session::on(const trust::NonceDrawn& drawn) {
    const auto at = peers_.find(drawn.peer);
    if (at == peers_.end() || at->second.link() != drawn.link || !at->second.talks()) return;  // a connection that is no more
    at->second.comparison.mine = drawn.nonce;
    talk(at->second, protocol::Commit{drawn.commitment});
    show_nonce(at->second);
}

void Session::hear(Peer& peer, const protocol::Commit& commit) {
    if (!peer.comparison.commitment.empty()) return;  // bound is bound
    peer.comparison.commitment = commit.hash;
    begin_comparison(peer);
    show_nonce(peer);
}

void Session::show_nonce(Peer& peer) {
    if (!peer.comparison.may_show()) return;
    peer.comparison.shown = true;
    talk(peer, protocol::Reveal{peer.comparison.mine});
}

void Session::hear(Peer& peer, const protocol::Reveal& reveal) {
    auto& it = peer.comparison;
    if (!it.shown || !it.theirs.empty()) return;  // before both were bound, or a second time
    it.theirs = reveal.nonce;
    order(trust::DeriveCode{peer.id(),
                            peer.link(),
                            protocol::safety_record(me_, *identity_, it.mine),
                            {{peer.id(), protocol::safety_record(peer.id(), met_[peer.id()].bearer.identity, it.theirs)}},
                            protocol::commitment_transcript(peer.id(), me_, it.theirs),
                            it.commitment});
}

void Session::on(const trust::CodeDerived& derived) {
    const auto state = derived.code.empty() ? trust::CodeState::failed : trust::CodeState::ready;
    if (derived.peer == everybody) {
        // Otherwise somebody came or went meanwhile.
        if (derived.asked == room_asks_ && !room_asked_.empty()) room_code_ = {everybody, state, derived.code};
        return;
    }
    const auto at = peers_.find(derived.peer);
    if (at == peers_.end() || at->second.link() != derived.asked) return;
    at->second.comparison.state = state;
    at->second.comparison.code = derived.code;
}

void Session::compare_room() {
    trust::DeriveCode derive{everybody, room_asks_ + 1, protocol::safety_record(me_, *identity_, ""), {}, "", ""};
    std::string asked;
    bool all = true;
    for (const auto& [id, peer] : peers_) {
        if (peer.lost()) continue;
        all = all && peer.works();
        asked += protocol::bytes_of(id) + protocol::big_endian(peer.link());
        derive.partners.push_back({id, protocol::safety_record(id, met_[id].bearer.identity, "")});
    }
    if (!all) asked.clear();
    if (asked == room_asked_) return;
    room_asked_ = asked;
    room_code_ = {};
    if (asked.empty()) return;
    ++room_asks_;
    order(std::move(derive));
}

trust::ShowSafety Session::comparison() const {
    if (*comparing_ == everybody) return room_code_;
    const auto peer = peers_.find(*comparing_);
    if (peer == peers_.end()) return {*comparing_, trust::CodeState::failed, ""};
    return {*comparing_, peer->second.comparison.state, peer->second.comparison.code};
}

}  // namespace client
