#include "protocol/call.hpp"

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

#include <string>

namespace protocol {
namespace {

constexpr std::size_t max_size_bytes = 5;

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
        .field("screen", it.screen);
}

std::optional<Status> read_status(const JsonReader& json) {
    const auto in_call = json.flag("in_call");
    const auto microphone = json.flag("microphone");
    const auto camera = json.flag("camera");
    const auto screen = json.flag("screen");
    if (!in_call || !microphone || !camera || !screen) return std::nullopt;
    return Status{*in_call, *microphone, *camera, *screen};
}

void write(JsonWriter& json, const Shown& it) {
    json.field("is", "shown").field("camera", word(it.camera)).field("screen", word(it.screen));
}

std::optional<Shown> read_shown(const JsonReader& json) {
    const auto camera = read_size(json, "camera");
    const auto screen = read_size(json, "screen");
    return camera && screen ? std::optional(Shown{*camera, *screen}) : std::nullopt;
}

}  // namespace protocol
