#include "client/call.hpp"

#include <algorithm>

namespace client {
namespace {

// The uplink of a common household beside voices and a screen, and the most that one face gets of it.
constexpr std::uint32_t uplink_kilobits = 2'400;
constexpr std::uint32_t most_kilobits = 1'500;

}  // namespace

Picture picture_for(std::size_t watchers) {
    if (watchers == 0) return {};
    const auto kilobits = std::min(most_kilobits, static_cast<std::uint32_t>(uplink_kilobits / watchers));
    return {kilobits, kilobits >= 1'000 ? 1 : kilobits >= 500 ? 1.5 : 2};
}

void Call::on(const CallJoined& joined, Orders& out) {
    in_call_ = true;
    muted_ = joined.muted;
    ask(joined.microphone, joined.camera, out);
}

void Call::on(const CallLeft&, Orders& out) {
    in_call_ = false;
    for (const auto source : {Source::microphone, Source::camera, Source::screen}) {
        stop(source, out);
        of(source).trouble.reset();
    }
}

void Call::on(const SourceToggled& toggled, Orders& out) {
    auto& device = of(toggled.source);
    device.trouble.reset();
    if (device.state == State::asking) return;  // the browser is asking the person right now
    if (toggled.source == Source::microphone && device.state == State::live) {
        // Muting keeps the device, so that unmuting is immediate.
        muted_ = !muted_;
        out.push_back(MuteMicrophone{muted_});
    } else if (device.state == State::live) {
        stop(toggled.source, out);
    } else if (toggled.source == Source::screen) {
        device.wanted = true;
        device.state = State::asking;
        out.push_back(AskScreen{});
    } else {
        if (toggled.source == Source::microphone) muted_ = false;
        ask(toggled.source == Source::microphone, toggled.source == Source::camera, out);
    }
}

void Call::on(const DeviceChosen& chosen, Orders& out) {
    if (chosen.source == Source::screen) return;
    auto& device = of(chosen.source);
    if (device.device == chosen.device) return;
    device.device = chosen.device;
    if (device.state == State::off) return;
    ask(chosen.source == Source::microphone, chosen.source == Source::camera, out);
}

void Call::on(const SourceGranted& granted, Orders& out) {
    auto& device = of(granted.source);
    device.state = State::live;
    if (!device.wanted || (granted.source == Source::screen && !in_call_)) return stop(granted.source, out);
    ++device.grants;
    device.trouble.reset();
    if (granted.source == Source::microphone) out.push_back(MuteMicrophone{muted_});
}

void Call::on(const SourceRefused& refused, Orders& out) {
    auto& device = of(refused.source);
    // Another device was asked for while one was live: what is shown as off must be off.
    if (device.state == State::live) out.push_back(StopSource{refused.source});
    device.state = State::off;
    // The chosen one is in the other bag today: any will do.
    if (device.wanted && refused.why == Refusal::missing && !device.device.empty()) {
        device.device.clear();
        return ask(refused.source == Source::microphone, refused.source == Source::camera, out);
    }
    device.wanted = false;
    if (!refused.by_person) device.trouble = refused.why;
}

void Call::on(const SourceEnded& ended) {
    auto& device = of(ended.source);
    if (device.state != State::live) return;  // we stopped it ourselves
    device.state = State::off;
    device.wanted = false;
    // A screen that stops being shared was stopped by the person; a camera or microphone that stops was unplugged.
    if (ended.source != Source::screen) device.trouble = Refusal::missing;
}

void Call::entered() {
    if (of(Source::microphone).wanted || of(Source::camera).wanted) in_call_ = true;
}

unsigned Call::wishes() const {
    if (!in_call_) return 0;
    return wishes_call | (of(Source::microphone).wanted ? wishes_microphone : 0) | (of(Source::camera).wanted ? wishes_camera : 0) |
           (muted_ ? wishes_muted : 0);
}

protocol::Status Call::status() const {
    if (!in_call_) return {};
    return {true, live(Source::microphone) && !muted_, live(Source::camera), live(Source::screen)};
}

ShowCall Call::shown() const {
    const auto device_state = [](State state) {
        return state == State::off ? DeviceState::off : state == State::asking ? DeviceState::asking : DeviceState::live;
    };
    ShowCall show;
    show.in_call = in_call_;
    show.wishes = wishes();
    const auto microphone = of(Source::microphone).state;
    show.microphone = microphone == State::off      ? MicrophoneState::off
                      : microphone == State::asking ? MicrophoneState::asking
                      : muted_                      ? MicrophoneState::muted
                                                    : MicrophoneState::live;
    show.camera = device_state(of(Source::camera).state);
    show.screen = device_state(of(Source::screen).state);
    for (const auto source : {Source::microphone, Source::camera, Source::screen})
        if (of(source).trouble) show.troubles.emplace_back(source, *of(source).trouble);
    return show;
}

void Call::ask(bool microphone, bool camera, Orders& out) {
    if (!microphone && !camera) return;
    for (const auto source : {Source::microphone, Source::camera}) {
        if (!(source == Source::microphone ? microphone : camera)) continue;
        auto& device = of(source);
        device.wanted = true;
        device.trouble.reset();
        if (device.state == State::off) device.state = State::asking;
    }
    out.push_back(AskDevices{microphone, camera, of(Source::microphone).device, of(Source::camera).device});
}

void Call::stop(Source source, Orders& out) {
    auto& device = of(source);
    device.wanted = false;
    if (device.state == State::live) {
        device.state = State::off;
        out.push_back(StopSource{source});
    } else if (device.state == State::asking) {
        // A grant that comes later is given back then; for the person the device is off now.
        device.state = State::off;
    }
}

}  // namespace client
