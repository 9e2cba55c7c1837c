#include "protocol/typing.hpp"

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"

namespace protocol {

void write(JsonWriter& json, const Typing& it) { json.field("is", "typing").field("on", it.on); }

std::optional<Typing> read_typing(const JsonReader& json) {
    const auto on = json.flag("on");
    return on ? std::optional<Typing>(Typing{*on}) : std::nullopt;
}

}  // namespace protocol
