#include "client/conversation/excerpt.hpp"

#include <algorithm>
#include <cstdint>

#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

namespace client::conversation {
namespace {

// Of a text in which no place is known to be good, nobody sees as much.
constexpr std::size_t most_excerpt_bytes = 4'000;

// Between two of these a character ends, whatever stands around them (Unicode UAX #29, rules GB9 to GB999): ASCII, kana, ideographs, whole
// Hangul syllables and pictures, but no marks, joiners, jamo, flags or colours of skin.
bool is_plain(std::uint32_t point) {
    using members::within;
    return within(point, 0x20, 0x7e) || within(point, 0x3001, 0x3029) || within(point, 0x3041, 0x3096) || within(point, 0x30a1, 0x30fa) ||
           within(point, 0x3400, 0x9fff) || within(point, 0xac00, 0xd7a3) || within(point, 0x1f300, 0x1f3fa) ||
           within(point, 0x1f400, 0x1faff);
}

}  // namespace

std::string excerpt(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.size() <= excerpt_bytes) return text;
    std::size_t end = 0;  // the last good place within the limit, or the first beyond it
    std::size_t next = 0;
    bool after_plain = false;
    while (next < text.size() && next < most_excerpt_bytes && (end == 0 || next <= excerpt_bytes)) {
        const auto start = next;
        const bool plain = is_plain(protocol::next_point(text, next));
        if (plain && after_plain) end = start;
        after_plain = plain;
    }
    if (end == 0) end = next;
    return end == text.size() ? text : text.substr(0, end) + "…";
}

}  // namespace client::conversation
