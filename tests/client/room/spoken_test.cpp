#include "client/room/spoken.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>

using namespace client;
using namespace client::room;

TEST_CASE("names that sound alike are one name, and no name is silent") {
    for (const auto* text : {"our room", "Our Room", "our-room", "OURROOM", " o u r-r o o m- "}) CHECK(heard(text) == "ourroom");
    CHECK(heard("our room 2") != heard("our room 3"));
    CHECK(heard("회의 실") == "회의실");
    CHECK(heard("Übung") == "Übung");
    CHECK(heard("علی\u200cرضا") == heard("علیرضا"));
    CHECK(heard("👨\u200d👩\u200d👧") == "👨👩👧");
    CHECK(heard("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f") == "🏴");
    CHECK(heard("❤\ufe0f") == "❤\ufe0f");
    CHECK(heard("a_b.c") == "a_b.c");
    CHECK(heard("") == "");
    CHECK(heard("-") == "-");
    CHECK(heard("- -") == "- -");
    CHECK(heard(heard("Our - Room")) == "ourroom");
}

TEST_CASE("a proposed passphrase is six words of two syllables that can be said, and is heard as it was meant") {
    std::mt19937 random(5);
    for (int i = 0; i < 1'000; ++i) {
        RandomBytes bytes;
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
        const auto passphrase = spoken_passphrase(bytes);
        REQUIRE(passphrase.size() == 29);
        for (std::size_t at = 0; at < passphrase.size(); ++at) {
            const std::string_view fits = at % 5 == 4 ? "-" : at % 5 % 2 == 0 ? "bdfghjklmnpstwyz" : "aiou";
            CHECK_MESSAGE(fits.find(passphrase[at]) != std::string_view::npos, passphrase);
        }
        CHECK(heard(passphrase).size() == 24);
    }
    CHECK(spoken_passphrase({}) == "baba-baba-baba-baba-baba-baba");
    CHECK(spoken_passphrase({255, 255, 255, 255, 255, 255, 255, 255, 255}) == "zuzu-zuzu-zuzu-zuzu-zuzu-zuzu");
}

TEST_CASE("every bit of the random bytes is in the proposed passphrase") {
    std::set<std::string> passphrases{heard(spoken_passphrase({}))};
    for (std::size_t bit = 0; bit < 72; ++bit) {
        RandomBytes bytes{};
        bytes[bit / 8] = static_cast<std::uint8_t>(1U << (bit % 8));
        passphrases.insert(heard(spoken_passphrase(bytes)));
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(~byte);
        passphrases.insert(heard(spoken_passphrase(bytes)));
    }
    CHECK(passphrases.size() == 1 + 2 * 72);
}
