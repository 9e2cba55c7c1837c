#include "client/call/speaker.hpp"

#include <algorithm>
#include <cmath>

namespace client::call {
namespace {

// A quiet voice at an ordinary microphone; the hiss of a room is below it.
constexpr Loudness quiet_voice = 0.02;
constexpr Millis hold_ms = 400;
// Of a loudness, the share of what was before: samples come ten times a second.
constexpr double memory = 0.7;
constexpr double clearly_louder = 1.5;
constexpr Millis more_than_a_word_ms = 1'000;
constexpr double lowest_decibels = -50;

}  // namespace

double meter_level(Loudness loudness) {
    if (!(loudness > 0)) return 0;
    return std::clamp(1 - 20 * std::log10(loudness) / lowest_decibels, 0.0, 1.0);
}

void Speaker::sample(Loudness loudness, Millis now) {
    if (loudness > quiet_voice) until_ = now + hold_ms;
    loudness_ = memory * loudness_ + (1 - memory) * loudness;
}

void Voices::sample(MemberId member, Loudness loudness, Millis now) {
    const auto at = voices_.find(member);
    if (at != voices_.end()) return at->second.sample(loudness, now);
    Speaker fresh;
    fresh.sample(loudness, now);
    if (fresh.speaks(now)) voices_.emplace(member, fresh);
}

void Voices::choose(Millis now) {
    const auto louder = [](const auto& a, const auto& b) { return a.second.loudness() < b.second.loudness(); };
    const auto top = std::max_element(voices_.begin(), voices_.end(), louder);
    const auto had = loudest_ ? voices_.find(*loudest_) : voices_.end();
    if (top == voices_.end()) {
        loudest_.reset();
    } else if (had == voices_.end() || top->second.loudness() > clearly_louder * had->second.loudness()) {
        if (loudest_ != top->first) loudest_since_ = now;
        loudest_ = top->first;
    }
    if (loudest_ && (!speaker_ || now >= loudest_since_ + more_than_a_word_ms)) speaker_ = loudest_;
}

std::optional<Millis> Voices::until() const {
    std::optional<Millis> at;
    for (const auto& [member, voice] : voices_) at = std::min(at.value_or(voice.until()), voice.until());
    return at;
}

}  // namespace client::call
