#include "client/text.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "protocol/utf8.hpp"

using namespace client;

TEST_CASE("a message loses the space around it and nothing else") {
    CHECK(trimmed("  a b \n\t") == "a b");
    CHECK(trimmed("\u3000a\u00a0\u3000 ") == "a");
    CHECK(trimmed(" \n\u3000\u00a0\r\n") == "");
    CHECK(trimmed("") == "");
    CHECK(trimmed("a\n\n  b") == "a\n\n  b");
    CHECK(trimmed("한 국") == "한 국");
}

TEST_CASE("a name is one line without anything unseen") {
    CHECK(clean_name("  Ann   Lee ", 32) == "Ann Lee");
    CHECK(clean_name("Ann\nLee\t!", 32) == "Ann Lee !");
    CHECK(clean_name("Ann\u202Eeel", 32) == "Anneel");            // turns the direction
    CHECK(clean_name("A\u200Bn\u200Dn\uFEFF", 32) == "Ann");      // no width
    CHECK(clean_name("\u2066Ann\u2069", 32) == "Ann");            // isolates
    CHECK(clean_name("A\u00ADnn\u061C", 32) == "Ann");            // soft hyphen, Arabic letter mark
    CHECK(clean_name("A\U000E0041nn", 32) == "Ann");              // tags
    CHECK(clean_name(std::string("A\0nn\x7f", 5), 32) == "Ann");  // controls
    CHECK(clean_name("\u200B\u202E \u3000", 32) == "");
    CHECK(clean_name("", 32) == "");
    CHECK(clean_name("김민준", 32) == "김민준");
    CHECK(clean_name("שלום", 32) == "שלום");
}

TEST_CASE("a name that is no UTF-8 is no name, and a long one is cut between characters") {
    CHECK(clean_name("\xff\xfe", 32) == "");
    CHECK(clean_name("Ann\xc3", 32) == "");
    CHECK(clean_name("\xed\xa0\x80", 32) == "");  // half a surrogate pair
    std::string faces;
    for (int i = 0; i < 50; ++i) faces += "😀";
    const auto cut = clean_name(faces, 32);
    CHECK(protocol::count_characters(cut) == 32);
    CHECK(clean_name("12345 7", 6) == "12345");
}

TEST_CASE("a cleaned name is clean") {
    std::mt19937 random(3);
    for (int i = 0; i < 3'000; ++i) {
        std::string text;
        for (auto k = random() % 10; k > 0; --k) {
            const auto point = random() % 3 == 0 ? 0x2000 + random() % 0x80 : random() % 0x800;
            if (point < 0x80) {
                text += static_cast<char>(point);
            } else if (point < 0x800) {
                text += static_cast<char>(0xc0 | (point >> 6));
                text += static_cast<char>(0x80 | (point & 0x3f));
            } else {
                text += static_cast<char>(0xe0 | (point >> 12));
                text += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
                text += static_cast<char>(0x80 | (point & 0x3f));
            }
        }
        const auto once = clean_name(text, 5);
        CHECK(clean_name(once, 5) == once);
        const auto characters = protocol::count_characters(once);
        REQUIRE(characters);
        CHECK(*characters <= 5);
    }
}
