#include "client/room/invitation.hpp"

#include "client/members/names.hpp"
#include "protocol/ids.hpp"

namespace client::room {
namespace {

int hex_value(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

// The letter that `text` begins with, if it is escaped (RFC 3986 section 2.1): a '%' and two digits.
std::optional<char> escaped_letter(std::string_view text) {
    if (text.size() < 3 || text.front() != '%') return std::nullopt;
    const int high = hex_value(text[1]);
    const int low = hex_value(text[2]);
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

// Nothing where a '%' escapes nothing.
std::optional<std::string> percent_decoded(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto escaped = escaped_letter(text);
        if (!escaped && text.front() == '%') return std::nullopt;
        out += escaped.value_or(text.front());
        text.remove_prefix(escaped ? 3 : 1);
    }
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char letter : text) {
        if (protocol::is_base64url({&letter, 1}) || letter == '.' || letter == '~') {  // unreserved (RFC 3986 section 2.3)
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

// The secret at the start of `text`; what a program or a sentence has put behind it does not matter. But one letter more of the
// alphabet is no addition: then the secret is another one.
std::optional<std::string> leading_secret(std::string_view text) {
    std::string secret;
    while (!text.empty() && secret.size() <= protocol::id_letters) {
        const auto escaped = escaped_letter(text);
        const char letter = escaped.value_or(text.front());
        if (!protocol::is_base64url({&letter, 1})) break;
        secret += letter;
        text.remove_prefix(escaped ? 3 : 1);
    }
    if (secret.size() != protocol::id_letters || !protocol::from_base64url(secret)) return std::nullopt;
    return secret;
}

}  // namespace

std::optional<Invitation> parse_invitation(std::string_view fragment) {
    // Where the first slash is escaped, all was.
    std::optional<std::string> whole;
    if (escaped_letter(fragment) == '/') {
        whole = percent_decoded(fragment);
        if (!whole) return std::nullopt;
        fragment = *whole;
    }
    if (!fragment.empty() && fragment.front() == '!') fragment.remove_prefix(1);
    const bool begins = !fragment.empty() && fragment.front() == '/';
    if (begins) fragment.remove_prefix(1);

    const auto slash = fragment.find('/');
    std::optional<std::string> secret;
    if (slash != std::string_view::npos) {
        // A slash promises a secret: a link that lost its own is broken, not the name of a room that anybody can guess.
        secret = leading_secret(fragment.substr(slash + 1));
        if (!secret) return std::nullopt;
    } else if (!begins) {
        return std::nullopt;  // a word alone
    }
    const auto raw = percent_decoded(fragment.substr(0, slash));
    if (!raw) return std::nullopt;
    auto room = members::clean_name(*raw, max_room_name_characters);
    if (room.empty() || room != *raw) return std::nullopt;
    return Invitation{std::move(room), secret.value_or("")};
}

std::string write_invitation(const Invitation& invitation) {
    // Put together by appending: GCC 12 warns of an overlap that is not there in "/" + text (GCC bug 105651).
    std::string fragment = "/";
    fragment += percent_encoded(invitation.room);
    if (!invitation.secret.empty()) fragment += '/';
    fragment += invitation.secret;
    return fragment;
}

}  // namespace client::room
