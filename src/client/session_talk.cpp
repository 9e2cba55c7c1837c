// The conversation and what else passes over the channel `talk`.
#include <algorithm>
#include <utility>

#include "client/session.hpp"
#include "client/visible.hpp"
#include "protocol/utf8.hpp"
#include "protocol/wire.hpp"

namespace client {
namespace {

// Lines that come together are confirmed together, and no answer has to wait behind a receipt.
constexpr Millis receipt_delay_ms = 100;
// When a channel has been open for so long, what was said before has come over it.
constexpr Millis catching_up_ms = 60'000;

}  // namespace

void Session::talk(Peer& peer, const protocol::Talk& word) {
    auto bytes = protocol::encode(word);
    auto& known = met_[peer.id()];
    const auto* status = std::get_if<protocol::Status>(&word);
    const bool change = status && *status != std::exchange(known.status_told, *status);
    known.said.spend(cost_of_word(bytes.size()) + (change ? cost_of_change : 0), time_.steady());
    order(mesh::SendTalk{peer.id(), std::move(bytes)});
}

void Session::on(const conversation::TextTyped& typed) {
    auto text = trimmed(typed.text);
    const auto characters = protocol::count_characters(text);
    if (!entered() || !has_visible(text) || characters.value_or(0) > protocol::max_text_characters) return;
    const auto place = history_->write(std::move(text), now_, time_.steady());
    for (auto& [id, peer] : peers_)
        if (peer.talks()) tell_lines(peer);
    show_entry(place, true);  // while it is on its way
}

// The channel is open: say what we have of theirs, what we send, and every line of ours that they have not confirmed. What
// was under way in an earlier channel comes a second time and is recognised by its number.
void Session::catch_up(Peer& peer) {
    peer.catches_up_until = now_ + catching_up_ms;
    talk(peer, protocol::Have{history_->have(peer.id())});
    talk(peer, call_.status());
    peer.lines_told = untold(peer.id());
    tell_lines(peer);
    if (house_.has_host()) talk(peer, protocol::Signal(protocol::Charter{house_.charter()}));
    if (last_move_) talk(peer, *last_move_);
}

// Those that it lacks, as far as its allowance goes: whoever wrote a whole book waits between pages.
void Session::tell_lines(Peer& peer) {
    auto& said = met_[peer.id()].said;
    const auto steady = time_.steady();
    peer.tell_at.reset();
    peer.lines_told = std::max(peer.lines_told, peer.lines_confirmed);
    for (const auto written = history_->have(me_); peer.lines_told < written; ++peer.lines_told) {
        auto bytes = protocol::encode(protocol::Talk(history_->own(peer.lines_told + 1)));
        const auto cost = cost_of_word(bytes.size());
        if (const auto at = said.line_at(cost, steady); at > steady) {
            peer.tell_at = now_ + (at - steady);
            return;
        }
        said.spend(cost, steady);
        order(mesh::SendTalk{peer.id(), std::move(bytes)});
    }
}

// A newcomer is told the newest lines at once, as many as its allowance lets us say, and the earlier ones never.
std::uint64_t Session::untold(MemberId member) {
    auto& known = met_[member];
    if (known.untold) return *known.untold;
    auto left = known.said.for_history(time_.steady());
    auto number = history_->have(me_);
    for (; number > 0; --number) {
        const auto cost = cost_of_word(protocol::encode(protocol::Talk(history_->own(number))).size());
        if (cost > left) break;
        left -= cost;
    }
    known.untold = number;
    return number;
}

void Session::confirm_lines() {
    for (auto& [id, peer] : peers_) {
        if (!peer.receipt_at || now_ < *peer.receipt_at) continue;
        peer.receipt_at.reset();
        peer.detour.due = true;
        if (peer.talks()) talk(peer, protocol::Have{history_->have(id)});
    }
}

void Session::on(const mesh::TalkArrived& arrived) {
    const auto peer = peers_.find(arrived.peer);
    if (peer == peers_.end() || arrived.link != peer->second.link()) return;  // a channel that was replaced meanwhile
    if (!afford(arrived.peer, cost_of_word(arrived.bytes.size()))) return;
    const auto word = protocol::decode_talk(arrived.bytes);
    if (!word) {
        ++dropped_;
        return;
    }
    hear_word(peer->second, *word);
}

void Session::hear_word(Peer& peer, const protocol::Talk& word) {
    std::visit([&](const auto& it) { hear(peer, it); }, word);
}

void Session::hear(Peer& peer, const protocol::Line& line) {
    const bool live = peer.works() && now_ >= peer.catches_up_until;
    const auto came_at = met_.at(peer.id()).came_at;
    const auto stay = came_at ? std::optional(now_ - *came_at) : std::nullopt;
    const auto place = history_->hear(peer.id(), line, {now_, live, stay, peer.lines_confirmed});
    if (!peer.receipt_at) peer.receipt_at = now_ + receipt_delay_ms;
    if (!place) return;
    if (!history_->entries()[*place].text.empty()) {
        show_entry(*place, live);
        if (!looking_) ++unread_;
    }
    while (const auto one = history_->forget_one(now_)) order(conversation::ForgetLine{*one});
}

void Session::hear(Peer& peer, const protocol::Have& have) {
    const auto written = history_->have(me_);
    peer.lines_confirmed = std::max(peer.lines_confirmed, std::min(have.lines, written));
}

void Session::hear(Peer& peer, const protocol::Status& status) {
    if (status != peer.status && !afford(peer.id(), cost_of_change)) return;
    const bool anybody =
        call_.in_call() || std::any_of(peers_.begin(), peers_.end(), [](const auto& each) { return each.second.status.in_call; });
    const auto before = peer.status;
    peer.status = status;
    if (std::exchange(peer.was_here, false)) return;
    if (status.in_call && !before.in_call)
        notice(anybody ? conversation::NoticeKind::call_joined : conversation::NoticeKind::call_started, peer.id());
    if (!status.in_call && before.in_call) notice(conversation::NoticeKind::call_left, peer.id());
    if (status.screen && !before.screen) notice(conversation::NoticeKind::screen_started, peer.id());
}

void Session::hear(Peer& peer, const protocol::Signal& signal, Peer::Road road) {
    if (const auto* charter = std::get_if<protocol::Charter>(&signal)) return hear_charter(peer.id(), charter->text);
    const auto link = peer.link();
    peer.hear(signal, road, ties());
    if (peer.link() != link) afford(peer.id(), cost_of_change);
}

void Session::hear(Peer& peer, const protocol::Bye&) { remove(peer.id(), conversation::NoticeKind::left); }

void Session::hear(Peer& peer, const protocol::Move& move) {
    early_move_ = Heard{0, peer.id(), move.charter, move.secret};  // it may come before the rules that it follows
    hear_charter(peer.id(), move.charter, move.secret);
}

void Session::show_entry(std::size_t place, bool now) {
    const auto& entries = history_->entries();
    const auto& entry = entries[place];
    const auto next = std::find_if(entries.begin() + place + 1, entries.end(), [](const Entry& each) { return !each.text.empty(); });
    const auto before = next == entries.end() ? conversation::LineId{} : next->id;
    // A line that comes as it is said is dated by our own clock, whatever its author's says; of what was said before, nothing is from the
    // future.
    const Millis time = now ? time_.wall() : std::min<Millis>(entry.stamp, time_.wall());
    order(conversation::ShowLine{entry.id, before, card(entry.id.author), entry.id.author == me_, time, find_links(entry.text)});
}

}  // namespace client
