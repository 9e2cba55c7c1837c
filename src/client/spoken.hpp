// What people say to each other over the phone: names of rooms and passphrases. Text in, text out; knows nobody.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace client {

// What can be heard of `text`: without the case of ASCII letters, spaces and hyphens. Two spellings that sound alike lead to
// one room. A text of nothing else stays as it is.
std::string heard(std::string_view text);

// What a passphrase is made of: 72 bits, more than the 64 that a stretched secret should have.
using RandomBytes = std::array<std::uint8_t, 9>;

// Six words of two syllables such as "doki-mazu-fobi-tawu-lina-hoso", each syllable of 6 bits: each value of `random` gives
// another one.
std::string spoken_passphrase(const RandomBytes& random);

}  // namespace client
