#include "client/network/diagnosis.hpp"

#include <algorithm>
#include <iterator>

namespace client::network {
namespace {

static_assert(std::size(cause_words) == static_cast<std::size_t>(Cause::well) + 1);
static_assert(std::size(device_words) == static_cast<std::size_t>(Device::failed) + 1);

using Paths = std::span<const Path>;

// How many of them are so, and the first of those.
struct Some {
    std::size_t count = 0;
    std::optional<std::size_t> first;
    bool all = false;
};

template <class Is>
Some some(Paths paths, Is is) {
    Some found;
    for (std::size_t at = 0; at < paths.size(); ++at) {
        if (!is(paths[at])) continue;
        if (!found.count++) found.first = at;
    }
    found.all = found.count == paths.size();
    return found;
}

// A server that does not answer proves nothing where something else has come through.
Reach passes_udp(const Findings& it) {
    const auto by_udp = [](const Path& path) { return path.connected && path.over_udp; };
    if (it.stun == Reach::ok || it.turn_udp == Reach::ok || std::any_of(it.others.begin(), it.others.end(), by_udp)) return Reach::ok;
    return it.stun == Reach::failed || it.turn_udp == Reach::failed ? Reach::failed : Reach::unknown;
}

struct DeviceCauses {
    Cause silent, denied, missing, busy, failed;
};
constexpr DeviceCauses of_microphone{Cause::microphone_silent, Cause::microphone_denied, Cause::microphone_missing, Cause::microphone_busy,
                                     Cause::microphone_failed};
constexpr DeviceCauses of_camera{Cause::camera_silent, Cause::camera_denied, Cause::camera_missing, Cause::camera_busy,
                                 Cause::camera_failed};

std::optional<Cause> fault_of(Device device, const DeviceCauses& causes) {
    switch (device) {
        case Device::silent:
            return causes.silent;
        case Device::denied:
            return causes.denied;
        case Device::missing:
            return causes.missing;
        case Device::busy:
            return causes.busy;
        case Device::failed:
            return causes.failed;
        case Device::unknown:
        case Device::ok:
        case Device::muted:
            break;  // as its owner wants it
    }
    return std::nullopt;
}

struct Named {
    Cause cause = Cause::well;
    std::optional<std::size_t> about = std::nullopt;
};

Named named_cause(const Findings& it, Reach udp) {
    const auto away = some(it.others, [](const Path& path) { return !path.connected; });
    const auto weak = some(it.others, [](const Path& path) { return path.connected && path.weak; });
    const Reach turn[] = {it.turn_udp, it.turn_tcp, it.turn_tls};
    const auto turn_is = [&](Reach reach) { return std::count(std::begin(turn), std::end(turn), reach); };
    const bool no_turn = it.inside && turn_is(Reach::none) == std::ssize(turn);
    const bool blocked = udp == Reach::failed;
    const bool around = it.turn_tcp == Reach::ok || it.turn_tls == Reach::ok;

    if (!it.secure) return {Cause::insecure};
    if (!it.webrtc) return {Cause::no_webrtc};
    if (!it.online) return {Cause::offline};
    if (it.server == Answer::foreign) return {Cause::foreign};
    if (it.server == Answer::away && away.all) return {Cause::nothing_reached};
    if (blocked && no_turn) return {Cause::udp_no_turn};
    if (blocked && it.turn_tcp == Reach::none && it.turn_tls == Reach::none) return {Cause::udp_turn_udp_only};
    // A relay is not asked by one who is alone.
    const bool unasked = it.inside && turn_is(Reach::unknown);
    if (blocked && !around && !unasked) return {Cause::udp_turn_failed};
    if (away.count > 1 && away.all) return {Cause::nobody_reached};
    if (away.count && no_turn) return {Cause::one_no_turn, away.first};
    if (away.count) return {it.others.size() > 1 ? Cause::one_away : Cause::only_one_away, away.first};
    if (it.server == Answer::away) return {Cause::server_away};
    if (blocked) return {unasked ? Cause::udp_alone : Cause::udp_around};
    if (turn_is(Reach::failed) && !turn_is(Reach::ok)) return {Cause::turn_failed};
    if (weak.count > 1 && weak.all) return {Cause::all_weak};
    if (weak.count) return {Cause::one_weak, weak.first};
    if (const auto cause = fault_of(it.microphone, of_microphone)) return {*cause};
    if (const auto cause = fault_of(it.camera, of_camera)) return {*cause};
    if (no_turn && it.stun == Reach::none) return {Cause::no_servers};
    return {!it.inside ? Cause::outside : unasked ? Cause::alone : Cause::well};
}

Weight weight_of(Cause cause) { return cause < Cause::server_away ? Weight::bad : cause < Cause::outside ? Weight::warn : Weight::ok; }

}  // namespace

Diagnosis diagnose(const Findings& found) {
    const auto udp = passes_udp(found);
    const auto [cause, about] = named_cause(found, udp);
    return {cause, weight_of(cause), about, udp};
}

}  // namespace client::network
