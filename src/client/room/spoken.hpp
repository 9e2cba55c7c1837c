// Names of rooms and passphrases that people tell each other over the phone. Text in, text out; knows nobody.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace client::room {

// `text`, well-formed UTF-8, as it sounds: without the case of ASCII letters, spaces, hyphens, joiners and tags. Two spellings that sound
// alike lead to one room. A text of nothing else stays as it is.
std::string heard(std::string_view text);

// The randomness of a passphrase: 72 bits, more than the 64 that a stretched secret should have.
using RandomBytes = std::array<std::uint8_t, 9>;

// Six words of two syllables such as "doki-mazu-fobi-tawu-lina-hoso", each syllable of 6 bits: each value of `random` gives
// another one.
std::string spoken_passphrase(const RandomBytes& random);

}  // namespace client::room
