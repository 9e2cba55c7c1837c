// The words of the call.
#pragma once

#include <optional>

namespace protocol {

// The media that a member sends in the call.
struct Status {
    bool in_call = false;
    bool microphone = false;  // live and not muted
    bool camera = false;
    bool screen = false;
    friend bool operator==(const Status&, const Status&) = default;
};

class JsonReader;
class JsonWriter;

// Its fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Status&);
std::optional<Status> read_status(const JsonReader& json);

}  // namespace protocol
