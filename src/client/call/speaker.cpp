#include "client/call/speaker.hpp"

#include <algorithm>
#include <cmath>

namespace client::call {
namespace {

// A quiet voice at an ordinary microphone; the hiss of a room is below it.
constexpr Loudness quiet_voice = 0.02;
constexpr Millis hold_ms = 700;
constexpr double lowest_decibels = -50;

}  // namespace

double meter_level(Loudness loudness) {
    if (!(loudness > 0)) return 0;
    return std::clamp(1 - 20 * std::log10(loudness) / lowest_decibels, 0.0, 1.0);
}

void Speaker::sample(Loudness loudness, Millis now) {
    if (loudness > quiet_voice) until_ = now + hold_ms;
}

}  // namespace client::call
