#include "protocol/ids.hpp"

#include <doctest/doctest.h>

#include <random>

#include "tests/client/orders.hpp"

using namespace protocol;

TEST_CASE("an id is spelled as 22 letters and read back") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 200; ++i) {
        MemberId id;
        for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random());
        const auto text = to_text(id);
        CHECK(text.size() == id_letters);
        CHECK(is_base64url(text));
        CHECK(id_from_text<MemberId>(text) == id);
    }
}

TEST_CASE("base64url is as in RFC 4648, without padding") {
    const auto encoded = [](std::string_view text) {
        return to_base64url(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
    };
    CHECK(encoded("") == "");
    CHECK(encoded("f") == "Zg");
    CHECK(encoded("fo") == "Zm8");
    CHECK(encoded("foo") == "Zm9v");
    CHECK(encoded("foob") == "Zm9vYg");
    CHECK(encoded("\xfb\xff\xfe") == "-__-");
    for (const auto* text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) CHECK(from_base64url(encoded(text)) == text);
}

TEST_CASE("each value has one spelling") {
    CHECK_FALSE(from_base64url("Zh"));    // the same byte as "Zg", with spare bits set
    CHECK_FALSE(from_base64url("Zm9"));   // the same
    CHECK_FALSE(from_base64url("Z"));     // no such length
    CHECK_FALSE(from_base64url("Zg=="));  // padding
    CHECK_FALSE(from_base64url("Zg "));
    CHECK_FALSE(from_base64url("+/+/"));  // the other alphabet
    CHECK_FALSE(from_base64url("Zm9v\xc3\xa9gg"));
    CHECK_FALSE(id_from_text<MemberId>("AAAAAAAAAAAAAAAAAAAAAB"));
    CHECK_FALSE(id_from_text<MemberId>("AAAAAAAAAAAAAAAAAAAAA"));
    CHECK_FALSE(id_from_text<MemberId>("AAAAAAAAAAAAAAAAAAAAAAA"));
    CHECK(id_from_text<MemberId>("AAAAAAAAAAAAAAAAAAAAAA") == MemberId{});
}

TEST_CASE("the smaller member is the same for everybody: ids are ordered by their bytes, unsigned") {
    CHECK(story::member(1) < story::member(2));
    CHECK(story::member(127) < story::member(128));
    CHECK_FALSE(story::member(255) < story::member(255));
    auto last = story::member(5);
    auto later = last;
    later.bytes[15] = 8;
    CHECK(last < later);
    CHECK(last != later);
}
