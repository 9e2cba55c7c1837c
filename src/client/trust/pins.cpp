#include "client/trust/pins.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>

#include "client/members/lookalike.hpp"

namespace client::trust {
namespace {

// Somebody who is met again so long after is met on another day.
constexpr Millis day_ms = 12 * 3'600'000;
// Of all pins, those of people whom nobody had met before this page was opened.
constexpr std::size_t max_fresh = max_pins / 4;

}  // namespace

using protocol::Decision;

void Pins::load(const protocol::Pin& kept) {
    auto& pinned = pin({kept.identity, kept.name, members::skeleton(kept.name)});
    pinned.pin.regard = kept.regard;
    pinned.pin.seen_at = kept.seen_at;
    pinned.pin.days = kept.days;
}

void Pins::drop(const protocol::Pin& pin) {
    const auto is_it = [&](const Pinned& each) { return each.pin.identity == pin.identity && each.pin.name == pin.name; };
    pinned_.erase(std::remove_if(pinned_.begin(), pinned_.end(), is_it), pinned_.end());
}

void Pins::meet(const NamedKey& who, Millis now, Orders& out) {
    if (trust_level(who) == members::TrustLevel::stranger) return;
    const auto before = pinned_.size();
    auto& pinned = pin(who);
    if (pinned_.size() > before)
        pinned.fresh = true;
    else if (now < pinned.pin.seen_at + day_ms)
        return;
    else
        ++pinned.pin.days;
    // A decision about the key holds for each of its names.
    for (const auto& each : pinned_)
        if (each.pin.identity == who.identity) pinned.pin.regard = std::max(pinned.pin.regard, each.pin.regard);
    keep(pinned, now, out);
    drop_oldest(out);
}

void Pins::decide(const NamedKey& who, Decision regard, Millis now, Orders& out) {
    pin(who).fresh = false;
    for (auto& each : pinned_) {
        if (each.pin.identity != who.identity) continue;
        // To accept somebody under one more name takes nothing back of what was compared.
        if (regard != Decision::seen || each.pin.regard != Decision::verified) each.pin.regard = regard;
        keep(each, now, out);
    }
    drop_oldest(out);
}

members::TrustLevel Pins::trust_level(const NamedKey& who) const {
    bool named = false;
    bool anothers = false;
    bool before = false;
    bool met = false;
    bool verified = false;
    for (const auto& each : pinned_) {
        const bool same_name = each.skeleton == who.skeleton;
        if (each.pin.identity == who.identity) {
            if (each.pin.regard == Decision::doubted) return members::TrustLevel::stranger;
            met = true;
            named |= same_name;
            before |= !each.fresh;
            verified |= each.pin.regard == Decision::verified;
        } else {
            // A doubted key has no claim to a name.
            anothers |= same_name && each.pin.regard != Decision::doubted;
        }
    }
    if (anothers && !named) return members::TrustLevel::stranger;
    if (verified) return members::TrustLevel::verified;
    return met && before ? members::TrustLevel::known : members::TrustLevel::fresh;
}

std::string Pins::renamed_from(const NamedKey& who) const {
    std::string before;
    for (const auto& each : pinned_) {
        if (each.fresh || each.pin.identity != who.identity) continue;
        if (each.skeleton == who.skeleton) return "";
        before = each.pin.name;
    }
    return before;
}

Pins::Pinned& Pins::pin(const NamedKey& who) {
    for (auto& each : pinned_)
        if (each.pin.identity == who.identity && each.skeleton == who.skeleton) return each;
    pinned_.push_back({{who.identity, who.name}, who.skeleton});
    return pinned_.back();
}

void Pins::keep(Pinned& pinned, Millis now, Orders& out) {
    pinned.pin.seen_at = now;
    out.push_back(trust::KeepPin{pinned.pin});
}

// A pin that a person decided about is not dropped to make room for others, and strangers who come in numbers make room for themselves.
void Pins::drop_oldest(Orders& out) {
    if (pinned_.size() <= max_pins) return;
    const auto fresh = std::count_if(pinned_.begin(), pinned_.end(), [](const Pinned& each) { return each.fresh; });
    const bool crowded = static_cast<std::size_t>(fresh) > max_fresh;
    const auto rank = [](const Pinned& each) { return std::tie(each.pin.days, each.pin.seen_at); };
    auto oldest = pinned_.end();
    for (auto at = pinned_.begin(); at != pinned_.end(); ++at)
        if (at->pin.regard == Decision::seen && (at->fresh || !crowded) && (oldest == pinned_.end() || rank(*at) < rank(*oldest)))
            oldest = at;
    if (oldest == pinned_.end()) return;
    out.push_back(trust::DropPin{oldest->pin});
    pinned_.erase(oldest);
}

}  // namespace client::trust
