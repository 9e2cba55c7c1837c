#include "client/members/lookalike.hpp"

#include <cstdint>

#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

namespace client::members {
namespace {

using protocol::append_point;
using protocol::next_point;

// Letters and digits that are drawn like another one: each group begins with the one that stands for all. From the table
// confusables.txt of UTS #39: what computers have fonts for, less what normalisation form KD takes apart already, and less those
// whose other case stands here and has the same shape. Beyond it, small capitals and stroked letters, which pass for plain ones.
constexpr std::string_view groups =
    "a\u0430\u03b1\u0251\u1d00\u13aa\ua4ee\u15c5 "
    "b\u0432\u044c\u0463\u048d\u03b2\u00df\u0299\u0180\u0183\u0185\u0253\u13cf\u13f4\u1472\u15af\u15f7\ua4d0 "
    "c\u0441\u04ab\u03f2\u1d04\u023c\u00a2\u13df\u2ca5\ua4da "
    "d\u0501\u1d05\u0111\u00f0\u0256\u0257\u018c\u13a0\u13e7\u146f\u15de\u15ea\ua4d2\ua4d3 "
    "e\u0435\u0454\u04bd\u04bf\u03b5\u1d07\u0247\uab32\u13ac\u2d39\ua4f0\u212e "
    "f\u0584\u03dd\u0192\ua730\u15b4\ua4dd "
    "g\u0581\u050d\u0261\u0262\u0260\u01e5\u13c0\u13f3\ua4d6 "
    "h\u043d\u04bb\u045b\u04a3\u04c8\u04ca\u0397\u0570\u029c\u0127\u0266\u2c68\u2c8f\u13bb\u13c2\u13f2\u157c\ua4e7 "
    "i\u0456\u03b9\u0269\u0268\u13a5\ua647 "
    "j\u0458\u03f3\u1d0a\u029d\u0249\u0237\u13ab\u148d\ua4d9 "
    "k\u043a\u049b\u049f\u03ba\u0138\u1d0b\u0199\u2c6a\u13e6\u16d5\u2c95\ua4d7 "
    // Latin I without its dot is an l, and so are the bars and the ones.
    "lI1|\u0131\u026a\u0406\u0399\u04c0\u04cf\u0196\u029f\u026b\u026d\u0142\u0141\u019a\u01c0\u05d5\u05df\u0627\u0661\u06f1"
    "\u07ca\u13de\u14aa\u16c1\u2223\u2c93\u2cd1\u2d4f\ua4e1\ua4f2\u1175\u4e28 "
    "m\u043c\u039c\u03fb\u1d0d\u04ce\u13b7\u15f0\u16d6\u2c99\ua4df "
    "n\u043f\u03c0\u03b7\u039d\u0578\u057c\u0274\u0272\u0273\u019e\u2c9b\ua4e0 "
    "o0\u043e\u03bf\u03c3\u03b8\u0473\u04e9\u0585\u1d0f\u00f8\u0275\u05e1\u0647\u06be\u06c1\u06d5\u0665\u06f5\u07c0\u0966\u09e6\u0a66\u0ae6"
    "\u0b20\u0b66\u0be6\u0c66\u0ce6\u0d20\u0d66\u0e50\u0ed0\u101d\u1040\u10ff\u12d0\u13be\u2c9f\u2d31\u2d41\u2d54\u3007\ua4f3 "
    "p\u0440\u03c1\u1d18\u01a5\u13e2\u146d\u2ca3\ua4d1 "
    "q\u051b\u0563\u0566\u02a0\u2d55 "
    "r\u0433\u0493\u0393\u1d26\u0280\u024d\u027c\u027d\u13a1\u13d2\u1587\u2c85\ua4e3 "
    "s\u0455\u054f\ua731\u0282\u01bd\u13d5\u13da\ua4e2 "
    "t\u0442\u04ad\u03c4\u1d1b\u0167\u01ad\u0288\u2c66\u13a2\u2ca7\ua4d4 "
    "u\u03c5\u03bc\u057d\u054d\u1d1c\u0289\u028b\u1200\u13cc\u144c\ua4f4 "
    "v\u03bd\u0475\u1d20\u05d8\u0667\u06f7\u13d9\u142f\u2d38\ua4e6 "
    "w\u051d\u0461\u0561\u03c9\u1d21\u026f\u13b3\u13d4\ua4ea "
    "x\u0445\u04b3\u03c7\u00d7\u1541\u157d\u166d\u16b7\u2573\u2cad\u2d5d\ua4eb "
    "y\u0443\u04af\u04b1\u03a5\u03b3\u10e7\u028f\u024f\u01b4\u0263\u13a9\u13bd\u2ca9\ua4ec "
    "z\u03b6\u1d22\u01b6\u0225\u0290\u13c3\ua4dc "
    "2\u01a8\u01bb "
    "3\u0437\u04e1\u0292\u021d\u2ccd "
    "4\u0447\u13ce "
    "6\u0431\u13ee\u2cd3 "
    "8\u0223\u09ea\u0a6a "
    "9\u09ed\u0a67\u0d6d "
    // Look-alikes among the East Asian scripts.
    "\u30a8\u5de5 \u30ab\u529b \u30bf\u5915 \u30c8\u535c \u30cb\u4e8c \u30cf\u516b \u30d8\u3078 \u30ea\u308a \u30ed\u53e3\u56d7 "
    "\u4e00\u30fc ";

// Marks over, under and through letters.
bool is_mark(std::uint32_t point) {
    return within(point, 0x300, 0x36f) || within(point, 0x483, 0x489) || within(point, 0x591, 0x5c7) || within(point, 0x64b, 0x65f) ||
           within(point, 0x1ab0, 0x1aff) || within(point, 0x1dc0, 0x1dff) || within(point, 0x20d0, 0x20ff) || within(point, 0xfe20, 0xfe2f);
}

// The small letter of a capital, in the scripts of the table. Cherokee's small letters are the younger ones.
std::uint32_t small(std::uint32_t point) {
    if (within(point, 'A', 'Z') || within(point, 0xc0, 0xde) || within(point, 0x391, 0x3a9) || within(point, 0x410, 0x42f))
        return point + 0x20;
    if (within(point, 0x400, 0x40f)) return point + 0x50;
    if (within(point, 0x531, 0x556)) return point + 0x30;
    if (within(point, 0xab70, 0xabbf)) return point - 0xab70 + 0x13a0;
    // Where capitals and small letters take turns.
    if (within(point, 0x100, 0x137) || within(point, 0x14a, 0x177) || within(point, 0x460, 0x481) || within(point, 0x48a, 0x4bf) ||
        within(point, 0x4d0, 0x52f) || within(point, 0x2c80, 0x2ce3))
        return point | 1;
    return point;
}

// The letter that stands for all of its group; 0 where it is in none.
std::uint32_t in_table(std::uint32_t wanted) {
    std::uint32_t first = 0;
    for (std::size_t at = 0; at < groups.size();) {
        const auto point = next_point(groups, at);
        if (point == ' ') {
            first = 0;
        } else if (first == 0) {
            first = point;
        } else if (point == wanted) {
            return first;
        }
    }
    return 0;
}

// 0 for a gap.
std::uint32_t shape(std::uint32_t point) {
    // Letters on discs and squares and those of flags, which no normalisation takes off.
    for (const std::uint32_t first : {0x1f150U, 0x1f170U, 0x1f1e6U})
        if (within(point, first, first + 25)) point = 'A' + (point - first);
    if (const auto found = in_table(point)) return found;
    if (is_gap(point)) return 0;
    point = small(point);
    const auto found = in_table(point);
    return found ? found : point;
}

void replace_all(std::string& text, std::string_view from, char to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) text.replace(at, from.size(), 1, to);
}

}  // namespace

