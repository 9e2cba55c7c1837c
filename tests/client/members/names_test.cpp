#include "client/members/names.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "client/members/visible.hpp"
#include "protocol/utf8.hpp"

using namespace client;
using namespace client::members;

TEST_CASE("a message loses the space around it and nothing else") {
    CHECK(trimmed("  a b \n\t") == "a b");
    CHECK(trimmed("\u3000a\u00a0\u3000 ") == "a");
    CHECK(trimmed("\u2003\u2028a\u0085\u205f") == "a");
    CHECK(trimmed("\u2800 a \u2800") == "\u2800 a \u2800");  // a picture of Braille patterns begins so
    CHECK(trimmed(" a\xa0") == "a\xa0");
    CHECK(trimmed(" \n\u3000\u00a0\r\n") == "");
    CHECK(trimmed("") == "");
    CHECK(trimmed("a\n\n  b") == "a\n\n  b");
    CHECK(trimmed("한 국") == "한 국");
}

TEST_CASE("the first of several lines keeps its indentation, as the others do") {
    CHECK(trimmed("    if x:\n    y") == "    if x:\n    y");
    CHECK(trimmed("\n  \n\ta\n\tb\n\n ") == "\ta\n\tb");
    CHECK(trimmed("\r\n  a\r\n  b\r\n") == "  a\r\n  b");
    CHECK(trimmed("    one line \n") == "one line");
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

namespace {

// Nothing of them can be seen: blanks, fillers, joiners, controls, what turns the direction, tags, variation selectors.
const std::vector<std::string> unseen{"",
                                      " ",
                                      "\t\n",
                                      "\u00a0",
                                      "\u2003",
                                      "\u3000",
                                      "\u3164",
                                      "\u2800",
                                      "\u2800 \u2800",
                                      "\u034f",
                                      "\u115f\u1160",
                                      "\uffa0",
                                      "\u17b4",
                                      "\u180e",
                                      "\u200b",
                                      "\u200c\u200d",
                                      "\u2028",
                                      "\u202e",
                                      "\u2060\u2065",
                                      "\ufe0f",
                                      "\ufeff",
                                      "\ufff9",
                                      "\ufffc",
                                      "\u00ad",
                                      "\u061c",
                                      "\U0001d159",
                                      "\U0001d173",
                                      "\U0001bca0",
                                      "\U000e0001",
                                      "\U000e0041\U000e007f",
                                      "\U000e0101",
                                      "\x01\x7f",
                                      " \u3164\u200b\u2800 "};

// Names as people of several scripts write them. Each is as clean as it is.
const std::vector<std::string> fine{"김민준", "ㄱㄴ", "남궁 민", "山田　太郎", "葛\U000e0100城", "ヴィヴィ・アン", "王小明", "Ann Lee",
                                    "Zoë", "Nguyễn",
                                    // Persian, Kurdish and Urdu: U+200C parts letters that would join.
                                    "علی\u200cرضا", "می\u200cخواهم", "ه\u200dـ", "شہزاد",
                                    // Hindi, Malayalam, Sinhala, Bengali: U+200D and U+200C choose a form, also at the end.
                                    "क\u094d\u200dष", "शर\u094d\u200cमा", "അനില\u0d4d\u200d", "ශ\u0dca\u200dරී", "র\u200d\u09cdয",
                                    // Mongolian
                                    "\u182d\u180b\u1820", "\u182a\u1820\u180e\u1820",
                                    // Arabic, Hebrew, Thai, Georgian
                                    "محمد", "שלום", "สมชาย", "გიორგი",
                                    // Emoji: hearts, skins, families, professions, flags
                                    "❤\ufe0f", "👋🏽", "👨\u200d👩\u200d👧\u200d👦", "👩🏽\u200d💻", "👁\ufe0f\u200d🗨\ufe0f",
                                    "❤\ufe0f\u200d🔥", "🏳\ufe0f\u200d🌈", "🇰🇷", "1\ufe0f\u20e3",
                                    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f Ann", "Ann 👩\u200d🚀 Lee"};

}  // namespace

TEST_CASE("text that cannot be seen is neither a name nor a message") {
    for (const auto& text : unseen) {
        CHECK_FALSE(has_visible(text));
        CHECK_MESSAGE(clean_name(text, 32).empty(), text);
        CHECK(has_visible(text + "한" + text));
        CHECK(clean_name(text + "한" + text, 32).substr(0, 3) == "한");
    }
    for (const auto& text : fine) CHECK_MESSAGE(has_visible(text), text);
    CHECK(has_visible("\u0301"));  // it is drawn on a dotted circle
    CHECK_FALSE(has_visible("Ann\xff"));
}

TEST_CASE("a name keeps what spells it") {
    for (const auto& name : fine) CHECK_MESSAGE(clean_name(name, 32) == name, name);
}

TEST_CASE("a name loses what is not seen and spells nothing") {
    CHECK(clean_name("\u3164Ann\u2800", 32) == "Ann");
    CHECK(clean_name("A\u034fn\uffa0n\u115f\u17b4", 32) == "Ann");
    CHECK(clean_name("Ann\u2028Lee", 32) == "Ann Lee");
    CHECK(clean_name("김\u200d민\u200c준", 32) == "김민준");              // these letters do not join
    CHECK(clean_name("علی\u200c\u200c\u200dرضا", 32) == "علی\u200cرضا");  // one is enough
    CHECK(clean_name("\u200cعلی \u200dرضا", 32) == "علی رضا");
    CHECK(clean_name("😀\u200d", 32) == "😀");
    CHECK(clean_name("😀\u200dAnn", 32) == "😀Ann");
    CHECK(clean_name("\ufe0fA\ufe0f\ufe0f", 32) == "A\ufe0f");
    CHECK(clean_name("🏴\U000e0067\U000e0062", 32) == "🏴");  // no flag: its end is missing
    CHECK(clean_name("A\U000e0067\U000e0062\U000e007f", 32) == "A");
}

TEST_CASE("a name that is cut short ends with a whole sign") {
    CHECK(clean_name("👨\u200d👩\u200d👧", 5) == "👨\u200d👩\u200d👧");
    CHECK(clean_name("👨\u200d👩\u200d👧", 4) == "👨\u200d👩");
    CHECK(clean_name("👨\u200d👩\u200d👧", 2) == "👨");
    CHECK(clean_name("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 6) == "🏴");
    CHECK(clean_name("Ann \u3000 Lee", 6) == "Ann");
}
