#include "protocol/call.hpp"

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

namespace protocol {
namespace {

constexpr std::size_t max_size_bytes = 5;
constexpr std::size_t max_gesture_bytes = 16;
constexpr const char* gestures[] = {"thumbs_up", "clap", "heart", "laugh", "surprise", "party"};
static_assert(std::size(gestures) == static_cast<std::size_t>(Gesture::party) + 1);

const char* word(ShownSize size) {
    switch (size) {
        case ShownSize::none:
            return "none";
        case ShownSize::small:
            return "small";
        case ShownSize::large:
            break;
    }
    return "large";
}

std::optional<ShownSize> read_size(const JsonReader& json, const char* key) {
    const auto text = json.text(key, max_size_bytes);
    for (const auto size : {ShownSize::none, ShownSize::small, ShownSize::large})
        if (text && *text == word(size)) return size;
    return std::nullopt;
}

}  // namespace

void write(JsonWriter& json, const Status& it) {
    json.field("is", "status")
        .field("in_call", it.in_call)
        .field("microphone", it.microphone)
        .field("camera", it.camera)
        .field("screen", it.screen)
        .field("hand", it.hand)
        .field("recording", it.recording);
}

std::optional<Status> read_status(const JsonReader& json) {
    const auto in_call = json.flag("in_call");
    const auto microphone = json.flag("microphone");
    const auto camera = json.flag("camera");
    const auto screen = json.flag("screen");
    const auto hand = json.has("hand") ? json.small("hand", max_hand) : std::optional<std::uint32_t>(0);
    const auto recording = json.has("recording") ? json.flag("recording") : std::optional(false);
    if (!in_call || !microphone || !camera || !screen || !hand || !recording) return std::nullopt;
    return Status{*in_call, *microphone, *camera, *screen, *hand, *recording};
}

void write(JsonWriter& json, const Shown& it) {
    json.field("is", "shown").field("camera", word(it.camera)).field("screen", word(it.screen));
}

std::optional<Shown> read_shown(const JsonReader& json) {
    const auto camera = read_size(json, "camera");
    const auto screen = read_size(json, "screen");
    return camera && screen ? std::optional(Shown{*camera, *screen}) : std::nullopt;
}

void write(JsonWriter& json, const Gesture& it) { json.field("is", "gesture").field("sign", gestures[static_cast<std::size_t>(it)]); }

std::optional<Gesture> read_gesture(const JsonReader& json) {
    const auto sign = json.text("sign", max_gesture_bytes);
    for (std::size_t at = 0; at < std::size(gestures); ++at)
        if (sign && *sign == gestures[at]) return static_cast<Gesture>(at);
    return std::nullopt;
}

void write(JsonWriter& json, const MuteRequest&) { json.field("is", "mute"); }

void write(JsonWriter& json, const Caption& it) { json.field("is", "caption").field("text", it.text).field("over", it.over); }

std::optional<Caption> read_caption(const JsonReader& json) {
    auto text = json.text("text", max_caption_bytes);
    const auto over = json.flag("over");
    return text && !text->empty() && over ? std::optional(Caption{std::move(*text), *over}) : std::nullopt;
}

}  // namespace protocol
