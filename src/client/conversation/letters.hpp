// Letters of ASCII, for what looks for addresses and marks byte by byte.
#pragma once

namespace client::conversation {

constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
constexpr char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + ('a' - 'A')) : letter; }
constexpr bool is_letter_or_digit(char letter) { return is_digit(letter) || (lower(letter) >= 'a' && lower(letter) <= 'z'); }

}  // namespace client::conversation
