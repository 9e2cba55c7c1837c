#include "client/conversation/links.hpp"

#include <algorithm>
#include <cstdint>

#include "client/conversation/letters.hpp"
#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

namespace client::conversation {
namespace {

constexpr std::size_t max_links = 100;
constexpr std::size_t max_port = 65'535;
constexpr std::size_t max_ipv6_letters = 45;
constexpr std::size_t max_user_letters = 64;  // RFC 5321 section 4.5.3.1.1

bool is_hex(char letter) { return is_digit(letter) || (lower(letter) >= 'a' && lower(letter) <= 'f'); }
bool is_one_of(std::string_view letters, std::uint32_t point) {
    return point < 0x80 && letters.find(static_cast<char>(point)) != std::string_view::npos;
}

// The code point at the start of `text` and its length in bytes, which is 0 at the end and where bytes are no UTF-8.
struct Sign {
    std::uint32_t point = 0;
    std::size_t length = 0;
};
Sign first_sign(std::string_view text) {
    const auto length = protocol::utf8_sequence(text);
    std::size_t at = 0;
    return length == 0 ? Sign{} : Sign{protocol::next_point(text, at), length};
}
// The same at the end of `text`, which is not empty.
Sign last_sign(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[text.size() - length]) & 0xc0U) == 0x80) ++length;
    return first_sign(text.substr(text.size() - length));
}

// An address ends before these characters, wherever they stand: white space, what is unseen and no part of a word, quotation marks, and the
// punctuation and brackets of East Asian scripts.
bool ends_address(std::uint32_t point) {
    return members::is_blank(point) || (members::is_unseen(point) && !members::is_joiner(point) && !members::is_selector(point)) ||
           is_one_of("\"<>`", point) || point == 0xab || point == 0xbb || members::within(point, 0x201c, 0x201f) ||
           members::within(point, 0x2039, 0x203a) || members::within(point, 0x3001, 0x3003) || members::within(point, 0x3008, 0x3011) ||
           members::within(point, 0x3014, 0x301f) || point == 0xff01 || members::within(point, 0xff08, 0xff09) || point == 0xff0c ||
           point == 0xff0e || members::within(point, 0xff1a, 0xff1b) || point == 0xff1f || point == 0xff3b || point == 0xff3d ||
           point == 0xff5b || point == 0xff5d || members::within(point, 0xff5f, 0xff64);
}

// These characters belong to the sentence and not to the address at whose end they stand: punctuation (Latin, Arabic, Devanagari, Khmer),
// a bracket that is opened there, a joiner that joins nothing.
bool ends_sentence(std::uint32_t point) {
    return is_one_of(".,;:!?'|([{", point) || members::within(point, 0x2018, 0x2019) || members::within(point, 0x2025, 0x2026) ||
           point == 0x60c || point == 0x61b || point == 0x61f || point == 0x6d4 || members::within(point, 0x964, 0x965) ||
           members::within(point, 0x17d4, 0x17d5) || members::is_joiner(point);
}

bool is_ipv4(std::string_view text) {
    for (int part = 1;; ++part) {
        std::size_t digits = 0;
        unsigned value = 0;
        for (; digits < text.size() && digits < 4 && is_digit(text[digits]); ++digits) value = value * 10 + unsigned(text[digits] - '0');
        if (digits == 0 || digits > 3 || value > 255) return false;
        text.remove_prefix(digits);
        if (part == 4) return text.empty();
        if (text.empty() || text.front() != '.') return false;
        text.remove_prefix(1);
    }
}

// RFC 4291 section 2.2.
bool is_ipv6(std::string_view text) {
    std::size_t groups = 0;
    bool shortened = text.substr(0, 2) == "::";
    if (shortened) text.remove_prefix(2);
    while (!text.empty()) {
        const auto colon = text.find(':');
        const auto group = text.substr(0, colon);
        if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
            if (!is_ipv4(group)) return false;
            groups += 2;
            break;
        }
        if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hex)) return false;
        ++groups;
        if (colon == std::string_view::npos) break;
        text.remove_prefix(colon + 1);
        if (text.empty()) return false;
        if (text.front() != ':') continue;
        if (shortened) return false;
        shortened = true;
        text.remove_prefix(1);
    }
    return shortened ? groups < 8 : groups == 8;
}

// A letter of a domain name, in any script.
bool is_of_name(std::uint32_t point) {
    if (point < 0x80) return is_letter_or_digit(static_cast<char>(point)) || is_one_of("-_", point);
    return !ends_address(point) && !ends_sentence(point) && !members::is_unseen(point) && !members::within(point, 0x2000, 0x206f);
}

