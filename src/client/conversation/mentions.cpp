#include "client/conversation/mentions.hpp"

#include <algorithm>
#include <cstddef>

#include "client/members/lookalike.hpp"
#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

namespace client::conversation {
namespace {

using protocol::next_point;

// Nobody calls more people in one message, and each costs time.
constexpr unsigned most_calls = 32;

// Endings of names in Korean, as normalisation form KD writes them: titles (nim, ssi) and particles (irang, ege, hante, hago, rang,
// neun, eun, reul, eul, man, kkeseo, kke, do, wa, gwa, ui, ya, a, yeo, i, ga), with a space behind each.
constexpr std::string_view endings =
    "\u1102\u1175\u11b7 \u110a\u1175 \u110b\u1175\u1105\u1161\u11bc \u110b\u1166\u1100\u1166 \u1112\u1161\u11ab\u1110\u1166 "
    "\u1112\u1161\u1100\u1169 \u1105\u1161\u11bc \u1102\u1173\u11ab \u110b\u1173\u11ab \u1105\u1173\u11af \u110b\u1173\u11af "
    "\u1106\u1161\u11ab \u1101\u1166\u1109\u1165 \u1101\u1166 \u1103\u1169 \u110b\u116a \u1100\u116a \u110b\u1174 \u110b\u1163 "
    "\u110b\u1161 \u110b\u1167 \u110b\u1175 \u1100\u1161 ";
// A title and a particle, or two particles.
constexpr unsigned most_endings = 2;

bool calls(std::string_view called, std::string_view bones, unsigned left = most_endings) {
    if (members::skeleton(called) == bones) return true;
    if (left == 0) return false;
    for (auto rest = endings; !rest.empty();) {
        const auto length = rest.find(' ');
        const auto ending = rest.substr(0, length);
        rest.remove_prefix(length + 1);
        if (called.size() > length && called.substr(called.size() - length) == ending &&
            calls(called.substr(0, called.size() - length), bones, left - 1))
            return true;
    }
    return false;
}

// The end of the first `count` words of `text`, which begins with one, or with signs; no further than `most` bytes.
std::size_t end_of_words(std::string_view text, unsigned count, std::size_t most) {
    std::size_t end = 0;
    bool inside = false;
    for (std::size_t at = 0; at < text.size() && at <= most;) {
        const auto start = at;
        const auto point = next_point(text, at);
        const bool gap = members::is_gap(point);
        if (gap && inside && --count == 0) return start;
        // Signs are part of many names; another @ is another call.
        if (gap && end == 0 && (point == '@' || (start == 0 && members::is_blank(point)))) return 0;
        inside = !gap;
        if (inside) end = at;
    }
    return end;
}

bool is_of_signs(std::string_view name) {
    for (std::size_t at = 0; at < name.size();)
        if (const auto point = next_point(name, at); !members::is_gap(point) && !members::is_unseen(point)) return false;
    return true;
}

// Within an address of mail.
bool is_part_of_address(char before) {
    return (before >= '0' && before <= '9') || ((before | 0x20) >= 'a' && (before | 0x20) <= 'z') || before == '.' || before == '_' ||
           before == '-' || before == '+';
}

}  // namespace

bool mentions(std::string_view text, std::string_view name) {
    if (!protocol::count_characters(text) || !protocol::count_characters(name) || name.empty()) return false;
    const auto bones = members::skeleton(name);
    const auto words = static_cast<unsigned>(std::count(bones.begin(), bones.end(), ' ')) + 1;
    auto first = bones.substr(0, bones.find(' '));
    if (words > 1 && first.size() == 1) first.clear();  // an initial
    const bool of_signs = is_of_signs(name);
    // Marks and signs of another spelling, and what Korean adds.
    const auto most = 4 * name.size() + 64;
    unsigned left = most_calls;
    for (auto at = text.find('@'); at != std::string_view::npos && left > 0; at = text.find('@', at + 1), --left) {
        const auto behind = text.substr(at + 1);
        if (at > 0 && is_part_of_address(text[at - 1])) continue;
        if (of_signs && behind.substr(0, name.size()) == name) return true;
        if (!of_signs && !first.empty() && calls(behind.substr(0, end_of_words(behind, 1, most)), first)) return true;
        if (!of_signs && words > 1 && calls(behind.substr(0, end_of_words(behind, words, most)), bones)) return true;
    }
    return false;
}

}  // namespace client::conversation
