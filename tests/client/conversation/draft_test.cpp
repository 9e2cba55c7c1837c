// Whether what somebody has written can be sent.
#include "client/conversation/draft.hpp"

#include <doctest/doctest.h>

#include <string>

#include "protocol/entry.hpp"

using namespace client::conversation;

namespace {

constexpr auto most = static_cast<std::int64_t>(protocol::max_text_characters);

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

TEST_CASE("characters are counted, not bytes, and white space around the text is not") {
    CHECK(judged("").left == most);
    CHECK(judged(" \n ").left == most);
    CHECK(judged("abc").left == most - 3);
    CHECK(judged("  안녕 👍\n").left == most - 4);
}

TEST_CASE("a text of as many characters as a message may have can be sent, one more cannot") {
    for (const char* letter : {"x", "안", "👍"}) {
        CHECK(judged(repeated(letter, most)).left == 0);
        CHECK(judged(repeated(letter, most)).can_send());
        CHECK(judged(repeated(letter, most) + "\n\n").can_send());
        CHECK(judged(repeated(letter, most + 1)).left == -1);
        CHECK(judged(repeated(letter, most + 1)).why == Unsendable::too_long);
    }
    CHECK(judged("x" + repeated(" ", most) + "x").left == -2);
}
