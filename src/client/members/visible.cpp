#include "client/members/visible.hpp"

#include "protocol/utf8.hpp"

namespace client::members {

bool is_space(std::uint32_t point) {
    return within(point, 0x9, 0xd) || point == 0x20 || point == 0x85 || point == 0xa0 || point == 0x1680 || within(point, 0x2000, 0x200a) ||
           within(point, 0x2028, 0x2029) || point == 0x202f || point == 0x205f || point == 0x3000;
}

// Beyond white space: the Braille pattern without dots, and the musical note without a head.
bool is_blank(std::uint32_t point) { return is_space(point) || point == 0x2800 || point == 0x1d159; }

// Beyond Default_Ignorable_Code_Point: controls, the marks of annotations and of objects that are not there (U+FFF9 to U+FFFC), and
// the filler of Khitan.
bool is_unseen(std::uint32_t point) {
    if (is_space(point)) return false;
    return point < 0x20 || within(point, 0x7f, 0x9f) || point == 0xad || point == 0x34f || point == 0x61c ||
           within(point, 0x115f, 0x1160) || within(point, 0x17b4, 0x17b5) || within(point, 0x180b, 0x180f) ||
           within(point, 0x200b, 0x200f) || within(point, 0x202a, 0x202e) || within(point, 0x2060, 0x206f) || point == 0x3164 ||
           within(point, 0xfe00, 0xfe0f) || point == 0xfeff || point == 0xffa0 || within(point, 0xfff0, 0xfffc) || point == 0x16fe4 ||
           within(point, 0x1bca0, 0x1bca3) || within(point, 0x1d173, 0x1d17a) || within(point, 0xe0000, 0xe0fff);
}

// U+180E does between Mongolian letters what U+200C does between others.
bool is_joiner(std::uint32_t point) { return within(point, 0x200c, 0x200d) || point == 0x180e; }

bool is_selector(std::uint32_t point) {
    return within(point, 0x180b, 0x180d) || point == 0x180f || within(point, 0xfe00, 0xfe0f) || within(point, 0xe0100, 0xe01ef);
}

bool is_tag(std::uint32_t point) { return within(point, 0xe0020, 0xe007f); }

bool has_visible(std::string_view text) {
    bool found = false;
    while (!text.empty()) {
        const auto length = protocol::utf8_sequence(text);
        if (length == 0) return false;
        std::size_t at = 0;
        const auto point = protocol::next_point(text, at);
        found = found || !(is_unseen(point) || is_blank(point));
        text.remove_prefix(length);
    }
    return found;
}

}  // namespace client::members
