// The words of the call.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace protocol {

inline constexpr std::uint32_t max_hand = 1'000'000;
inline constexpr std::size_t max_caption_bytes = 400;

// The media that a member sends in the call, whether its hand is raised, and whether it records.
struct Status {
    bool in_call = false;
    bool microphone = false;  // live and not muted
    bool camera = false;
    bool screen = false;
    std::uint32_t hand = 0;  // raised, and which one in the queue; 0: not
    bool recording = false;  // the call, on its own device
    friend bool operator==(const Status&, const Status&) = default;
};

// How large a picture is at the one who receives it.
enum class ShownSize : std::uint8_t { none, small, large };

// Said by a receiver: so large it shows our pictures. A picture that is not shown need not be sent.
struct Shown {
    ShownSize camera = ShownSize::large;
    ShownSize screen = ShownSize::large;
    friend bool operator==(const Shown&, const Shown&) = default;
};

// Flies over the picture of the member that sends it.
enum class Gesture : std::uint8_t { thumbs_up, clap, heart, laugh, surprise, party };

// A request; the person decides.
struct MuteRequest {};

// So much of a sentence that member has said by now, as its browser understands it; never empty.
struct Caption {
    std::string text;
    bool over = false;  // the sentence is complete: the next caption is another one
    friend bool operator==(const Caption&, const Caption&) = default;
};

class JsonReader;
class JsonWriter;

// Its fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Status&);
std::optional<Status> read_status(const JsonReader& json);
void write(JsonWriter& json, const Shown&);
std::optional<Shown> read_shown(const JsonReader& json);
void write(JsonWriter& json, const Gesture&);
std::optional<Gesture> read_gesture(const JsonReader& json);
void write(JsonWriter& json, const MuteRequest&);
void write(JsonWriter& json, const Caption&);
std::optional<Caption> read_caption(const JsonReader& json);

}  // namespace protocol