// How many bytes at the start of `text` are a domain name or an IPv4 address; 0 for none. A word in another script that follows
// without a space, such as a Korean particle, is none of a name in Latin letters.
std::size_t name_length(std::string_view text) {
    std::size_t end = 0;
    for (std::size_t label = 0; label < text.size();) {
        const bool latin = is_letter_or_digit(text[label]);
        std::size_t foreign = 0;  // where the label leaves the Latin script, 0 where it does not
        auto at = label;
        for (auto sign = first_sign(text.substr(at)); sign.length != 0 && is_of_name(sign.point); sign = first_sign(text.substr(at))) {
            if (latin && foreign == 0 && sign.point >= 0x370) foreign = at;
            at += sign.length;
        }
        // If it is the last, the name ends here: with a letter or digit, in the script in which it began.
        auto solid = foreign != 0 ? foreign : at;
        while (solid > label && is_one_of("-_", static_cast<unsigned char>(text[solid - 1]))) --solid;
        if (solid == label) break;
        end = solid;
        if (at == text.size() || text[at] != '.') break;
        label = at + 1;
    }
    const auto name = text.substr(0, end);
    const auto top = name.substr(name.rfind('.') + 1);
    // A host that ends in a number is no name (WHATWG URL, "ends-in-a-number checker").
    const bool hex = top.size() > 1 && top[0] == '0' && lower(top[1]) == 'x' && std::all_of(top.begin() + 2, top.end(), is_hex);
    if (hex || (std::all_of(top.begin(), top.end(), is_digit) && !is_ipv4(name))) return 0;
    return end;
}

// host [":" port] (RFC 3986 section 3.2); 0 where `text` begins with none that a browser takes.
std::size_t host_length(std::string_view text) {
    std::size_t end = 0;
    if (!text.empty() && text.front() == '[') {
        const auto close = text.substr(0, max_ipv6_letters + 2).find(']');
        if (close == std::string_view::npos || !is_ipv6(text.substr(1, close - 1))) return 0;
        end = close + 1;
    } else {
        end = name_length(text);
        // The root may be named, but a full stop that no path follows is the sentence's.
        if (end != 0 && text.substr(end, 2) == "./") ++end;
    }
    if (end == 0 || end >= text.size() || text[end] != ':') return end;
    std::size_t port = 0;
    auto at = end + 1;
    for (; at < text.size() && is_digit(text[at]); ++at) port = std::min(port * 10 + std::size_t(text[at] - '0'), max_port + 1);
    return port > max_port ? 0 : at > end + 1 ? at : end;
}

// [userinfo "@"] host [":" port]; 0 where there is none.
std::size_t authority_length(std::string_view text) {
    const auto at = std::find_if_not(text.begin(), text.end(),
                                     [](char letter) { return is_letter_or_digit(letter) || is_one_of("-._~%!$&'()*+,;=:", letter); });
    if (at != text.begin() && at != text.end() && *at == '@') {
        const auto user = static_cast<std::size_t>(at - text.begin()) + 1;
        if (const auto host = host_length(text.substr(user))) return user + host;
    }
    return host_length(text);
}

// How many bytes at the start of `text` go on with an address: up to what ends it, or a bracket that was not opened in it.
std::size_t path_length(std::string_view text) {
    std::string open;  // the brackets that close what was opened, the innermost last
    std::size_t end = 0;
    for (auto sign = first_sign(text); sign.length != 0 && !ends_address(sign.point); sign = first_sign(text.substr(end))) {
        constexpr std::string_view opening = "([{";
        constexpr std::string_view closing = ")]}";
        if (is_one_of(opening, sign.point)) open += closing[opening.find(static_cast<char>(sign.point))];
        if (is_one_of(closing, sign.point)) {
            if (open.empty() || open.back() != static_cast<char>(sign.point)) break;
            open.pop_back();
        }
        end += sign.length;
    }
    return end;
}

// Where an address of which no path was read yet ends: that goes on where one of `signs` stands. `before` is what stands before the
// address.
std::size_t whole_length(std::string_view text, std::size_t least, std::string_view signs, std::string_view before) {
    if (least == text.size() || !is_one_of(signs, static_cast<unsigned char>(text[least]))) return least;
    auto end = least + path_length(text.substr(least));
    // Marks of emphasis belong to the sentence, as many as stand in it before.
    const auto whole = text.substr(0, end);
    while (end > least) {
        const auto last = last_sign(text.substr(0, end));
        if (is_one_of("*_~", last.point)) {
            const auto mark = static_cast<char>(last.point);
            const auto behind = whole.substr(end);
            if (std::count(before.begin(), before.end(), mark) <= std::count(behind.begin(), behind.end(), mark)) break;
        } else if (!ends_sentence(last.point)) {
            break;
        }
        end -= last.length;
    }
    return end;
}

bool begins(std::string_view text, std::string_view with) {
    return text.size() >= with.size() &&
           std::equal(with.begin(), with.end(), text.begin(), [](char letter, char theirs) { return letter == lower(theirs); });
}

// user "@" host behind `mailto:` (RFC 6068 section 2, RFC 6531); 0 where there is none.
std::size_t addressee_length(std::string_view text) {
    std::size_t at = 0;
    for (auto sign = first_sign(text); sign.length != 0 && sign.point != '@'; sign = first_sign(text.substr(at))) {
        if (ends_address(sign.point) || is_one_of("()[]{}\\,;:?#/", sign.point)) return 0;
        at += sign.length;
    }
    if (at == 0 || at >= text.size() || text[at] != '@') return 0;
    const auto host = name_length(text.substr(at + 1));
    return host == 0 ? 0 : at + 1 + host;
}

