#include "client/links.hpp"

namespace client {
namespace {

constexpr std::size_t max_links = 100;

bool is_space(char letter) { return letter == ' ' || (letter >= '\t' && letter <= '\r'); }

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
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

}  // namespace client
