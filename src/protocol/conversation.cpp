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
void write(JsonWriter& json, const Reaction& it) {
    json.field("is", "reaction").field("author", to_text(it.author)).field("number", it.number).field("emoji", it.emoji);
}

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

std::optional<Reaction> read_reaction(const JsonReader& json) {
    const auto author = json.id<MemberId>("author");
    const auto number = json.whole("number");
    auto emoji = json.text("emoji", max_emoji_bytes);
    if (!author || !number || *number == 0 || !emoji || !count_characters(*emoji).value_or(0)) return std::nullopt;
    return Reaction{*author, *number, std::move(*emoji)};
}

}  // namespace protocol
