// Letters of members: opened, heard, and refused where nothing explains that they do not open.
#include <algorithm>
#include <utility>

#include "client/session.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

// Where something in somebody's name is forged, or seems so, the server is asked anew, so long after it was last asked; and what comes
// again before the suspicion ends is forged.
constexpr Millis ask_pause_ms = 5'000;
constexpr Millis suspicion_ms = 120'000;
// Of the hellos of each before the one that holds.
constexpr std::size_t max_earlier = 2;
// Letters of one member that wait for its hello to be opened.
constexpr std::size_t max_unopened = 16;

}  // namespace

void Session::open_letter(MemberId from, const std::string& body) {
    const auto met = met_.find(from);
    if (met != met_.end() && !met->second.hello.empty()) return order(signaling::OpenLetter{passages(from).front(), body});
    if (!is_here(from)) {
        doubt();
        return;
    }
    auto& unopened = met_[from].unopened;
    if (unopened.size() < max_unopened) unopened.push_back(body);
}

void Session::on(const signaling::LetterOpened& opened) {
    // It was said by or to somebody as they were called before: the server may have us by an old name, where one request overtook another.
    if (opened.outdated) return ask_anew();
    if (!met_[opened.from].letters_seen.take(opened.counter)) return;  // it came twice, or somebody plays back an old one
    if (!afford(opened.from, cost_of_word(opened.content.size()))) return;
    const auto signals = protocol::decode_signals(opened.content);
    if (!signals) {
        ++dropped_;
        return;
    }
    for (const auto& word : *signals) hear_letter(opened.from, word);
}

void Session::hear_letter(MemberId from, const protocol::Talk& word) {
    if (!std::holds_alternative<protocol::Signal>(word)) return hear_around(from, word);
    const auto& signal = std::get<protocol::Signal>(word);
    // A member that said goodbye and came back before the server noticed is in the room, and the server does not announce it.
    const bool begins = !std::holds_alternative<protocol::Candidate>(signal) && !std::holds_alternative<protocol::Charter>(signal);
    const bool unknown = begins && !peers_.count(from);
    if (unknown && roster_.count(from)) meet(from);
    if (unknown && !roster_.count(from)) doubt();
    if (const auto* charter = std::get_if<protocol::Charter>(&signal)) {
        turned_away(from);
        return hear_charter(from, charter->text);
    }
    const auto peer = peers_.find(from);
    if (peer == peers_.end()) {  // it left while the letter was being opened, or is not welcome
        met_[from].called = begins;
        return;
    }
    if (std::holds_alternative<protocol::Tampered>(signal)) return warn(from, conversation::NoticeKind::tampered_there);
    hear(peer->second, signal, Peer::Road::mail);
}

void Session::keep_earlier(std::vector<std::string>& hellos, std::string hello) {
    if (hello.empty()) return;
    hellos.insert(hellos.begin(), std::move(hello));
    if (hellos.size() > max_earlier) hellos.pop_back();
}

// A letter of that member may be signed and sealed by these: first, what holds now; then what held before. Its author may not have heard
// yet that somebody has come back under another name, or that the room has moved, and a letter may be long on its way.
std::vector<protocol::Passage> Session::passages(MemberId from) const {
    const auto& known = met_.at(from);
    std::vector<RoomId> rooms{*room_};
    if (earlier_room_) rooms.push_back(*earlier_room_);
    std::vector<std::string> theirs{known.hello};
    theirs.insert(theirs.end(), known.earlier.begin(), known.earlier.end());
    std::vector<std::string> ours{my_hello_};
    ours.insert(ours.end(), earlier_.begin(), earlier_.end());
    std::vector<protocol::Passage> all;
    for (const auto& room : rooms)
        for (const auto& their : theirs)
            for (const auto& our : ours) all.push_back({room, from, me_, their, our});
    return all;
}

void Session::on(const signaling::SealBroken& broken) {
    if (stage_ != room::Stage::inside || !room_) return;
    if (!broken.body.empty()) {
        const auto all = passages(broken.from);
        const auto& now = all.front();
        const auto& then = broken.passage;
        // Meanwhile we have heard how its sender is called.
        const bool news = now.room != then.room || now.from_hello != then.from_hello || now.to_hello != then.to_hello;
        if (broken.outdated == 0 && news) return order(signaling::OpenLetter{now, broken.body});
        const auto next = broken.outdated + 1;
        if (next < all.size()) return order(signaling::OpenLetter{all[next], broken.body, next});
    }
    ++dropped_;
    suspect(broken.from);
}

// Somebody who went and came back under a name that we missed is asked for anew. Where that does not end it, somebody stands between us,
// who can neither read nor sign, but can spoil: both sides are told.
void Session::suspect(MemberId member) {
    auto& since = met_[member].suspected_at;
    if (since && now_ < *since + suspicion_ms) {
        if (admitted_at_ > *since) warn(member, conversation::NoticeKind::tampered);
        return;
    }
    since = now_;
    ask_anew();
}

// Says to the server how we are called, and hears from it how the others are.
void Session::ask_anew() {
    if (stage_ != room::Stage::inside || join_at_) return;  // we left while the letter was being opened; or it is to be done
    const auto at = admitted_at_ + ask_pause_ms;
    if (now_ >= at) return join();
    renew_at_ = std::min(renew_at_.value_or(at), at);
}

}  // namespace client