// An address with a scheme; 0 for none.
std::size_t address_length(std::string_view text, std::string_view before) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!begins(text, scheme)) continue;
        const auto authority = authority_length(text.substr(scheme.size()));
        return authority == 0 ? 0 : whole_length(text, scheme.size() + authority, "/?#", before);
    }
    constexpr std::string_view mailto = "mailto:";
    if (!begins(text, mailto)) return 0;
    const auto addressee = addressee_length(text.substr(mailto.size()));
    return addressee == 0 ? 0 : whole_length(text, mailto.size() + addressee, "?,", before);
}

// The name of a host that nobody takes for anything else: so many full stops in it, and none at the end is a number or one letter.
bool is_name_of_host(std::string_view name, std::ptrdiff_t stops) {
    const auto top = name.substr(name.rfind('.') + 1);
    return std::count(name.begin(), name.end(), '.') >= stops && top.size() > 1 && !std::all_of(top.begin(), top.end(), is_digit);
}

// "www.", and a name behind it.
std::size_t www_length(std::string_view text, std::string_view before) {
    if (!begins(text, "www.")) return 0;
    const auto name = name_length(text);
    if (name == 0 || !is_name_of_host(text.substr(0, name), 2)) return 0;
    // A part that reads as the host would only be who signs in there, or whom the letter is for.
    const auto host = host_length(text);
    if (host == 0 || text.substr(host, 1) == "@") return 0;
    return whole_length(text, host, "/?#", before);
}

// An address of mail, of letters that no sentence has around it. (RFC 5322 section 3.2.3 has more, which nobody uses.)
std::size_t mail_length(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && at <= max_user_letters && (is_letter_or_digit(text[at]) || is_one_of("._+-", text[at]))) ++at;
    const auto user = text.substr(0, at);
    if (at == 0 || at > max_user_letters || at == text.size() || text[at] != '@') return 0;
    if (!is_letter_or_digit(user.front()) || user.back() == '.' || user.find("..") != std::string_view::npos) return 0;
    const auto name = name_length(text.substr(at + 1));
    if (name == 0 || !is_name_of_host(text.substr(at + 1, name), 1)) return 0;
    // Names of other things go on: git@host:path, ann@server/phone.
    const auto behind = text.substr(at + 1 + name);
    const bool goes_on = !behind.empty() && is_one_of("/@", static_cast<unsigned char>(behind[0]));
    const bool has_path = behind.size() > 1 && behind[0] == ':' && is_letter_or_digit(behind[1]);
    return goes_on || has_path ? 0 : at + 1 + name;
}

// Whether a word begins behind `before`, which ends with `marks` underscores, so that an address without a scheme may begin there.
bool begins_word(std::string_view before, std::size_t marks) {
    before.remove_suffix(marks);
    if (before.empty()) return true;
    const auto last = last_sign(before);
    const bool latin = members::within(last.point, 0xc0, 0x24f) && last.point != 0xd7 && last.point != 0xf7;
    return !latin && !(last.point < 0x80 && (is_letter_or_digit(before.back()) || is_one_of(".-+@/\\", last.point)));
}

// The scheme that stands before a link without a scheme, so that it leads there.
struct Found {
    std::size_t length = 0;
    std::string_view scheme;
};

// The link at the start of `text`; its length is 0 for none. `before` is what stands before it.
Found link_at(std::string_view text, std::string_view before) {
    if (!before.empty() && is_letter_or_digit(before.back())) return {};
    if (const auto length = address_length(text, before)) return {length, ""};
    if (!is_letter_or_digit(text.front())) return {};
    const auto marks = before.size() - std::min(before.size(), before.find_last_not_of('_') + 1);
    if (!begins_word(before, marks)) return {};
    Found found{mail_length(text), "mailto:"};
    if (found.length == 0) found = {www_length(text, before), "https://"};
    // An underscore may be the first letter of a name, unless another one ends the emphasis.
    if (marks > 0 && text.substr(found.length, 1) != "_") return {};
    return found;
}

}  // namespace

std::vector<Piece> find_links(std::string_view text) {
    std::vector<Piece> pieces;
    std::size_t links = 0;
    std::size_t plain = 0;  // where the stretch of plain text begins that is not in a piece yet
    for (std::size_t i = 0; i < text.size() && links < max_links;) {
        const auto [length, scheme] = link_at(text.substr(i), text.substr(0, i));
        if (length == 0) {
            ++i;
            continue;
        }
        if (i > plain) pieces.push_back({std::string(text.substr(plain, i - plain)), ""});
        const std::string address(text.substr(i, length));
        pieces.push_back({address, std::string(scheme) + address});
        ++links;
        i += length;
        plain = i;
    }
    if (plain < text.size()) pieces.push_back({std::string(text.substr(plain)), ""});
    return pieces;
}

}  // namespace client::conversation
