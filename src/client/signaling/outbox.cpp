#include "client/signaling/outbox.hpp"

#include <algorithm>

#include "protocol/wire.hpp"

namespace client::signaling {
namespace {

// A receipt alone is in no hurry: it lets the server forget, and mostly a letter takes it along before this.
constexpr Millis receipt_delay_ms = 2'000;
// Sealed and written as text, this stays well below the 1 MiB that the server takes at once.
constexpr std::size_t max_post_bytes = 512 * 1024;
// One description at most, and so many candidates that the letter stays below protocol::max_seal_letters.
constexpr std::size_t signals_per_letter = 8;
// A short letter after padding.
constexpr std::size_t least_letter_bytes = 4096;
constexpr Millis first_post_pause_ms = 400;
constexpr Millis last_post_pause_ms = 8'000;

}  // namespace

void Outbox::add(MemberId to, const std::string& hello, const protocol::Signal& signal) {
    // Signals that wait for the same member share a letter.
    const auto last = std::find_if(letters_.rbegin(), letters_.rend(), [&](const auto& letter) { return letter.to == to; });
    const bool open = last != letters_.rend() && !last->tried && last->hello == hello && last->signals.size() < signals_per_letter;
    const bool large = std::holds_alternative<protocol::Description>(signal) || std::holds_alternative<protocol::EncodedChain>(signal);
    if (open && !large) return last->signals.push_back(signal);
    letters_.push_back({to, hello, count(to), {signal}});
}

std::optional<signaling::OutgoingEnvelope> Outbox::around(MemberId to) {
    const auto first =
        std::find_if(letters_.begin(), letters_.end(), [&](const auto& letter) { return letter.to == to && !letter.around; });
    if (first == letters_.end()) return std::nullopt;
    first->tried = first->around = true;
    return signaling::OutgoingEnvelope{to, first->hello, first->counter, protocol::encode(first->signals)};
}

std::vector<MemberId> Outbox::waiting_for() const {
    std::vector<MemberId> members;
    for (const auto& letter : letters_)
        if (!letter.around && std::find(members.begin(), members.end(), letter.to) == members.end()) members.push_back(letter.to);
    return members;
}

void Outbox::forget(MemberId to) {
    const auto is_rules = [](const protocol::Talk& word) {
        return std::holds_alternative<protocol::EncodedChain>(std::get<protocol::Signal>(word));
    };
    const auto is_done = [&](const Waiting& letter) {
        return letter.to == to && std::none_of(letter.signals.begin(), letter.signals.end(), is_rules);
    };
    letters_.erase(std::remove_if(letters_.begin() + static_cast<std::ptrdiff_t>(in_hand_), letters_.end(), is_done), letters_.end());
}

void Outbox::received(std::uint64_t after, Millis now) {
    after_ = after;
    if (!receipt_due_) receipt_due_ = now + receipt_delay_ms;
}

void Outbox::on(const signaling::PostTaken&) {
    letters_.erase(letters_.begin(), letters_.begin() + static_cast<std::ptrdiff_t>(in_hand_));
    receipted_ = std::max(receipted_, receipt_in_hand_);
    if (receipted_ >= after_) receipt_due_.reset();
    in_hand_ = 0;
    under_way_ = false;
    failures_ = 0;
}

void Outbox::on(const signaling::RequestFailed& failed, Millis now) {
    // A post that the server will never take must not stand in the way of the next ones.
    if (failed.why == signaling::Trouble::refused)
        letters_.erase(letters_.begin(), letters_.begin() + static_cast<std::ptrdiff_t>(in_hand_));
    in_hand_ = 0;
    under_way_ = false;
    ++failures_;
    not_before_ = now + std::min(last_post_pause_ms, first_post_pause_ms << std::min(failures_ - 1, 8U));
}

void Outbox::admitted(std::uint64_t after) {
    after_ = receipted_ = after;
    receipt_in_hand_ = 0;  // a post that is still under way carries a number of the stay before
    receipt_due_.reset();
    failures_ = 0;
    not_before_ = 0;
}

void Outbox::flush(const protocol::Seat& seat, const std::string& hello, Millis now, Orders& out) {
    if (under_way_ || now < not_before_) return;
    if (letters_.empty() && !(receipt_due_ && now >= *receipt_due_)) return;
    receipt_in_hand_ = after_;
    under_way_ = true;
    signaling::Post post{seat, hello, after_, {}};
    for (std::size_t bytes = 0; in_hand_ < std::min(letters_.size(), protocol::max_letters_per_post) && bytes < max_post_bytes;
         ++in_hand_) {
        auto& letter = letters_[in_hand_];
        letter.tried = true;
        post.letters.push_back({letter.to, letter.hello, letter.counter, protocol::encode(letter.signals)});
        bytes += std::max(post.letters.back().content.size(), least_letter_bytes);
    }
    out.push_back(std::move(post));
}

std::optional<Millis> Outbox::wake_at() const {
    if (under_way_) return std::nullopt;
    if (!letters_.empty()) return not_before_;
    if (receipt_due_) return std::max(*receipt_due_, not_before_);
    return std::nullopt;
}

}  // namespace client::signaling
