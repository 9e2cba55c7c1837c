// The call: our part in it and our devices (devices.hpp), the parts of the others, who gets which of our pictures at which rate
// (picture_plan.hpp), how good the connections are (connection_quality.hpp), who speaks (speaker.hpp), and where everybody's tile is on the
// stage (stage.hpp). The mesh carries what it orders; it knows connections only as the directory tells them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "client/call/connection_quality.hpp"
#include "client/call/devices.hpp"
#include "client/call/facts.hpp"
#include "client/call/picture_plan.hpp"
#include "client/call/ringing.hpp"
#include "client/call/speaker.hpp"
#include "client/call/stage.hpp"
#include "client/context.hpp"

namespace client::call {

class Call {
  public:
    void on(const CallJoined&, const Context&);
    void on(const CallLeft&, const Context&);
    void on(const DeviceToggled&, const Context&);
    void on(const DeviceChosen&, const Context&);
    void on(const DevicesChanged&, const Context&);
    void on(const DevicesListed&, const Context&);
    void on(const SoundChosen&, const Context&);
    void on(const EffectsChosen&, const Context&);
    void on(const PushToTalkChosen&, const Context&);
    void on(const TalkHeld&, const Context&);
    void on(const DeviceGranted&, const Context&);
    void on(const DeviceRefused&, const Context&);
    void on(const DeviceEnded&, const Context&);
    void on(const StatsSampled&, const Context&);
    void on(const LevelsSampled&, const Context&);
    void on(const StageResized& it) { stage_.on(it); }
    void on(const LayoutChosen& it) { stage_.on(it); }
    void on(const TilePinned& it) { stage_.on(it); }
    void on(const SelfViewChosen& it) { stage_.on(it); }
    void on(const PicturesSeen& it) { stage_.on(it); }
    void on(const QualityChosen&, const Context&);
    void on(const ScreenHintChosen&, const Context&);
    void on(const HandToggled&, const Context&);
    void on(const GestureMade&, const Context&);
    void on(const MuteAsked&, const Context&);
    void on(const CaptionMade&, const Context&);
    void on(const RingDismissed&);
    void on(const RecordingChanged&);

    void on(const room::Entered&, const Context&);
    void on(const room::CallResumed&, const Context&);
    void on(const room::Leaving&, const Context&);
    void on(const access::ShutOut&, const Context&);
    void on(const mesh::ChannelReady&, const Context&);
    void on(const members::MemberForgotten& forgotten) { told_.erase(forgotten.member); }
    void on(const mesh::KeyFrameWanted&, const Context&);
    void on(const protocol::Status&, MemberId from, const Context&);
    void on(const protocol::Shown&, MemberId from);
    void on(const protocol::Gesture&, MemberId from, const Context&);
    void on(const protocol::MuteRequest&, MemberId from, const Context&);
    void on(const protocol::Caption&, MemberId from, const Context&);

    void settle(const Context&);
    void tick(const Context&);
    std::optional<Millis> wake_at() const;

  private:
    // The last orders for the connection to a member.
    struct Sending {
        std::uint32_t link = 0;
        SendMedia media;
        bool transceivers = false;
        bool arrives = false;
        bool heard = false;     // it has told us its part in the call
        protocol::Shown shown;  // our pictures, at that member
        WayLimit way;
    };
    // How large we show a member's pictures, as it was told since the channel was opened, or works again, and both are in the call.
    struct Showing {
        std::optional<protocol::Shown> told;
        std::optional<Millis> less_at;  // when it is told less
    };

    protocol::Status status() const;
    bool is_in_call_with(const members::Record& peer) const;
    void ring(const Context&);
    void tell_limit(const Context&);
    void say_status(MemberId to, const Context&);
    void tell_status(const Context&);
    void plan_media(bool granted_anew, const Context&);
    Picture camera_for(const Sending& peer, double share) const;
    bool arrives(const members::Record& peer, MemberId id) const;
    void say_shown(const Context&);
    void show_media(const Context&);
    void show(const Context&);
    void watch(const Context&);
    void look(const Context&);
    void show_weak(const Context&);
    void show_speaking(const Context&);
    void show_stage(const Context&);

    Devices devices_;
    std::map<MemberId, Sending> sending_;
    std::map<MemberId, Showing> showing_;
    Quality pictures_ = Quality::full;
    bool smooth_screen_ = false;
    std::map<MemberId, protocol::Status> told_;  // our part, as each member was told it last
    std::array<unsigned, 3> grants_sent_{};
    std::optional<Intent> intent_;  // as it was told
    std::optional<ShowCall> shown_call_;
    std::optional<ShowDevices> shown_devices_;
    std::map<std::pair<MemberId, bool>, std::uint32_t> shown_media_;  // by person and kind: the link it came over

    bool watched_ = false;           // the connections, while the call is on
    std::optional<Millis> look_at_;  // nothing while the browser measures
    ConnectionQuality quality_;
    ProcessorLimit processor_;
    ShowWeak shown_weak_;
    Voices voices_;
    ShowSpeaking shown_speaking_;

    std::uint32_t hand_ = 0;
    Millis next_gesture_at_ = 0;
    Millis next_caption_at_ = 0;
    Ringing ringing_;
    bool nearly_full_ = false;  // the person was told
    ShowRing shown_ring_;

    CallStage stage_;
    ShowStage shown_stage_;
};

}  // namespace client::call
