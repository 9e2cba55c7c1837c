#include "client/trust.hpp"

#include "client/lookalike.hpp"

namespace client {

using protocol::Regard;

void Trust::load(const protocol::Pin& kept) {
    auto& pinned = pin({kept.identity, kept.name, skeleton(kept.name)});
    pinned.pin.regard = kept.regard;
    pinned.pin.seen_at = kept.seen_at;
}

void Trust::meet(const Bearer& who, Millis now, Orders& out) {
    if (standing(who) == members::Standing::stranger) return;
    const auto before = pinned_.size();
    auto& pinned = pin(who);
    if (pinned_.size() > before) pinned.fresh = true;
    // A decision about the key holds for each of its names.
    for (const auto& each : pinned_)
        if (each.pin.identity == who.identity) pinned.pin.regard = std::max(pinned.pin.regard, each.pin.regard);
    keep(pinned, now, out);
    drop_oldest(out);
}

void Trust::decide(const Bearer& who, Regard regard, Millis now, Orders& out) {
    pin(who).fresh = false;
    for (auto& each : pinned_) {
        if (each.pin.identity != who.identity) continue;
        // To accept somebody under one more name takes nothing back of what was compared.
        if (regard != Regard::seen || each.pin.regard != Regard::verified) each.pin.regard = regard;
        keep(each, now, out);
    }
    drop_oldest(out);
}

members::Standing Trust::standing(const Bearer& who) const {
    bool named = false;
    bool anothers = false;
    bool before = false;
    bool met = false;
    bool verified = false;
    for (const auto& each : pinned_) {
        const bool same_name = each.skeleton == who.skeleton;
        if (each.pin.identity == who.identity) {
            if (each.pin.regard == Regard::doubted) return members::Standing::stranger;
            met = true;
            named |= same_name;
            before |= !each.fresh;
            verified |= each.pin.regard == Regard::verified;
        } else {
            // A doubted key has no claim to a name.
            anothers |= same_name && each.pin.regard != Regard::doubted;
        }
    }
    if (anothers && !named) return members::Standing::stranger;
    if (verified) return members::Standing::verified;
    return met && before ? members::Standing::known : members::Standing::fresh;
}

std::string Trust::renamed_from(const Bearer& who) const {
    std::string before;
    for (const auto& each : pinned_) {
        if (each.fresh || each.pin.identity != who.identity) continue;
        if (each.skeleton == who.skeleton) return "";
        before = each.pin.name;
    }
    return before;
}

Trust::Pinned& Trust::pin(const Bearer& who) {
    for (auto& each : pinned_)
        if (each.pin.identity == who.identity && each.skeleton == who.skeleton) return each;
    pinned_.push_back({{who.identity, who.name}, who.skeleton});
    return pinned_.back();
}

void Trust::keep(Pinned& pinned, Millis now, Orders& out) {
    pinned.pin.seen_at = now;
    out.push_back(trust::KeepPin{pinned.pin});
}

// A pin that a person decided about is not dropped to make room for others.
void Trust::drop_oldest(Orders& out) {
    if (pinned_.size() <= max_pins) return;
    auto oldest = pinned_.end();
    for (auto at = pinned_.begin(); at != pinned_.end(); ++at)
        if (at->pin.regard == Regard::seen && (oldest == pinned_.end() || at->pin.seen_at < oldest->pin.seen_at)) oldest = at;
    if (oldest == pinned_.end()) return;
    out.push_back(trust::DropPin{oldest->pin});
    pinned_.erase(oldest);
}

}  // namespace client
