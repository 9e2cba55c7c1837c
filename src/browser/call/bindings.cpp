// The functions of the call that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include <optional>
#include <utility>

#include "browser/call/stats.hpp"
#include "browser/call/to_js.hpp"
#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/members/to_js.hpp"
#include "client/call/light.hpp"
#include "client/call/refusal.hpp"
#include "client/call/speaker.hpp"

namespace {

using browser::val;

client::call::Source source_named(const val& name) {
    const auto text = browser::text_of(name);
    if (text == "camera") return client::call::Source::camera;
    if (text == "screen") return client::call::Source::screen;
    return client::call::Source::microphone;
}

void join_call(bool microphone, bool camera) { browser::feed(client::call::CallJoined{microphone, camera}); }
void leave_call() { browser::feed(client::call::CallLeft{}); }
void toggle(val source) { browser::feed(client::call::DeviceToggled{source_named(source)}); }
void choose_device(val source, val id, val label) {
    browser::feed(client::call::DeviceChosen{source_named(source), browser::text_of(id), browser::text_of(label)});
}
void devices_changed() { browser::feed(client::call::DevicesChanged{}); }
void choose_sound(bool echo_cancellation, bool gain_control, bool noise_suppression) {
    browser::feed(client::call::SoundChosen{{echo_cancellation, gain_control, noise_suppression}});
}
void choose_effects(val source) { browser::feed(client::call::EffectsChosen{source_named(source)}); }
void push_to_talk(bool on) { browser::feed(client::call::PushToTalkChosen{on}); }
void hold_talk(bool held) { browser::feed(client::call::TalkHeld{held}); }

void levels_sampled(val levels) {
    client::call::LevelsSampled sampled;
    for (unsigned i = 0; i < levels["length"].as<unsigned>(); ++i)
        sampled.levels.emplace_back(browser::members::member_id(levels[i][0]), levels[i][1].as<double>());
    browser::feed(std::move(sampled));
}

val refusal(val error_name) { return browser::call::to_js(client::call::refusal_of(browser::text_of(error_name))); }

void stage_resized(double width, double height) { browser::feed(client::call::StageResized{width, height}); }

void choose_layout(val mode) {
    using client::call::LayoutMode;
    browser::feed(client::call::LayoutChosen{browser::text_of(mode) == "speaker" ? LayoutMode::speaker : LayoutMode::grid});
}

void pin_tile(val member, val kind, bool on) {
    using client::call::TileKind;
    const auto shown = browser::text_of(kind) == "screen" ? TileKind::screen : TileKind::camera;
    browser::feed(client::call::TilePinned{{browser::members::member_id(member), shown}, on});
}

void choose_self_view(bool hidden, bool left, bool top) {
    using client::call::Corner;
    const auto corner = top ? (left ? Corner::top_left : Corner::top_right) : left ? Corner::bottom_left : Corner::bottom_right;
    browser::feed(client::call::SelfViewChosen{hidden, corner});
}

void see_pictures(bool seen, bool floats) { browser::feed(client::call::PicturesSeen{seen, floats}); }

void choose_quality(val word) {
    using client::call::Quality;
    const auto text = browser::text_of(word);
    browser::feed(client::call::QualityChosen{text == "audio" ? Quality::audio : text == "saver" ? Quality::saver : Quality::full});
}

void smooth_screen(bool smooth) { browser::feed(client::call::ScreenHintChosen{smooth}); }

void toggle_hand() { browser::feed(client::call::HandToggled{}); }
void send_gesture(val sign) {
    if (const auto known = browser::call::gesture_named(browser::text_of(sign))) browser::feed(client::call::GestureMade{*known});
}
void ask_to_mute(val member) {
    const bool all = browser::text_of(member).empty();
    browser::feed(client::call::MuteAsked{all ? std::nullopt : std::optional(browser::members::member_id(member))});
}
void caption(val text, bool over) { browser::feed(client::call::CaptionMade{{browser::text_of(text), over}}); }
void dismiss_ring() { browser::feed(client::call::RingDismissed{}); }
void recording_changed(bool on) { browser::feed(client::call::RecordingChanged{on}); }

}  // namespace

EMSCRIPTEN_BINDINGS(call) {
    using emscripten::function;
    function("join_call", &join_call);
    function("leave_call", &leave_call);
    function("toggle", &toggle);
    function("choose_device", &choose_device);
    function("devices_changed", &devices_changed);
    function("choose_sound", &choose_sound);
    function("choose_effects", &choose_effects);
    function("push_to_talk", &push_to_talk);
    function("hold_talk", &hold_talk);
    function("stage_resized", &stage_resized);
    function("choose_layout", &choose_layout);
    function("pin_tile", &pin_tile);
    function("choose_self_view", &choose_self_view);
    function("see_pictures", &see_pictures);
    function("toggle_hand", &toggle_hand);
    function("send_gesture", &send_gesture);
    function("ask_to_mute", &ask_to_mute);
    function("caption", &caption);
    function("dismiss_ring", &dismiss_ring);
    function("recording_changed", &recording_changed);
    function("is_too_dark", &client::call::is_too_dark);
    function("choose_quality", &choose_quality);
    function("smooth_screen", &smooth_screen);
    function("path", &browser::call::path);
    function("refusal", &refusal);
    function("levels_sampled", &levels_sampled);
    function("meter_level", &client::call::meter_level);
}
