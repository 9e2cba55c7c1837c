#include "client/text.hpp"

#include <array>
#include <cstdint>

#include "protocol/utf8.hpp"

namespace client {
namespace {

using protocol::next_point;

bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

// Controls, characters without a shape of their own, and those that turn the direction of what follows (Unicode UAX #9).
bool is_unseen(std::uint32_t point) {
    return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0xad || point == 0x61c || point == 0x180e ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) ||
           point == 0xfeff || (point >= 0xfff9 && point <= 0xfffb) || (point >= 0xe0000 && point <= 0xe007f);
}

bool starts_with(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

}  // namespace

std::string trimmed(std::string_view text) {
    constexpr std::array<std::string_view, 2> wide{"\u00a0", "\u3000"};
    for (bool again = true; again && !text.empty();) {
        again = false;
        if (is_space(text.front())) {
            text.remove_prefix(1);
            again = true;
            continue;
        }
        if (is_space(text.back())) {
            text.remove_suffix(1);
            again = true;
            continue;
        }
        for (const auto space : wide) {
            if (starts_with(text, space)) {
                text.remove_prefix(space.size());
                again = true;
            } else if (text.size() >= space.size() && text.substr(text.size() - space.size()) == space) {
                text.remove_suffix(space.size());
                again = true;
            }
        }
    }
    return std::string(text);
}

std::string clean_name(std::string_view name, std::size_t max_characters) {
    if (!protocol::count_characters(name)) return "";
    std::string seen;
    for (std::size_t at = 0; at < name.size();) {
        const auto start = at;
        const auto point = next_point(name, at);
        if (is_space(static_cast<char>(point)) && point < 0x80) {
            if (!seen.empty() && seen.back() != ' ') seen += ' ';
        } else if (!is_unseen(point)) {
            seen += name.substr(start, at - start);
        }
    }
    std::string_view kept = seen;
    std::size_t at = 0;
    for (std::size_t count = 0; at < kept.size() && count < max_characters; ++count) next_point(kept, at);
    return trimmed(kept.substr(0, at));
}

}  // namespace client
