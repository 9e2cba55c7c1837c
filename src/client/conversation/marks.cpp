#include "client/conversation/marks.hpp"

#include <cstdint>

#include "client/conversation/letters.hpp"
#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

namespace client::conversation {
namespace {

// Of a word, in whatever script.
bool is_of_word(char letter) { return is_letter_or_digit(letter) || static_cast<unsigned char>(letter) >= 0x80; }
bool is_blank(char letter) { return letter == ' ' || letter == '\n'; }
// Beyond its ends a text is blank.
char letter_of(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\n'; }

// Whether the line of `text` that begins at `at` begins as a quote, a heading, a list or a block of code does (CommonMark 0.31.2, sections
// 4 and 5).
bool opens_block(std::string_view text, std::size_t at) {
    for (auto spaces = 0; spaces < 3 && letter_of(text, at) == ' '; ++spaces) ++at;
    const auto first = letter_of(text, at);
    const auto second = letter_of(text, at + 1);
    // Punctuation makes a face of it: >:(
    if (first == '>') return second == ' ' || second == '>' || is_of_word(second);
    if (first == '`' || first == '~') return second == first && letter_of(text, at + 2) == first;
    if (first == '#') {
        while (letter_of(text, at) == '#') ++at;
    } else if (first == '-' || first == '+' || first == '*') {
        ++at;
    } else {
        if (!is_digit(first)) return false;
        while (is_digit(letter_of(text, at))) ++at;
        const auto end = letter_of(text, at++);
        if (end != '.' && end != ')') return false;
    }
    return letter_of(text, at) == ' ' && !is_blank(letter_of(text, at + 1));
}

// Whether a reader may take a label for an address: there is a scheme in it, or a name with a full stop or an @ inside, or what looks like
// a full stop; or something that is not seen, which may be anywhere. A number or a time has none of these.
bool looks_like_address(std::string_view label) {
    for (std::size_t at = 0; at < label.size();) {
        const auto sign = letter_of(label, at);
        const auto before = letter_of(label, at - 1);
        const auto behind = letter_of(label, at + 1);
        if (sign == ':' && behind == '/') return true;
        if ((sign == '@' || (sign == '.' && !is_digit(behind))) && is_of_word(before) && is_of_word(behind)) return true;
        if (protocol::utf8_sequence(label.substr(at)) == 0) return true;
        const auto point = protocol::next_point(label, at);
        if (point == 0x2024 || point == 0x3002 || point == 0xfe52 || point == 0xff0e || point == 0xff61) return true;
        if (members::is_unseen(point)) return true;
    }
    return false;
}

// Whether `text` is the address, or its beginning with at least all of the host.
bool begins_address(std::string_view text, std::string_view address) {
    const auto next = letter_of(address, text.size());
    return address.substr(0, text.size()) == text && (next == '\n' || next == '/' || next == '?' || next == '#');
}

// The same, also without the scheme, which nobody says.
bool names(std::string_view text, std::string_view address) {
    auto bare = address.substr(address.find(':') + 1);
    while (!bare.empty() && bare.front() == '/') bare.remove_prefix(1);  // to the end of it where nobody is written to: mailto://
    return begins_address(text, address) || begins_address(text, bare);
}

}  // namespace

bool has_marks(const std::vector<Piece>& pieces) {
    std::string text;
    for (const auto& piece : pieces) text += piece.href.empty() ? std::string_view(piece.text) : "a";
    constexpr std::string_view marks = "*_`~";
    bool open[marks.size()] = {};
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto mark = text[at];
        const auto before = letter_of(text, at - 1);  // (at 0 that is beyond the end)
        const auto behind = letter_of(text, at + 1);
        if ((before == '\n' && opens_block(text, at)) || (mark == ']' && behind == '(')) return true;
        const auto kind = marks.find(mark);
        // Of these there are two at a time, and in a run the first one counts.
        if (kind == std::string_view::npos || before == mark || (mark == '~' && behind != mark)) continue;
        if (open[kind] && !is_blank(before)) return true;
        // An underscore within a word is a part of its name, and one behind a backslash the arm of somebody who shrugs.
        if (!is_blank(behind) && (mark != '_' || (!is_of_word(before) && before != '\\'))) open[kind] = true;
    }
    return false;
}

LabelledLink judged_link(std::string_view label, std::string_view address) {
    const auto pieces = find_links(address);
    if (pieces.size() != 1 || pieces.front().href != address) return LabelledLink::none;
    const bool disguised = !members::has_visible(label) || (looks_like_address(label) && !names(label, address));
    return disguised ? LabelledLink::disguised : LabelledLink::honest;
}

}  // namespace client::conversation
