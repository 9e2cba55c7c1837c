#include "browser/call/to_js.hpp"

#include <iterator>

#include "browser/members/to_js.hpp"

namespace browser::call {
namespace {

constexpr const char* gesture_words[] = {"thumbs_up", "clap", "heart", "laugh", "surprise", "party"};
static_assert(std::size(gesture_words) == static_cast<std::size_t>(protocol::Gesture::party) + 1);

const char* word(client::call::MicrophoneState state) {
    switch (state) {
        case client::call::MicrophoneState::off:
            return "off";
        case client::call::MicrophoneState::asking:
            return "asking";
        case client::call::MicrophoneState::live:
            return "live";
        case client::call::MicrophoneState::muted:
            return "muted";
    }
    return "";
}

const char* word(client::call::DeviceState state) {
    switch (state) {
        case client::call::DeviceState::off:
            return "off";
        case client::call::DeviceState::asking:
            return "asking";
        case client::call::DeviceState::live:
            return "live";
    }
    return "";
}

const char* word(client::call::DeviceError why) {
    switch (why) {
        case client::call::DeviceError::denied:
            return "denied";
        case client::call::DeviceError::missing:
            return "missing";
        case client::call::DeviceError::busy:
            return "busy";
        case client::call::DeviceError::unsupported:
            return "unsupported";
        case client::call::DeviceError::failed:
            return "failed";
    }
    return "";
}

const char* word(client::call::Arrangement arrangement) {
    switch (arrangement) {
        case client::call::Arrangement::alone:
            return "alone";
        case client::call::Arrangement::pair:
            return "pair";
        case client::call::Arrangement::grid:
            return "grid";
        case client::call::Arrangement::focus:
            return "focus";
    }
    return "";
}

const char* word(client::call::Quality quality) {
    switch (quality) {
        case client::call::Quality::full:
            return "full";
        case client::call::Quality::saver:
            return "saver";
        case client::call::Quality::audio:
            return "audio";
    }
    return "";
}

val box(const client::call::Box& box) {
    return object({{"x", val(box.x)}, {"y", val(box.y)}, {"width", val(box.width)}, {"height", val(box.height)}});
}

}  // namespace

val to_js(client::call::DeviceError why) { return js(word(why)); }

val to_js(protocol::Gesture sign) { return js(gesture_words[static_cast<std::size_t>(sign)]); }

std::optional<protocol::Gesture> gesture_named(std::string_view word) {
    for (std::size_t at = 0; at < std::size(gesture_words); ++at)
        if (word == gesture_words[at]) return static_cast<protocol::Gesture>(at);
    return std::nullopt;
}

val to_js(const client::call::ShowCall& order) {
    const auto trouble = [&](client::call::Source source) {
        for (const auto& [which, why] : order.troubles)
            if (which == source) return to_js(why);
        return js("");
    };
    return object({{"in_call", val(order.in_call)},
                   {"microphone", js(word(order.microphone))},
                   {"camera", js(word(order.camera))},
                   {"screen", js(word(order.screen))},
                   {"microphone_trouble", trouble(client::call::Source::microphone)},
                   {"camera_trouble", trouble(client::call::Source::camera)},
                   {"screen_trouble", trouble(client::call::Source::screen)}});
}

val to_js(const client::call::ShowStage& order) {
    val tiles = val::array();
    for (std::size_t i = 0; i < order.tiles.size(); ++i) {
        const auto& [member, kind] = order.tiles[i];
        const bool placed = !order.boxes.empty();
        tiles.call<void>("push", object({{"id", members::to_js(member)},
                                         {"kind", js(kind == client::call::TileKind::screen ? "screen" : "camera")},
                                         {"pinned", val(order.pinned == order.tiles[i])},
                                         {"floating", val(order.floating == order.tiles[i])},
                                         {"hidden", val(placed && order.boxes[i].empty())},
                                         {"box", placed ? box(order.boxes[i]) : val::null()},
                                         {"recorded", order.recorded.empty() ? val::null() : box(order.recorded[i])}}));
    }
    return object({{"layout", js(word(order.arrangement))},
                   {"mode", js(order.mode == client::call::LayoutMode::speaker ? "speaker" : "grid")},
                   {"hides_self", val(order.hides_self)},
                   {"quality", js(word(order.quality))},
                   {"tiles", tiles}});
}

}  // namespace browser::call
