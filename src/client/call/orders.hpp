// Orders of the call: devices, what is sent to whom, and what the page shows of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/call/connection_quality.hpp"
#include "client/call/facts.hpp"
#include "client/call/layout.hpp"
#include "client/ids.hpp"

namespace client::call {

// Camera and microphone are asked for together where both are wanted, so that the person answers one question.
struct AskDevices {  // -> DeviceGranted | DeviceRefused for each that is asked for
    bool microphone = false;
    bool camera = false;
    std::string microphone_id;  // "" for the browser's choice
    std::string camera_id;
    SoundProcessing processing{};
};
struct PrepareAgain {  // -> DeviceGranted: what the page does with that source before it is sent is another thing now
    Source source = Source::microphone;
};
struct AskScreen {};  // -> DeviceGranted | DeviceRefused
struct StopSource {
    Source source = Source::microphone;
};
struct HintScreen {  // what the shared screen's encoder is to keep
    bool smooth = false;
};
struct MuteMicrophone {
    bool muted = false;
};
// The budget of the camera's picture on one link: the most bits, by how much it is scaled down first, and how often it comes at most.
struct Picture {
    std::uint32_t kilobits_per_second = 0;
    double shrink = 1;
    std::uint32_t frames_per_second = 30;
    bool active = true;  // it is shown there
    friend bool operator==(const Picture&, const Picture&) = default;
};
struct SendMedia {  // which of our sources that peer gets
    MemberId peer;
    bool microphone = false;
    bool camera = false;
    bool screen = false;
    Picture picture{};           // of the camera
    bool screen_active = true;   // it is shown there
    bool whole_picture = false;  // what is sent begins with one that needs none before it
    friend bool operator==(const SendMedia&, const SendMedia&) = default;
};

enum class MicrophoneState { off, asking, live, muted };

enum class DeviceState { off, asking, live };

struct ShowCall {
    bool in_call = false;
    MicrophoneState microphone = MicrophoneState::off;
    DeviceState camera = DeviceState::off;
    DeviceState screen = DeviceState::off;
    // Why each source, by its index, is not to be had.
    std::vector<std::pair<Source, DeviceError>> troubles;
    friend bool operator==(const ShowCall&, const ShowCall&) = default;
};
struct ShowDevices {  // lists what the browser has
    std::string microphone;
    std::string camera;
    friend bool operator==(const ShowDevices&, const ShowDevices&) = default;
};
struct ShowMedia {  // what that person sends (or, for me, my own picture) is to be played, or no longer
    MemberId who;
    bool screen = false;
    bool on = false;
};

struct SampleStats {  // -> StatsSampled
    std::vector<MemberId> members;
};
// The screen is not to go dark, and what is played is not to stop. It is ordered again and again, since browsers take the one back and stop
// the other wherever the page is hidden or frozen.
struct KeepScreenOn {
    bool on = false;
};
struct ShowSpeaking {
    std::optional<MemberId> member;  // the loudest of the others
    friend bool operator==(const ShowSpeaking&, const ShowSpeaking&) = default;
};

// Of a recording's picture, in its pixels.
inline constexpr double recording_width = 1280;
inline constexpr double recording_height = 720;

struct ShowStage {
    Arrangement arrangement = Arrangement::alone;
    std::vector<Tile> tiles;
    std::vector<Box> boxes;  // of the tiles, in their order, as Layout has them
    LayoutMode mode = LayoutMode::grid;
    std::optional<Tile> pinned;
    bool hides_self = false;
    Corner corner = Corner::bottom_right;
    Quality quality = Quality::full;
    std::optional<Tile> floating;  // for which there is a window of its own: the one that matters most now
    std::vector<Box> recorded;     // of the tiles, on a picture of recording_width x recording_height; none while nothing is recorded
    friend bool operator==(const ShowStage&, const ShowStage&) = default;
};

struct ShowGesture {
    MemberId who;
    protocol::Gesture sign = protocol::Gesture::thumbs_up;
};
struct ShowMuteAsked {  // that member asks us to mute ourselves
    MemberId by;
};
struct ShowCaption {
    MemberId who;
    protocol::Caption caption;
};
// Somebody has started a call, and waits for us.
struct ShowRing {
    std::optional<MemberId> caller;  // nothing: it does not ring
    bool aloud = false;
    friend bool operator==(const ShowRing&, const ShowRing&) = default;
};

using Order =
    std::variant<AskDevices, PrepareAgain, AskScreen, StopSource, MuteMicrophone, SendMedia, ShowCall, ShowDevices, ShowMedia, SampleStats,
                 KeepScreenOn, ShowWeak, ShowSpeaking, ShowStage, HintScreen, ShowGesture, ShowMuteAsked, ShowCaption, ShowRing>;

}  // namespace client::call
