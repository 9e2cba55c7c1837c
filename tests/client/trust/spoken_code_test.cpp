// A safety code as words and as pictures.
#include "client/trust/spoken_code.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "protocol/safety.hpp"

using namespace client::trust;

TEST_CASE("a code is split into its bits, the highest first") {
    // 0x01 23 45 67 89 ab, as 11 and as 6 bits at a time
    CHECK(spoken("\x01\x23\x45\x67\x89\xab") ==
          SpokenCode{{0b00000001001, 0b00011010001, 0b01011001111, 0b00010011010}, {0, 18, 13, 5, 25, 56, 38, 43}});
    CHECK(spoken("\xff\xff\xff\xff\xff\xff") == SpokenCode{{2047, 2047, 2047, 2047}, {63, 63, 63, 63, 63, 63, 63, 63}});
    CHECK(spoken("") == SpokenCode{});
    CHECK(spoken("\x80") == SpokenCode{{}, {32}});
}

TEST_CASE("codes have as many words and pictures as the protocol says") {
    const auto pair = spoken(std::string(protocol::pair_code_bytes, 'x'));
    CHECK(pair.words.size() == 4);
    CHECK(pair.pictures.size() == 8);
    const auto room = spoken(std::string(protocol::room_code_bytes, 'x'));
    CHECK(room.words.size() == 8);
    CHECK(room.pictures.size() == 16);
}

TEST_CASE("each bit of a code is in its pictures, and each that fills a word in its words") {
    std::mt19937 random(7);
    for (int i = 0; i < 1'000; ++i) {
        std::string code(protocol::pair_code_bytes, '\0');
        for (auto& byte : code) byte = static_cast<char>(random());
        const auto before = spoken(code);
        const auto bit = random() % 48;
        code[bit / 8] = static_cast<char>(code[bit / 8] ^ (0x80 >> bit % 8));
        const auto after = spoken(code);
        for (std::size_t at = 0; at < 8; ++at) CHECK((before.pictures[at] != after.pictures[at]) == (at == bit / 6));
        for (std::size_t at = 0; at < 4; ++at) CHECK((before.words[at] != after.words[at]) == (at == bit / 11));
    }
}
