#include "protocol/profile.hpp"

#include <utility>

#include "protocol/hello.hpp"
#include "protocol/ids.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/utf8.hpp"
#include "protocol/wire_identity.hpp"

namespace protocol {
namespace {

// Markers of ITU-T T.81, table B.1.
constexpr unsigned start_of_image = 0xd8;
constexpr unsigned baseline_frame = 0xc0;
constexpr unsigned progressive_frame = 0xc2;
constexpr unsigned first_of_application = 0xe0;
constexpr unsigned last_of_application = 0xef;
constexpr unsigned comment = 0xfe;
constexpr unsigned quantization = 0xdb;
constexpr unsigned huffman = 0xc4;

bool may_come_first(unsigned marker) {
    return (marker >= first_of_application && marker <= last_of_application) || marker == comment || marker == quantization ||
           marker == huffman;
}

}  // namespace

bool is_portrait(std::string_view bytes) {
    const auto byte = [&](std::size_t at) -> unsigned { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0; };
    const auto number = [&](std::size_t at) { return byte(at) << 8 | byte(at + 1); };
    if (bytes.size() > max_portrait_bytes || byte(0) != 0xff || byte(1) != start_of_image) return false;
    // Segments of a marker, a length that counts itself, and content, up to the one that begins the frame.
    for (std::size_t at = 2; byte(at) == 0xff;) {
        const auto marker = byte(at + 1);
        if (marker == baseline_frame || marker == progressive_frame) {
            const auto side = number(at + 5);
            return side > 0 && side <= max_portrait_side && number(at + 7) == side;
        }
        const auto length = number(at + 2);
        if (!may_come_first(marker) || length < 2) return false;
        at += 2 + length;
    }
    return false;
}

void write(JsonWriter& json, const Profile& it) {
    json.field("is", "profile").field("serial", it.serial).field("name", it.name).field("about", it.about);
    if (!it.portrait.empty()) json.field("portrait", letters_of(it.portrait));
}

std::optional<Profile> read_profile(const JsonReader& json) {
    const auto serial = json.small("serial", max_profile_serial);
    auto name = json.text("name", max_name_bytes);
    auto about = json.text("about", max_about_bytes);
    if (!serial || *serial == 0 || !name || !has_length(*name, 1, max_name_characters)) return std::nullopt;
    if (!about || !has_length(*about, 0, max_about_characters)) return std::nullopt;
    std::optional<std::string> portrait = "";
    if (json.has("portrait")) {
        const auto letters = json.sealed("portrait", 2 * max_portrait_bytes);
        portrait = letters ? from_base64url(*letters) : std::nullopt;
        if (!portrait || !is_portrait(*portrait)) return std::nullopt;
    }
    return Profile{*serial, std::move(*name), std::move(*about), std::move(*portrait)};
}

}  // namespace protocol
