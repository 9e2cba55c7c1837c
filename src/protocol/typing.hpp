// A fleeting word of the conversation: nothing of it is kept, and nobody passes it on.
#pragma once

#include <optional>

namespace protocol {

// "I am writing a message", or not any more.
struct Typing {
    bool on = false;
};

class JsonReader;
class JsonWriter;

// Its fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Typing&);
std::optional<Typing> read_typing(const JsonReader& json);

}  // namespace protocol
