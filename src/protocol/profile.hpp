// The face of a member: all by which others know it on sight, and which may change while it is inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace protocol {

inline constexpr std::size_t max_about_characters = 80;                   // Unicode code points
inline constexpr std::size_t max_about_bytes = 4 * max_about_characters;  // in UTF-8
inline constexpr std::size_t max_portrait_bytes = 8 * 1024;
inline constexpr std::uint32_t max_portrait_side = 256;  // in points
inline constexpr std::uint32_t max_profile_serial = 1'000'000'000;

// All that a member says of itself since its hello, or besides that.
struct Profile {
    std::uint32_t serial = 0;  // rises with each change of one member: from 1
    std::string name;
    std::string about;     // what the person says of themselves just now; "" for nothing
    std::string portrait;  // is_portrait, or "" for none
    friend bool operator==(const Profile&, const Profile&) = default;
};

// Whether `bytes` begin as a JPEG picture (ITU-T T.81, annex B) of as many points across as down, at most max_portrait_side, and are no
// more than max_portrait_bytes. So that no browser is asked to decode anything else, or anything large; whether the rest of it is a
// picture, only that finds out.
bool is_portrait(std::string_view bytes);

class JsonReader;
class JsonWriter;

// Its fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Profile&);
std::optional<Profile> read_profile(const JsonReader& json);

}  // namespace protocol
