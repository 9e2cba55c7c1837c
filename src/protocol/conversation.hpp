// The words of the conversation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace protocol {

inline constexpr std::size_t max_text_characters = 10'000;  // Unicode code points of one message
inline constexpr std::size_t max_text_bytes = 40'000;       // the same in UTF-8, at worst

// A message of the conversation. The author numbers its own from 1.
struct Message {
    std::uint64_t number = 0;
    std::uint64_t stamp = 0;  // hybrid logical clock, ms since 1970: orders the conversation the same for everybody
    std::string text;
};

// "I have the first `lines` lines of yours": the receipt, and on opening a channel the place to go on from.
struct Receipt {
    std::uint64_t lines = 0;
};

class JsonReader;
class JsonWriter;

// Their fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Message&);
void write(JsonWriter& json, const Receipt&);
std::optional<Message> read_line(const JsonReader& json);
std::optional<Receipt> read_have(const JsonReader& json);

}  // namespace protocol
