// Facts of the call and its devices.
#pragma once

#include <string>
#include <variant>

namespace client::call {

// At the door: as soon as the room is entered. So it is where a tab was loaded anew in a call.
struct CallJoined {
    bool microphone = false;
    bool camera = false;
    bool muted = false;
};
// The same as a number that a tab keeps; 0: not in the call.
constexpr unsigned wishes_call = 1;
constexpr unsigned wishes_microphone = 2;
constexpr unsigned wishes_camera = 4;
constexpr unsigned wishes_muted = 8;
struct CallLeft {};

enum class Source { microphone, camera, screen };

enum class DeviceError { denied, missing, busy, unsupported, failed };

struct DeviceToggled {
    Source source = Source::microphone;
};
struct DeviceChosen {
    Source source = Source::microphone;
    std::string device;
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

using Fact = std::variant<CallJoined, CallLeft, DeviceToggled, DeviceChosen, DeviceGranted, DeviceRefused, DeviceEnded>;

}  // namespace client::call
