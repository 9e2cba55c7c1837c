// Our part in the call: whether we are in it, and the state of microphone, camera and screen. A source is asked for, comes or
// is refused, and is given back; whatever is no longer wanted when it comes is given back at once.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "client/call/facts.hpp"
#include "client/call/news.hpp"
#include "client/order.hpp"

namespace client::call {

class Devices {
  public:
    void on(const call::CallJoined&, Orders& out);
    void on(const call::CallLeft&, Orders& out);
    void on(const call::DeviceToggled&, Orders& out);
    void on(const call::DeviceChosen&, Orders& out);
    void on(const call::DevicesChanged&);
    void on(const call::DevicesListed&, Orders& out);
    void on(const call::SoundChosen&, Orders& out);
    void on(const call::EffectsChosen&, Orders& out);
    void on(const call::PushToTalkChosen&, Orders& out);
    void on(const call::TalkHeld&, Orders& out);
    void on(const call::DeviceGranted&, Orders& out);
    void on(const call::DeviceRefused&, Orders& out);
    void on(const call::DeviceEnded&, Orders& out);

    // The room was entered: who had turned something on at the door walks into the call with it.
    void entered();

    bool in_call() const { return in_call_; }
    // Nothing outside of the call.
    std::optional<Intent> intent() const;
    protocol::Status status() const;
    call::ShowCall shown() const;
    call::ShowDevices devices() const { return {of(call::Source::microphone).device, of(call::Source::camera).device}; }

    bool live(call::Source source) const { return of(source).state == State::live; }
    // Rises each time that `source` is granted anew, so that links know to take the new track.
    unsigned grants(call::Source source) const { return of(source).grants; }

  private:
    enum class State { off, asking, live };
    struct Device {
        State state = State::off;
        bool wanted = false;
        unsigned grants = 0;
        std::string device;               // that is asked for; "" for the browser's choice
        call::ListedDevice chosen{};      // by the person, whether it is there or not
        std::optional<std::string> gone;  // the id under which the chosen one was last not to be had
        bool lost = false;                // it was on when it was unplugged
        std::optional<call::DeviceError> trouble;
    };

    Device& of(call::Source source) { return devices_[static_cast<std::size_t>(source)]; }
    const Device& of(call::Source source) const { return devices_[static_cast<std::size_t>(source)]; }
    void ask(bool microphone, bool camera, Orders& out);
    void ask(call::Source source, Orders& out) { ask(source == call::Source::microphone, source == call::Source::camera, out); }
    void find_chosen(call::Source source, const std::vector<call::ListedDevice>& listed, Orders& out);
    void mute(Orders& out) const;
    bool is_silent() const { return push_to_talk_ ? !held_ : muted_; }
    void stop(call::Source source, Orders& out);

    bool in_call_ = false;
    bool muted_ = false;
    bool push_to_talk_ = false;
    bool held_ = false;
    call::SoundProcessing processing_;
    std::array<Device, 3> devices_;
};

}  // namespace client::call
