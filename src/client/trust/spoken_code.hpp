// A safety code (protocol/safety.hpp) as two people compare it: as words that are read aloud, or as pictures. Both are numbers into lists
// that the page has in the person's language.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace client::trust {

struct SpokenCode {
    std::vector<std::uint16_t> words;    // 0..2047: 11 bits each
    std::vector<std::uint8_t> pictures;  // 0..63: 6 bits each

    friend bool operator==(const SpokenCode&, const SpokenCode&) = default;
};

// The bits of `code`, each byte's highest first. Those at the end that are too few for one more word or picture are left out: a code of 6
// bytes has four words or eight pictures, one of 12 bytes twice as many.
SpokenCode spoken(std::string_view code);

}  // namespace client::trust
