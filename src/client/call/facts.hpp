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

enum class Refusal { denied, missing, busy, unsupported, failed };

struct SourceToggled {
    Source source = Source::microphone;
};
struct DeviceChosen {
    Source source = Source::microphone;
    std::string device;
};
struct SourceGranted {
    Source source = Source::microphone;
};
struct SourceRefused {
    Source source = Source::microphone;
    Refusal why = Refusal::failed;
    bool by_person = false;  // a picker was closed: no trouble worth a sentence
};
struct SourceEnded {  // unplugged, or ended from the browser's own bar
    Source source = Source::microphone;
};

using Fact = std::variant<CallJoined, CallLeft, SourceToggled, DeviceChosen, SourceGranted, SourceRefused, SourceEnded>;

}  // namespace client::call
