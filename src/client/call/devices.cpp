#include "client/call/devices.hpp"

#include <algorithm>
#include <utility>

namespace client::call {

void Devices::on(const call::CallJoined& joined, Orders& out) {
    in_call_ = true;
    muted_ = joined.muted;
    ask(joined.microphone, joined.camera, out);
}

void Devices::on(const call::CallLeft&, Orders& out) {
    in_call_ = held_ = false;
    for (const auto source : {call::Source::microphone, call::Source::camera, call::Source::screen}) {
        stop(source, out);
        of(source).trouble.reset();
    }
}

void Devices::on(const call::DeviceToggled& toggled, Orders& out) {
    auto& device = of(toggled.source);
    device.trouble.reset();
    device.lost = false;
    if (device.state == State::asking) return;  // the browser is asking the person right now
    if (toggled.source == call::Source::microphone && device.state == State::live) {
        // Muting keeps the device, so that unmuting is immediate.
        auto& changed = push_to_talk_ ? held_ : muted_;
        changed = !changed;
        mute(out);
    } else if (device.state == State::live) {
        stop(toggled.source, out);
    } else if (toggled.source == call::Source::screen) {
        device.wanted = true;
        device.state = State::asking;
        out.push_back(call::AskScreen{});
    } else {
        if (toggled.source == call::Source::microphone) muted_ = false;
        ask(toggled.source, out);
    }
}

void Devices::on(const call::DeviceChosen& chosen, Orders& out) {
    if (chosen.source == call::Source::screen) return;
    auto& device = of(chosen.source);
    device.chosen = {chosen.device, chosen.label};
    device.gone.reset();
    if (device.device == chosen.device) return;
    device.device = chosen.device;
    if (device.state != State::off) ask(chosen.source, out);
}

void Devices::on(const call::DevicesChanged&) {
    for (const auto source : {call::Source::microphone, call::Source::camera}) of(source).gone.reset();
}

void Devices::on(const call::DevicesListed& listed, Orders& out) {
    find_chosen(call::Source::microphone, listed.microphones, out);
    find_chosen(call::Source::camera, listed.cameras, out);
}

// The chosen one is back, or has another id: browsers give new ids to a private window, and once their data is cleared.
void Devices::find_chosen(call::Source source, const std::vector<call::ListedDevice>& listed, Orders& out) {
    auto& device = of(source);
    if (device.chosen.id.empty()) return;
    const auto by = [&](auto is_chosen) { return std::find_if(listed.begin(), listed.end(), is_chosen); };
    auto found = by([&](const auto& it) { return it.id == device.chosen.id; });
    if (found == listed.end() && !device.chosen.label.empty()) found = by([&](const auto& it) { return it.label == device.chosen.label; });
    if (found == listed.end() || found->id.empty() || found->id == device.gone) return;
    device.chosen.id = found->id;
    const bool is_another = device.device != found->id;
    device.device = found->id;
    if (device.state == State::live ? is_another : device.lost) ask(source, out);
}

void Devices::on(const call::SoundChosen& chosen, Orders& out) {
    if (chosen.processing == processing_) return;
    processing_ = chosen.processing;
    if (live(call::Source::microphone)) ask(call::Source::microphone, out);
}

void Devices::on(const call::EffectsChosen& chosen, Orders& out) {
    if (chosen.source != call::Source::screen && live(chosen.source)) out.push_back(call::PrepareAgain{chosen.source});
}

void Devices::on(const call::PushToTalkChosen& chosen, Orders& out) {
    if (chosen.on == push_to_talk_) return;
    muted_ = !chosen.on && is_silent();  // nobody is heard all at once because no key is needed any more
    push_to_talk_ = chosen.on;
    held_ = false;
    mute(out);
}

void Devices::on(const call::TalkHeld& held, Orders& out) {
    if (!push_to_talk_ || held_ == held.held) return;
    held_ = held.held;
    mute(out);
}

void Devices::mute(Orders& out) const {
    if (live(call::Source::microphone)) out.push_back(call::MuteMicrophone{is_silent()});
}

void Devices::on(const call::DeviceGranted& granted, Orders& out) {
    auto& device = of(granted.source);
    device.state = State::live;
    if (!device.wanted || (granted.source == call::Source::screen && !in_call_)) return stop(granted.source, out);
    ++device.grants;
    device.trouble.reset();
    device.lost = false;
    if (granted.source == call::Source::microphone) mute(out);
}

void Devices::on(const call::DeviceRefused& refused, Orders& out) {
    auto& device = of(refused.source);
    // Another device was asked for while one was live: what is shown as off must be off.
    if (device.state == State::live) out.push_back(call::StopSource{refused.source});
    device.state = State::off;
    // The chosen one is in the other bag today: any will do.
    if (device.wanted && refused.why == call::DeviceError::missing && !device.device.empty()) {
        device.gone = std::exchange(device.device, {});
        return ask(refused.source, out);
    }
    device.wanted = false;
    if (!refused.by_person) device.trouble = refused.why;
}

void Devices::on(const call::DeviceEnded& ended, Orders& out) {
    auto& device = of(ended.source);
    if (device.state != State::live) return;  // we stopped it ourselves
    device.state = State::off;
    // A person who loses the headset speaks on; on which camera one is seen, each chooses.
    if (ended.source == call::Source::microphone && !device.device.empty() && !ended.forbidden) {
        device.gone = std::exchange(device.device, {});
        return ask(ended.source, out);
    }
    device.wanted = false;
    // A screen that stops being shared was stopped by the person; a camera or microphone that stops was unplugged, unless it is known
    // better.
    if (ended.source == call::Source::screen) return;
    device.trouble = ended.forbidden ? call::DeviceError::denied : call::DeviceError::missing;
    device.lost = !ended.forbidden;
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
    // By push to talk it would change with every word, and who speaks is heard.
    return {true, live(call::Source::microphone) && (push_to_talk_ || !muted_), live(call::Source::camera), live(call::Source::screen)};
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
                      : is_silent()                 ? call::MicrophoneState::muted
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
    out.push_back(call::AskDevices{microphone, camera, of(call::Source::microphone).device, of(call::Source::camera).device, processing_});
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