bool is_gap(std::uint32_t point) {
    return is_blank(point) || point < 0x30 || within(point, 0x3a, 0x40) || within(point, 0x5b, 0x60) || within(point, 0x7b, 0xbf) ||
           point == 0xf7 || within(point, 0x2b0, 0x2ff) || within(point, 0x2000, 0x20cf) || within(point, 0x2190, 0x2bff) ||
           within(point, 0x2e00, 0x3006) || within(point, 0x3008, 0x3020) || point == 0x3030 || point == 0x30fb ||
           within(point, 0xfd3e, 0xfd3f) || within(point, 0xfe10, 0xfe6f) || within(point, 0x1f000, 0x1faff);
}

std::string skeleton(std::string_view name) {
    if (!protocol::count_characters(name)) return std::string(name);
    // Some Greek letters pass for one Latin letter small and for another as a capital. Among Latin letters the shape counts; on
    // their own they are read as capitals, so that a Greek name has one skeleton in both cases.
    bool latin = false;
    for (const char letter : name) latin = latin || within(static_cast<unsigned char>(letter) | 0x20U, 'a', 'z');

    std::string bones;
    std::string visible;
    for (std::size_t at = 0; at < name.size();) {
        auto point = next_point(name, at);
        if (is_unseen(point)) continue;
        append_point(visible, point);
        if (is_mark(point)) continue;
        if (point == 0x3c2) point = 0x3c3;  // the sigma at the end of a word
        if (!latin && within(point, 0x3b1, 0x3c9)) point -= 0x20;
        if (const auto seen = shape(point)) {
            append_point(bones, seen);
        } else if (!bones.empty() && bones.back() != ' ') {
            bones += ' ';
        }
    }
    if (!bones.empty() && bones.back() == ' ') bones.pop_back();
    if (bones.empty()) return visible;

    replace_all(bones, "rn", 'm');
    replace_all(bones, "vv", 'w');
    replace_all(bones, "cl", 'd');
    replace_all(bones, "i", 'l');  // last, since "ci" is no d
    return bones;
}

}  // namespace client::members
