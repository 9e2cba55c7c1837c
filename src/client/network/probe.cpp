#include "client/network/probe.hpp"

namespace client::network {
namespace {

constexpr Millis first_ms = 1'000;
constexpr Millis pause_ms = 5'000;

}  // namespace

bool is_cut_off(const Reached& reached) {
    return reached.inside && (reached.troubled || (reached.reconnecting > 0 && reached.connected == 0));
}

bool Probe::step(bool cut_off, Millis now) {
    if (!cut_off) {
        state_ = State::idle;
        silent_ = false;
        next_at_.reset();
        return false;
    }
    if (state_ == State::idle) {
        state_ = State::waiting;
        next_at_ = now + first_ms;
    }
    if (state_ != State::waiting || now < *next_at_) return false;
    state_ = State::asking;
    next_at_.reset();
    return true;
}

bool Probe::answer(ProbeAnswer answer, Millis now) {
    if (state_ != State::asking) return false;
    const bool lately = returned_at_ && now < *returned_at_ + returns_apart_ms;
    const bool returned = answer == ProbeAnswer::came && silent_ && !lately;
    if (returned) returned_at_ = now;
    silent_ = answer == ProbeAnswer::silent;
    state_ = State::waiting;
    next_at_ = silent_ ? now : now + pause_ms;
    return returned;
}

}  // namespace client::network
