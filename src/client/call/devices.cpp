#include "client/call/devices.hpp"

#include <algorithm>

namespace client::call {
namespace {

// The uplink of a common household beside voices and a screen, and the most that one face gets of it.
constexpr std::uint32_t uplink_kilobits = 2'400;
constexpr std::uint32_t most_kilobits = 1'500;
constexpr std::uint32_t small_kilobits = 150;

}  // namespace

call::Picture small_picture() { return {small_kilobits, 3}; }

call::Picture picture_for(std::size_t large, std::size_t small) {
    if (large == 0) return {};
    const auto left = uplink_kilobits - small_kilobits * static_cast<std::uint32_t>(std::min<std::size_t>(small, 8));
    const auto kilobits = std::min(most_kilobits, static_cast<std::uint32_t>(left / large));
    return {kilobits, kilobits >= 1'000 ? 1 : kilobits >= 500 ? 1.5 : 2};
}

void Devices::on(const call::CallJoined& joined, Orders& out) {
    in_call_ = true;
    muted_ = joined.muted;
    ask(joined.microphone, joined.camera, out);
}

void Devices::on(const call::CallLeft&, Orders& out) {
    in_call_ = false;
    for (const auto source : {call::Source::microphone, call::Source::camera, call::Source::screen}) {
        stop(source, out);
        of(source).trouble.reset();
    }
}

void Devices::on(const call::DeviceToggled& toggled, Orders& out) {
    auto& device = of(toggled.source);
    device.trouble.reset();
    if (device.state == State::asking) return;  // the browser is asking the person right now
    if (toggled.source == call::Source::microphone && device.state == State::live) {
        // Muting keeps the device, so that unmuting is immediate.
        muted_ = !muted_;
        out.push_back(call::MuteMicrophone{muted_});
    } else if (device.state == State::live) {
        stop(toggled.source, out);
    } else if (toggled.source == call::Source::screen) {
        device.wanted = true;
        device.state = State::asking;
        out.push_back(call::AskScreen{});
    } else {
        if (toggled.source == call::Source::microphone) muted_ = false;
        ask(toggled.source == call::Source::microphone, toggled.source == call::Source::camera, out);
    }
}

void Devices::on(const call::DeviceChosen& chosen, Orders& out) {
    if (chosen.source == call::Source::screen) return;
    auto& device = of(chosen.source);
    if (device.device == chosen.device) return;
    device.device = chosen.device;
    if (device.state == State::off) return;
    ask(chosen.source == call::Source::microphone, chosen.source == call::Source::camera, out);
}

void Devices::on(const call::DeviceGranted& granted, Orders& out) {
    auto& device = of(granted.source);
    device.state = State::live;
    if (!device.wanted || (granted.source == call::Source::screen && !in_call_)) return stop(granted.source, out);
    ++device.grants;
    device.trouble.reset();
    if (granted.source == call::Source::microphone) out.push_back(call::MuteMicrophone{muted_});
}

void Devices::on(const call::DeviceRefused& refused, Orders& out) {
    auto& device = of(refused.source);
    // Another device was asked for while one was live: what is shown as off must be off.
    if (device.state == State::live) out.push_back(call::StopSource{refused.source});
    device.state = State::off;
    // The chosen one is in the other bag today: any will do.
    if (device.wanted && refused.why == call::DeviceError::missing && !device.device.empty()) {
        device.device.clear();
        return ask(refused.source == call::Source::microphone, refused.source == call::Source::camera, out);
    }
    device.wanted = false;
    if (!refused.by_person) device.trouble = refused.why;
}

void Devices::on(const call::DeviceEnded& ended) {
    auto& device = of(ended.source);
    if (device.state != State::live) return;  // we stopped it ourselves
    device.state = State::off;
    device.wanted = false;
    // A screen that stops being shared was stopped by the person; a camera or microphone that stops was unplugged.
    if (ended.source != call::Source::screen) device.trouble = call::DeviceError::missing;
}

void Devices::entered() {
    if (of(call::Source::microphone).wanted || of(call::Source::camera).wanted) in_call_ = true;
}

std::optional<Intent> Devices::intent() const {
    if (!in_call_) return std::nullopt;
    return Intent{of(call::Source::microphone).wanted, of(call::Source::camera).wanted, muted_};
}

protocol::Status Devices::status() const {
    if (!in_call_) return {};
    return {true, live(call::Source::microphone) && !muted_, live(call::Source::camera), live(call::Source::screen)};
}

call::ShowCall Devices::shown() const {
    const auto device_state = [](State state) {
        return state == State::off ? call::DeviceState::off : state == State::asking ? call::DeviceState::asking : call::DeviceState::live;
    };
    call::ShowCall show;
    show.in_call = in_call_;
    const auto microphone = of(call::Source::microphone).state;
    show.microphone = microphone == State::off      ? call::MicrophoneState::off
                      : microphone == State::asking ? call::MicrophoneState::asking
                      : muted_                      ? call::MicrophoneState::muted
                                                    : call::MicrophoneState::live;
    show.camera = device_state(of(call::Source::camera).state);
    show.screen = device_state(of(call::Source::screen).state);
    for (const auto source : {call::Source::microphone, call::Source::camera, call::Source::screen})
        if (of(source).trouble) show.troubles.emplace_back(source, *of(source).trouble);
    return show;
}

void Devices::ask(bool microphone, bool camera, Orders& out) {
    if (!microphone && !camera) return;
    for (const auto source : {call::Source::microphone, call::Source::camera}) {
        if (!(source == call::Source::microphone ? microphone : camera)) continue;
        auto& device = of(source);
        device.wanted = true;
        device.trouble.reset();
        if (device.state == State::off) device.state = State::asking;
    }
    out.push_back(call::AskDevices{microphone, camera, of(call::Source::microphone).device, of(call::Source::camera).device});
}

void Devices::stop(call::Source source, Orders& out) {
    auto& device = of(source);
    device.wanted = false;
    if (device.state == State::live) {
        device.state = State::off;
        out.push_back(call::StopSource{source});
    } else if (device.state == State::asking) {
        // A grant that comes later is given back then; for the person the device is off now.
        device.state = State::off;
    }
}

}  // namespace client::call
