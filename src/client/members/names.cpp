#include "client/members/names.hpp"

#include <algorithm>
#include <cstdint>

#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

namespace client::members {
namespace {

using protocol::next_point;

// The white space that a name has one space for: a line break, or what the keyboard gives.
bool is_plain_space(std::uint32_t point) { return is_space(point) && (point < 0xa0 || within(point, 0x2028, 0x2029)); }

// Scripts whose letters join or combine, so that U+200C and U+200D change what they look like: from Arabic to Malayalam, Sinhala,
// Tibetan, Burmese, Khmer, Mongolian and their relatives (Unicode chapters 9 to 17). To other letters a joiner does nothing.
bool joins(std::uint32_t point) {
    return within(point, 0x600, 0xdff) || within(point, 0xf00, 0x109f) || within(point, 0x1780, 0x18af) || within(point, 0x1a20, 0x1cff) ||
           within(point, 0xa800, 0xaadf) || within(point, 0xabc0, 0xabff) || within(point, 0xfb50, 0xfdff) ||
           within(point, 0xfe70, 0xfefc) || within(point, 0x10a00, 0x11fff) || within(point, 0x1e900, 0x1e95f);
}

// The parts of an emoji (UTS #51, Extended_Pictographic and Emoji_Modifier).
bool is_picture(std::uint32_t point) {
    return point == 0xa9 || point == 0xae || point == 0x203c || point == 0x2049 || point == 0x2122 || point == 0x2139 ||
           within(point, 0x2190, 0x2bff) || point == 0x3030 || point == 0x303d || point == 0x3297 || point == 0x3299 ||
           within(point, 0x1f000, 0x1faff);
}

constexpr std::uint32_t zero_width_joiner = 0x200d;
constexpr std::uint32_t emoji_style = 0xfe0f;
constexpr std::uint32_t black_flag = 0x1f3f4;
constexpr std::uint32_t end_of_tags = 0xe007f;

// `text` begins with an unseen code point, and `before` is what stands before it, 0 for nothing: how many bytes of `text` belong to
// the sign before; 0 where that would look the same without. A sequence is taken whole or not at all, so that cutting a name short
// leaves no end of one.
std::size_t shaping(std::string_view text, std::uint32_t before) {
    std::size_t at = 0;
    const auto point = next_point(text, at);
    if (before == 0) return 0;
    if (is_selector(point)) return is_unseen(before) ? 0 : at;
    if (is_joiner(point) && joins(before)) return is_unseen(before) ? 0 : at;
    if (point == zero_width_joiner && (is_picture(before) || before == emoji_style || before == end_of_tags))
        return at < text.size() && is_picture(next_point(text, at)) ? at : 0;
    if (is_tag(point) && before == black_flag) {
        auto last = point;
        while (last != end_of_tags && at < text.size() && is_tag(last)) last = next_point(text, at);
        return last == end_of_tags ? at : 0;
    }
    return 0;
}

}  // namespace

std::string trimmed(std::string_view text) {
    const auto space_at = [&](std::size_t at) {
        const auto length = protocol::utf8_sequence(text.substr(at));
        return length != 0 && is_space(next_point(text, at)) ? length : 0;
    };
    std::size_t seen = 0;
    std::size_t line = 0;  // where the line begins in which something is seen first
    while (const auto length = space_at(seen)) {
        seen += length;
        if (text[seen - 1] == '\n') line = seen;
    }
    for (std::size_t length = 1; length <= 3 && length <= text.size();) {
        // No white space is longer than three bytes, and none ends like another one.
        const bool space = space_at(text.size() - length) == length;
        if (space) text.remove_suffix(length);
        length = space ? 1 : length + 1;
    }
    const bool several = text.find('\n', seen) != std::string_view::npos;
    text.remove_prefix(std::min(text.size(), several ? line : seen));
    return std::string(text);
}

std::string clean_name(std::string_view name, std::size_t max_characters) {
    if (!has_visible(name)) return "";
    std::string seen;
    std::string gap;  // what is blank since then: it belongs to the name where something follows
    std::size_t left = max_characters;
    std::uint32_t before = 0;  // the last code point of `seen`, 0 where a gap follows it
    for (std::size_t at = 0; at < name.size();) {
        const auto start = at;
        const auto point = next_point(name, at);
        if (is_blank(point)) {
            before = 0;
            if (!is_plain_space(point)) {
                gap += name.substr(start, at - start);
            } else if (gap.empty() || gap.back() != ' ') {
                gap += ' ';
            }
            continue;
        }
        if (is_unseen(point)) {
            const auto length = shaping(name.substr(start), before);
            if (length == 0) continue;
            at = start + length;
        }
        if (seen.empty()) gap.clear();
        gap += name.substr(start, at - start);
        std::size_t characters = 0;
        for (std::size_t k = 0; k < gap.size(); ++characters) before = next_point(gap, k);
        if (characters > left) break;
        left -= characters;
        seen += gap;
        gap.clear();
    }
    return seen;
}

}  // namespace client::members
