// Reading JSON: what RFC 8259 allows, and nothing else, whoever wrote it.
#include "protocol/json_reader.hpp"

#include <doctest/doctest.h>

#include "protocol/json_writer.hpp"

using namespace protocol;

namespace {

std::optional<std::string> text_in(const std::string& value) { return JsonText("{\"a\":" + value + "}").text("a", 1'000); }

// Whether it is read as JSON, as the value of a field beside another.
bool good(const std::string& value) { return JsonText("{\"a\":" + value + ",\"b\":true}").flag("b").has_value(); }

}  // namespace

TEST_CASE("texts are read as they were meant, however they are written") {
    CHECK(text_in(R"("")") == "");
    CHECK(text_in(R"("Ann \" \\ \/ \b\f\n\r\t.")") == "Ann \" \\ / \b\f\n\r\t.");
    CHECK(text_in(R"("\u0041\u00e9\u00E9\uAC00\ufFfD")") == "Aéé가\xef\xbf\xbd");
    CHECK(text_in(R"("\ud83d\ude00\uDBFF\uDFFF")") == "😀\xf4\x8f\xbf\xbf");
    CHECK(text_in("\"é가😀\"") == "é가😀");
    CHECK(text_in(R"("\u0000")") == std::string(1, '\0'));
}

TEST_CASE("a value that is no text is not read as one") {
    for (const auto* bad : {R"(")",
                            R"("\")",
                            R"("\x")",
                            R"("\u")",
                            R"("\u12")",
                            R"("\u12g4")",
                            R"("\U0041")",
                            R"("\ud83d")",
                            R"("\ude00")",
                            R"("\ud83dx")",
                            R"("\ud83d\n")",
                            R"("\ud83d\u0041")",
                            R"("\ud83d\ud83d")",
                            R"("\ud83d\u")",
                            "\"\n\"",
                            "\"\x1f\"",
                            "\"\xff\"",
                            "\"\xc3\"",
                            "\"\xc0\xaf\"",
                            "\"\xed\xa0\x80\"",
                            "\"\xf5\x80\x80\x80\"",
                            "'a'",
                            "a"}) {
        CAPTURE(bad);
        CHECK_FALSE(good(bad));
    }
}

TEST_CASE("whole numbers are read up to 2^53, and all others are numbers that nobody asks for") {
    const auto number = [](const std::string& value) { return JsonText("{\"a\":" + value + "}").whole("a"); };
    CHECK(number("0") == 0);
    CHECK(number("1234567890") == 1'234'567'890);
    CHECK(number("9007199254740992") == max_whole);
    for (const auto* other : {"9007199254740993", "18446744073709551616", "99999999999999999999999999999999", "-0", "-1", "1.0", "0.5",
                              "1e3", "1E+3", "10.25e-1", "0e0", "1e308"}) {
        CAPTURE(other);
        CHECK_FALSE(number(other));
        CHECK(good(other));
    }
    for (const auto* bad : {"", "-", "+1", "01", "00", "-01", "1.", ".5", "1.e3", "1e", "1e+", "0x1", "1 2", "Infinity", "NaN", "1e999"}) {
        CAPTURE(bad);
        CHECK_FALSE(good(bad));
    }
}

TEST_CASE("objects and lists are read to their end, and nothing may follow") {
    for (const auto* fine : {"[]", "{}", "[1,[true,null],{\"b\":false}]", " [ 1 , 2 ] ", "\n{\t\"b\" : 1\r}\n", "{\"b\":1,\"b\":2}"}) {
        CAPTURE(fine);
        CHECK(good(fine));
    }
    for (const auto* bad : {"[",        "[1",         "[1,", "[1,]", "[,1]", "[1 2]", "[1}",   "{",          "{1:2}",   "{\"b\"}",
                            "{\"b\":}", "{\"b\":1,}", "{,}", "]",    "tru",  "True",  "nulll", "true false", "// a\n1", "1/**/"}) {
        CAPTURE(bad);
        CHECK_FALSE(good(bad));
    }
    for (const auto* bad : {"", " ", "{\"b\":true", "{\"b\":true}x", "{\"b\":true}{}", "{\"b\":true},"}) {
        CAPTURE(bad);
        CHECK_FALSE(JsonText(bad).flag("b"));
    }
    CHECK(JsonText(" {\"b\":true}\n").flag("b") == true);
    // A value that is no object has no fields.
    for (const auto* other : {"[]", "[\"b\",true]", "\"b\"", "true", "1", "null"}) CHECK_FALSE(JsonText(other).flag("b"));
}

TEST_CASE("eight levels are read, and no ninth") {
    const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
    CHECK(good(nested(7)));  // inside an object
    CHECK_FALSE(good(nested(8)));
}

TEST_CASE("4096 values are read, and no more") {
    // With the object, the list, both keys and the flag.
    const auto listed = [](std::size_t values) {
        std::string list = "[0";
        while (--values) list += ",0";
        return list + "]";
    };
    CHECK(good(listed(4091)));
    CHECK_FALSE(good(listed(4092)));
}

TEST_CASE("a field is found behind others of any kind, and not inside them") {
    const JsonText json(R"({"a":{"c":1},"b":[{"c":2},"c",3],"x":"c","c":4,"d":"e"})");
    CHECK(json.whole("c") == 4);
    CHECK(json.text("d", 1) == "e");
    CHECK_FALSE(json.text("d", 0));
    CHECK_FALSE(json.text("c", 9));
    CHECK_FALSE(json.whole("e"));
}

TEST_CASE("every text that is written is read back") {
    for (std::uint32_t point = 0; point < 0x3000; ++point) {
        std::string text = "<";
        if (point < 0x80) {
            text += static_cast<char>(point);
        } else if (point < 0x800) {
            text += {static_cast<char>(0xc0 | point >> 6), static_cast<char>(0x80 | (point & 63))};
        } else {
            text += {static_cast<char>(0xe0 | point >> 12), static_cast<char>(0x80 | (point >> 6 & 63)),
                     static_cast<char>(0x80 | (point & 63))};
        }
        CHECK(JsonText(JsonWriter().field("a", text).done()).text("a", 9) == text);
    }
}
