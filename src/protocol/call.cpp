#include "protocol/call.hpp"

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

namespace protocol {

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

}  // namespace protocol
