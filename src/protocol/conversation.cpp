#include "protocol/conversation.hpp"

#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/utf8.hpp"

namespace protocol {

void write(JsonWriter& json, const Message& it) {
    json.field("is", "line").field("number", it.number).field("stamp", it.stamp).field("text", it.text);
}
void write(JsonWriter& json, const Receipt& it) { json.field("is", "have").field("lines", it.lines); }

std::optional<Message> read_line(const JsonReader& json) {
    const auto number = json.whole("number");
    const auto stamp = json.whole("stamp");
    auto text = json.text("text", max_text_bytes);
    if (!number || *number == 0 || !stamp || !text) return std::nullopt;
    const auto characters = count_characters(*text);
    if (!characters || *characters == 0 || *characters > max_text_characters) return std::nullopt;
    return Message{*number, *stamp, std::move(*text)};
}

std::optional<Receipt> read_have(const JsonReader& json) {
    const auto lines = json.whole("lines");
    if (!lines) return std::nullopt;
    return Receipt{*lines};
}

}  // namespace protocol
