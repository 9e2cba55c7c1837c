// Facts of the call and its devices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/call/connection_quality.hpp"
#include "client/call/layout.hpp"
#include "client/call/speaker.hpp"
#include "client/ids.hpp"
#include "protocol/call.hpp"

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
// The browser's work on the sound of a microphone.
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
    bool forbidden = false;  // the person has taken the permission back
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

struct LayoutChosen {
    LayoutMode mode = LayoutMode::grid;
};
// That face or screen is to be large until it is taken back; there is one at most.
struct TilePinned {
    Tile tile;
    bool on = false;
};
struct SelfViewChosen {
    bool hidden = false;
    Corner corner = Corner::bottom_right;
};
// Whether the pictures of the call can be seen: all of them, since the page is in front, and the one of ShowStage::floating in a window of
// its own.
struct PicturesSeen {
    bool seen = true;
    bool floats = false;
};
// The page records the call, or has stopped.
struct RecordingChanged {
    bool on = false;
};
// How much the person wants to spend on pictures. audio: nothing but sound comes, and the own camera is off.
enum class Quality : std::uint8_t { full, saver, audio };
struct QualityChosen {
    Quality quality = Quality::full;
};
// A shared screen is sharp, for text, or smooth, for a film.
struct ScreenHintChosen {
    bool smooth = false;
};

struct HandToggled {};
struct GestureMade {
    protocol::Gesture sign = protocol::Gesture::thumbs_up;
};
struct MuteAsked {
    std::optional<MemberId> who;  // nothing: everybody else in the call
};
// The browser understands that we say this.
struct CaptionMade {
    protocol::Caption caption;
};
// The person has seen that a call rings, and does not want to come.
struct RingDismissed {};

using Fact = std::variant<CallJoined, CallLeft, DeviceToggled, DeviceChosen, DevicesChanged, DevicesListed, SoundChosen, EffectsChosen,
                          PushToTalkChosen, TalkHeld, DeviceGranted, DeviceRefused, DeviceEnded, StatsSampled, LevelsSampled, StageResized,
                          LayoutChosen, TilePinned, SelfViewChosen, PicturesSeen, QualityChosen, ScreenHintChosen, HandToggled, GestureMade,
                          MuteAsked, CaptionMade, RingDismissed, RecordingChanged>;

}  // namespace client::call
