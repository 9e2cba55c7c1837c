// The part of the call that is about each other: raised hands, gestures, being asked to mute oneself, that one records,
// captions, ringing.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "client/call/call.hpp"
#include "client/members/rate_limit.hpp"

namespace client::call {
namespace {

constexpr Millis cost_of_gesture = 10;
// Faster than that nobody means it, and the others would have to put us out.
constexpr Millis gesture_every_ms = 400;
// Browsers change their mind about a sentence with every syllable.
constexpr Millis caption_every_ms = 1'000;
// A mesh is made for eight: with more, each computer sends more pictures than it can.
constexpr std::ptrdiff_t nearly_full = 7;

// The end of `text`, which must be well-formed UTF-8: of a long sentence, the newest words matter.
std::string newest_of(const std::string& text) {
    if (text.size() <= protocol::max_caption_bytes) return text;
    auto from = text.size() - protocol::max_caption_bytes;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xc0) == 0x80) ++from;
    return text.substr(from);
}

}  // namespace

protocol::Status Call::status() const {
    auto status = devices_.status();
    if (status.in_call) status.hand = hand_;
    status.recording = status.in_call && stage_.is_recorded();
    return status;
}

// Behind every hand that is up.
void Call::on(const HandToggled&, const Context& context) {
    if (!devices_.in_call()) return;
    if (hand_ > 0) {
        hand_ = 0;
        return;
    }
    std::uint32_t last = 0;
    for (const auto& [id, peer] : context.members.peers()) last = std::max(last, peer->status.hand);
    hand_ = std::min(last + 1, protocol::max_hand);
}

void Call::on(const GestureMade& sent, const Context& context) {
    if (!devices_.in_call() || context.now() < next_gesture_at_) return;
    next_gesture_at_ = context.now() + gesture_every_ms;
    context.order(ShowGesture{context.self().id, sent.sign});
    for (const auto& [id, peer] : context.members.peers())
        if (is_in_call_with(*peer)) context.say(id, sent.sign, cost_of_gesture);
}

void Call::on(const protocol::Gesture& sign, MemberId from, const Context& context) {
    if (!context.charge(from, cost_of_gesture) || !is_in_call_with(context.members.at(from))) return;
    context.order(ShowGesture{from, sign});
}

void Call::on(const MuteAsked& asked, const Context& context) {
    for (const auto& [id, peer] : context.members.peers())
        if ((!asked.who || *asked.who == id) && is_in_call_with(*peer) && peer->status.microphone)
            context.say(id, protocol::MuteRequest{}, members::cost_of_change);
}

void Call::on(const protocol::MuteRequest&, MemberId from, const Context& context) {
    if (!context.charge(from, members::cost_of_change) || !is_in_call_with(context.members.at(from))) return;
    if (status().microphone) context.order(ShowMuteAsked{from});
}

// Of somebody who is muted nothing is written either.
void Call::on(const CaptionMade& made, const Context& context) {
    const protocol::Caption caption{newest_of(made.caption.text), made.caption.over};
    if (caption.text.empty() || !status().microphone || (!caption.over && context.now() < next_caption_at_)) return;
    next_caption_at_ = context.now() + caption_every_ms;
    context.order(ShowCaption{context.self().id, caption});
    for (const auto& [id, peer] : context.members.peers())
        if (is_in_call_with(*peer)) context.say(id, caption);
}

void Call::on(const protocol::Caption& caption, MemberId from, const Context& context) {
    if (is_in_call_with(context.members.at(from))) context.order(ShowCaption{from, caption});
}

bool Call::is_in_call_with(const members::Record& peer) const { return devices_.in_call() && peer.status.in_call && peer.talks(); }

// Everybody is told by our status, also those who come later.
void Call::on(const RecordingChanged& changed) { stage_.on(RecordingChanged{changed.on && devices_.in_call()}); }

void Call::on(const RingDismissed&) { ringing_.answered(); }

void Call::ring(const Context& context) {
    const auto& peers = context.members.peers();
    if (devices_.in_call() || !context.stay().inside()) ringing_.answered();
    const bool on = std::any_of(peers.begin(), peers.end(), [](const auto& each) { return each.second->status.in_call; });
    const auto missed = on ? std::nullopt : ringing_.over();
    if (missed) context.notice(conversation::NoticeKind::call_missed, *missed);
    const ShowRing now{ringing_.caller(), ringing_.is_aloud(context.now())};
    if (shown_ring_ != now) context.order(shown_ring_ = now);
}

// Before it hurts.
void Call::tell_limit(const Context& context) {
    const auto& peers = context.members.peers();
    const auto others = std::count_if(peers.begin(), peers.end(), [](const auto& each) { return each.second->status.in_call; });
    const bool now = watched_ && others + 1 >= nearly_full;
    if (!std::exchange(nearly_full_, now) && now) context.notice(conversation::NoticeKind::call_nearly_full, context.self().id);
}

}  // namespace client::call
