// The shortcut for posts must never say anything else than the full decoder.
#include "protocol/scan.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>

#include "protocol/wire.hpp"

namespace {

using namespace protocol;

const std::string id_text(22, 'A');

std::string concat(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const auto part : parts) text += part;
    return text;
}

std::string post_text(std::string_view after, std::string_view letters) {
    return concat({R"({"after":)", after, R"(,"letters":)", letters, R"(,"member":")", id_text, R"(","room":")", id_text, R"(","token":")",
                   id_text, R"("})"});
}

std::string letter_text(std::string_view body) { return concat({R"({"body":")", body, R"(","to":")", id_text, R"("})"}); }

}  // namespace

TEST_CASE("the shortcut reads all that our encoder writes, whole") {
    PostRequest post;
    post.seat.member.bytes[0] = 7;
    post.after = 123'456;
    for (std::uint8_t i = 0; i < 3; ++i) {
        post.letters.push_back({{}, std::string(100 + i, 'b')});
        post.letters.back().to.bytes[3] = i;
    }
    const auto read = scan_post_request(encode(post));
    REQUIRE(read);
    CHECK(encode(*read) == encode(post));
}

TEST_CASE("fields may come in any order, and there may be no letters") {
    const auto read = scan_post_request(
        concat({R"({"token":")", id_text, R"(","room":")", id_text, R"(","letters":[],"member":")", id_text, R"(","after":0})"}));
    REQUIRE(read);
    CHECK(read->letters.empty());
}

TEST_CASE("text that the shortcut does not know is left to the full decoder") {
    const std::string good = post_text("1", concat({"[", letter_text("abcd"), "]"}));
    REQUIRE(scan_post_request(good));
    for (const std::string& text : {
             concat({" ", good}),
             concat({good, " "}),
             post_text("1", "[ ]"),
             post_text("1", concat({R"([{"body":"\u0061","to":")", id_text, R"("}])"})),
             concat({R"({"unknown":1,)", good.substr(1)}),
         }) {
        CHECK_FALSE(scan_post_request(text));
        CHECK(decode_post_request(text));
    }
}

TEST_CASE("wrong text is refused by both") {
    std::string too_many = concat({"[", letter_text("a")});
    for (std::size_t i = 0; i < max_letters_per_post; ++i) too_many += concat({",", letter_text("a")});
    const std::string good = post_text("1", concat({"[", letter_text("abcd"), "]"}));
    for (const std::string& text : {
             std::string(),
             std::string("{}"),
             std::string("{"),
             post_text("-1", "[]"),
             post_text("01", "[]"),
             post_text("1.5", "[]"),
             post_text("", "[]"),
             post_text("99999999999999999999", "[]"),
             post_text("1", "{}"),
             post_text("1", "[,]"),
             post_text("1", concat({"[", letter_text("a"), ",]"})),
             post_text("1", concat({"[", letter_text(""), "]"})),
             post_text("1", concat({"[", letter_text("a b"), "]"})),
             post_text("1", concat({"[", letter_text(std::string(max_seal_letters + 1, 'a')), "]"})),
             post_text("1", concat({too_many, "]"})),
             post_text("1", R"([{"body":"a"}])"),
             post_text("1", concat({R"([{"to":")", id_text, R"("}])"})),
             concat({good, "}"}),
             good.substr(0, good.size() - 1),
         }) {
        CHECK_FALSE(scan_post_request(text));
        CHECK_FALSE(decode_post_request(text));
    }
}

TEST_CASE("every beginning of a good post is refused by both") {
    const std::string good = post_text("1", concat({"[", letter_text("abcd"), "]"}));
    for (std::size_t size = 0; size < good.size(); ++size) {
        CHECK_FALSE(scan_post_request(good.substr(0, size)));
        CHECK_FALSE(decode_post_request(good.substr(0, size)));
    }
}
