// Whether what somebody has written can be sent.
#include "client/conversation/draft.hpp"

#include <doctest/doctest.h>

#include <string>

#include "client/conversation/excerpt.hpp"
#include "protocol/entry.hpp"
#include "protocol/wire.hpp"

using namespace client::conversation;

namespace {

constexpr auto most = static_cast<std::int64_t>(max_message_characters);

std::string repeated(const std::string& what, std::int64_t times) {
    std::string all;
    for (std::int64_t i = 0; i < times; ++i) all += what;
    return all;
}

}  // namespace

TEST_CASE("a message has something that can be seen") {
    for (const char* text : {"", " \n\t", "\u3000\u2028", "\u200b\u200d", "\ufeff", "\u2800"}) {
        CHECK(judged(text).why == Unsendable::empty);
        CHECK_FALSE(judged(text).can_send());
    }
    CHECK(judged("\xff").why == Unsendable::empty);
    for (const char* text : {"x", " x\n", "안녕", "👍", "."}) CHECK(judged(text).can_send());
}

TEST_CASE("so many characters are left as the browser has not counted") {
    CHECK(judged("", 0).left == most);
    CHECK(judged("abc", 3).left == most - 3);
    CHECK(judged("  안녕 👍\n", 4).left == most - 4);
}

// Hangul of old keyboards, hearts, hands with a colour: each is one to a person.
TEST_CASE("a text of as many characters as a message may have can be sent, one more cannot") {
    for (const char* letter : {"x", "안", "\u1112\u1161\u11ab", "👍", "❤\ufe0f", "👍🏽", "🇰🇷", "é", "\"", "\\"}) {
        CHECK_MESSAGE(judged(repeated(letter, most), most).left == 0, letter);
        CHECK_MESSAGE(judged(repeated(letter, most), most).can_send(), letter);
        CHECK(judged(repeated(letter, most) + "\n\n", most).can_send());
        CHECK(judged(repeated(letter, most + 1), most + 1).left == -1);
        CHECK(judged(repeated(letter, most + 1), most + 1).why == Unsendable::too_long);
    }
}

TEST_CASE("of characters that are large fewer fit, and nothing is sent that does not travel") {
    const auto travels = [](const std::string& text) {
        const auto entry = protocol::encode(protocol::Entry{1, protocol::NewMessage{text, protocol::EntryId{{}, 1}}});
        return protocol::decode_entry(entry).has_value();
    };
    for (const std::string letter : {"👨\u200d👩\u200d👧\u200d👦", "\x01", "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308", "語"}) {
        std::int64_t fits = 0;
        for (std::int64_t step = 1 << 17; step > 0; step /= 2)
            if (judged("x" + repeated(letter, fits + step) + "x", static_cast<std::size_t>(fits + step + 2)).can_send()) fits += step;
        CHECK(fits > 1'000);
        CHECK(judged("x" + repeated(letter, fits) + "x", static_cast<std::size_t>(fits + 2)).left == 0);
        CHECK(travels("x" + repeated(letter, fits) + "x"));
        // Nobody has counted, as where another page speaks.
        CHECK(judged("x" + repeated(letter, fits) + "x").can_send());
        CHECK_FALSE(judged("x" + repeated(letter, 50'000) + "x").can_send());
        const auto half = judged(repeated(letter, fits / 2), static_cast<std::size_t>(fits / 2)).left;
        CHECK(half <= fits - fits / 2 + 2);
        CHECK(half >= fits / 2 - 2);
    }
    CHECK(judged("x" + repeated(" ", 50'000) + "x", 50'002).left == -40'002);
}

TEST_CASE("the beginning of a long message ends between two characters") {
    CHECK(excerpt("one\ntwo") == "one two");
    CHECK(excerpt(repeated("가", 66)) == repeated("가", 66));
    CHECK(excerpt(repeated("가", 100)) == repeated("가", 66) + "…");
    CHECK(excerpt("x" + repeated("😀", 100)) == "x" + repeated("😀", 49) + "…");
    CHECK(excerpt(repeated("a ", 200)) == repeated("a ", 100) + "…");
    const std::string family = "👨\u200d👩\u200d👧\u200d👦";
    // Where no place within it is good, it goes on to the first that is, or to the end.
    CHECK(excerpt(repeated(family, 20)).find("…") % family.size() == 0);
    CHECK(excerpt(repeated("각", 1) + repeated("\u0301", 300) + "각 b") == "각" + repeated("\u0301", 300) + "각…");
    CHECK(excerpt("a" + repeated("\u0301", 5'000)).size() < 5'000);
    CHECK(excerpt(repeated("🇰🇷", 40)) == repeated("🇰🇷", 40));
}
