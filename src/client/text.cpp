#include "client/text.hpp"

#include <array>

#include "protocol/ids.hpp"
#include "protocol/utf8.hpp"

namespace client {
namespace {

using protocol::next_point;

constexpr std::size_t max_room_name_characters = 64;
constexpr std::size_t max_invitation_bytes = 1024;
constexpr std::size_t max_links = 100;

bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

// Controls, characters without a shape of their own, and those that turn the direction of what follows (Unicode UAX #9).
bool is_unseen(std::uint32_t point) {
    return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0xad || point == 0x61c || point == 0x180e ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) || (point >= 0x2060 && point <= 0x206f) ||
           point == 0xfeff || (point >= 0xfff9 && point <= 0xfffb) || (point >= 0xe0000 && point <= 0xe007f);
}

bool starts_with(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

bool starts_address(std::string_view text) {
    return starts_with(text, "https://") || starts_with(text, "http://") || starts_with(text, "mailto:");
}

// How many bytes of `text`, which starts an address, belong to it: up to white space or a bracket, less the punctuation that
// ends a sentence. A closing bracket stays if it was opened inside, as in many encyclopedia addresses.
std::size_t address_length(std::string_view text) {
    std::size_t end = 0;
    int open = 0;
    while (end < text.size()) {
        const char letter = text[end];
        if (is_space(letter) || letter == '<' || letter == '>' || letter == '"' || letter == '`') break;
        if (starts_with(text.substr(end), "\u3000") || starts_with(text.substr(end), "\u00a0")) break;
        if (letter == '(') ++open;
        if (letter == ')' && --open < 0) break;
        ++end;
    }
    constexpr std::string_view closing = ".,;:!?'*_~]";
    while (end > 0 && closing.find(text[end - 1]) != std::string_view::npos) --end;
    return end;
}

std::size_t scheme_length(std::string_view text) { return starts_with(text, "mailto:") ? 7 : text.find("//") + 2; }

int hex_value(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hex_value(text[i + 1]);
        const int low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char letter : text) {
        if (is_letter_or_digit(letter) || letter == '-' || letter == '.' || letter == '_' || letter == '~') {
            out += letter;
        } else {
            const auto byte = static_cast<unsigned char>(letter);
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}

}  // namespace

std::vector<Piece> find_links(std::string_view text) {
    std::vector<Piece> pieces;
    std::size_t links = 0;
    std::size_t plain = 0;  // where the stretch of plain text begins that is not in a piece yet
    for (std::size_t i = 0; i < text.size() && links < max_links;) {
        const bool at_word = i == 0 || !is_letter_or_digit(text[i - 1]);
        const auto rest = text.substr(i);
        if (!at_word || !starts_address(rest)) {
            ++i;
            continue;
        }
        const auto length = address_length(rest);
        if (length <= scheme_length(rest)) {
            ++i;
            continue;
        }
        if (i > plain) pieces.push_back({std::string(text.substr(plain, i - plain)), ""});
        pieces.push_back({std::string(rest.substr(0, length)), std::string(rest.substr(0, length))});
        ++links;
        i += length;
        plain = i;
    }
    if (plain < text.size()) pieces.push_back({std::string(text.substr(plain)), ""});
    return pieces;
}

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

std::optional<Invitation> parse_invitation(std::string_view fragment) {
    if (fragment.size() > max_invitation_bytes || fragment.empty() || fragment.front() != '/') return std::nullopt;
    const auto slash = fragment.find('/', 1);
    std::string_view secret;
    if (slash != std::string_view::npos) {
        // A slash promises a secret: a link that lost its own is broken, not the name of a room that anybody can guess.
        secret = fragment.substr(slash + 1);
        if (!secret.empty() && secret.back() == '/') secret.remove_suffix(1);
        if (secret.size() != protocol::id_letters || !protocol::from_base64url(secret)) return std::nullopt;
    }
    const auto raw = percent_decoded(fragment.substr(1, slash - 1));
    if (!raw) return std::nullopt;
    const auto room = clean_name(*raw, max_room_name_characters);
    if (room.empty() || room != *raw) return std::nullopt;
    return Invitation{room, std::string(secret)};
}

std::string write_invitation(const Invitation& invitation) {
    // Put together by appending: GCC 12 warns of an overlap that is not there in "/" + text (GCC bug 105651).
    std::string fragment = "/";
    fragment += percent_encoded(invitation.room);
    if (!invitation.secret.empty()) fragment += '/';
    fragment += invitation.secret;
    return fragment;
}

}  // namespace client
