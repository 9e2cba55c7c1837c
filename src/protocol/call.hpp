// The words of the call.
#pragma once

#include <cstdint>
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

// How large a picture is at the one who receives it.
enum class ShownSize : std::uint8_t { none, small, large };

// Said by a receiver: so large it shows our pictures. What is not shown need not be sent.
struct Shown {
    ShownSize camera = ShownSize::large;
    ShownSize screen = ShownSize::large;
    friend bool operator==(const Shown&, const Shown&) = default;
};

class JsonReader;
class JsonWriter;

// Its fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Status&);
std::optional<Status> read_status(const JsonReader& json);
void write(JsonWriter& json, const Shown&);
std::optional<Shown> read_shown(const JsonReader& json);

}  // namespace protocol
