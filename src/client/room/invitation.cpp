#include "client/room/invitation.hpp"

#include <charconv>

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

// Takes the word of base64url letters, up to `most` of them, that `text` begins with; there may be other letters behind it.
std::string take_word(std::string_view& text, std::size_t most) {
    std::string word;
    while (!text.empty() && word.size() < most) {
        const auto escaped = escaped_letter(text);
        const char letter = escaped.value_or(text.front());
        if (!protocol::is_base64url({&letter, 1})) break;
        word += letter;
        text.remove_prefix(escaped ? 3 : 1);
    }
    return word;
}

constexpr std::string_view fleeting = "fleeting";
constexpr std::string_view ticket_mark = "t";

std::string written(KeptDays days) { return !days ? "" : *days == 0 ? std::string(fleeting) : std::to_string(*days) + "d"; }

// Takes a slash and the word behind it; "" where there is none.
std::string take_part(std::string_view& text) {
    const auto slash = text.empty() ? std::nullopt : escaped_letter(text);
    if (slash.value_or(text.empty() ? ' ' : text.front()) != '/') return "";
    text.remove_prefix(slash ? 3 : 1);
    return take_word(text, ticket_mark.size() + protocol::id_letters + 1);
}

// False where the word says something else, or a part of it was lost.
bool read_days(const std::string& word, KeptDays& days) {
    std::uint32_t number = 0;
    const auto* end = word.data() + word.size();
    const auto read = std::from_chars(word.data(), end, number);
    if (word == fleeting) {
        days = 0;
    } else if (read.ec == std::errc() && number > 0 && number <= max_kept_days &&
               std::string_view(read.ptr, std::size_t(end - read.ptr)) == "d") {
        days = number;
    } else {
        return false;
    }
    return true;
}

// Reads all that follows the secret; false as above.
bool read_rest(std::string_view text, Invitation& invitation) {
    auto word = take_part(text);
    if (!word.empty() && word.front() != ticket_mark.front()) {
        if (!read_days(word, invitation.kept_days)) return false;
        word = take_part(text);
    }
    if (word.empty()) return true;
    if (word.front() == ticket_mark.front()) invitation.ticket = protocol::id_from_text<protocol::Ticket>(word.substr(ticket_mark.size()));
    return invitation.ticket.has_value();
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
    Invitation invitation;
    auto& secret = invitation.secret;
    if (slash != std::string_view::npos) {
        // A slash promises a secret: a link that lost its own is broken, not the name of a room that anybody can guess. What a program or
        // a sentence has put behind it does not matter, but one letter more of the alphabet is no addition: then the secret is another one.
        auto behind = fragment.substr(slash + 1);
        secret = take_word(behind, protocol::id_letters + 1);
        if (secret.size() != protocol::id_letters || !protocol::from_base64url(secret) || !read_rest(behind, invitation))
            return std::nullopt;
    } else if (!begins) {
        return std::nullopt;  // a word alone
    }
    const auto raw = percent_decoded(fragment.substr(0, slash));
    if (!raw) return std::nullopt;
    invitation.room = members::clean_name(*raw, max_room_name_characters);
    if (invitation.room.empty() || invitation.room != *raw) return std::nullopt;
    return invitation;
}

std::string write_invitation(const Invitation& invitation) {
    // Put together by appending: GCC 12 warns of an overlap that is not there in "/" + text (GCC bug 105651).
    std::string fragment = "/";
    fragment += percent_encoded(invitation.room);
    if (!invitation.secret.empty()) fragment += '/';
    fragment += invitation.secret;
    if (invitation.secret.empty()) return fragment;
    if (invitation.kept_days) (fragment += '/') += written(invitation.kept_days);
    if (invitation.ticket) ((fragment += '/') += ticket_mark) += protocol::to_text(*invitation.ticket);
    return fragment;
}

std::string name_for_keys(const Invitation& invitation) {
    auto name = invitation.room;
    // No name has a letter 0 in it.
    if (!invitation.secret.empty() && invitation.kept_days) (name += '\0') += written(invitation.kept_days);
    return name;
}

}  // namespace client::room
