#include "protocol/utf8.hpp"

namespace protocol {

std::size_t utf8_sequence(std::string_view text) {
    if (text.empty()) return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || length > text.size()) return 0;
    std::uint32_t point = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(text[k]);
        if ((next & 0xc0) != 0x80) return 0;
        point = (point << 6) | (next & 0x3fU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

std::optional<std::size_t> count_characters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        const auto length = utf8_sequence(text);
        if (length == 0) return std::nullopt;
        text.remove_prefix(length);
    }
    return count;
}

bool has_length(std::string_view text, std::size_t least, std::size_t most) {
    const auto characters = count_characters(text);
    return characters && *characters >= least && *characters <= most;
}

std::uint32_t next_point(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    std::uint32_t point = lead & (0x3fU >> more);
    for (int k = 0; k < more; ++k) point = (point << 6) | (static_cast<unsigned char>(text[at++]) & 0x3fU);
    return point;
}

void append_point(std::string& text, std::uint32_t point) {
    if (point < 0x80) {
        text += static_cast<char>(point);
        return;
    }
    const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    text += static_cast<char>((0xffU & ~(0x7fU >> more)) | (point >> (6 * more)));
    for (int k = more; k-- > 0;) text += static_cast<char>(0x80U | (point >> (6 * k) & 0x3fU));
}

}  // namespace protocol
