#include "client/invitation.hpp"

#include "client/text.hpp"
#include "protocol/ids.hpp"

namespace client {
namespace {

constexpr std::size_t max_invitation_bytes = 1024;

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

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
