// Facts of the call and its devices.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/call/connection_quality.hpp"
#include "client/call/speaker.hpp"
#include "client/ids.hpp"

namespace client::call {

// At the door: as soon as the room is entered.
struct CallJoined {
    bool microphone = false;
    bool camera = false;
    bool muted = false;
};
struct CallLeft {};

enum class Source { microphone, camera, screen };

enum class DeviceError { denied, missing, busy, unsupported, failed };

struct DeviceToggled {
    Source source = Source::microphone;
};
struct DeviceChosen {
    Source source = Source::microphone;
    std::string device;
    std::string label;  // by which it is found where the browser gave it another id
};
struct DevicesChanged {};  // one was plugged in or unplugged, or their names can be read now
struct ListedDevice {
    std::string id;
    std::string label;
};
struct DevicesListed {
    std::vector<ListedDevice> microphones;
    std::vector<ListedDevice> cameras;
};
// What the browser does with the sound of a microphone.
struct SoundProcessing {
    bool echo_cancellation = true;
    bool gain_control = true;
    bool noise_suppression = true;
    friend bool operator==(const SoundProcessing&, const SoundProcessing&) = default;
};
struct SoundChosen {
    SoundProcessing processing;
};
struct EffectsChosen {  // what the page does with the sound or the picture before it is sent
    Source source = Source::microphone;
};
struct PushToTalkChosen {
    bool on = false;
};
struct TalkHeld {  // the key by which one talks is down, or up again
    bool held = false;
};
struct DeviceGranted {
    Source source = Source::microphone;
};
struct DeviceRefused {
    Source source = Source::microphone;
    DeviceError why = DeviceError::failed;
    bool by_person = false;  // a picker was closed: no trouble worth a sentence
};
struct DeviceEnded {  // unplugged, or ended from the browser's own bar
    Source source = Source::microphone;
};

// The browser measured the connections to the members that SampleStats names, those of them that still have one.
struct StatsSampled {
    std::vector<std::pair<MemberId, Report>> reports;
};

// The voices that are played, and our own, were measured; some ten times a second.
struct LevelsSampled {
    std::vector<std::pair<MemberId, Loudness>> levels;
};

// The stage of the page, in CSS pixels; 0 while it is hidden.
struct StageResized {
    double width = 0;
    double height = 0;
};

using Fact = std::variant<CallJoined, CallLeft, DeviceToggled, DeviceChosen, DevicesChanged, DevicesListed, SoundChosen, EffectsChosen,
                          PushToTalkChosen, TalkHeld, DeviceGranted, DeviceRefused, DeviceEnded, StatsSampled, LevelsSampled, StageResized>;

}  // namespace client::call
