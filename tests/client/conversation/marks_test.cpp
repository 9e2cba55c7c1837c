#include "client/conversation/marks.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

using namespace client::conversation;

namespace {

bool marked(std::string_view text) { return has_marks(find_links(text)); }

// Whether a link with that label shows its address.
bool shows(std::string_view label, std::string_view address) {
    const auto found = judged_link(label, address);
    CHECK_MESSAGE(found != LabelledLink::none, address);
    return found == LabelledLink::disguised;
}

}  // namespace

TEST_CASE("a message with marks is told from one without") {
    for (const std::string_view text : {"**bold**",
                                        "an *important* word",
                                        "_this_",
                                        "가**나**다",
                                        "~~gone~~",
                                        "`code`",
                                        "```\ncode",
                                        "~~~js\ncode",
                                        "> quoted",
                                        "said\n> quoted",
                                        "   > quoted",
                                        ">quoted",
                                        ">> twice",
                                        "- one\n- two",
                                        "* one",
                                        "+ one",
                                        "1. one",
                                        "12) twelve",
                                        "# heading",
                                        "[here](https://a.example)",
                                        "**see https://a.example/x**"})
        CHECK_MESSAGE(marked(text), text);
    for (const std::string_view text : {"",
                                        "Good morning!",
                                        "two\nlines\n\nand a gap",
                                        "5 * 3",
                                        "2 * 3 * 4",
                                        "a_b and c_d",
                                        "snake_case_name",
                                        "_",
                                        "**",
                                        "~",
                                        "~~",
                                        "it's 5 - 3",
                                        "-5 degrees",
                                        "-",
                                        "- ",
                                        "#1",
                                        "#",
                                        "3.5 and 1.2.3",
                                        "2026",
                                        "1.",
                                        "    > code",
                                        "`",
                                        "¯\\_(ツ)_/¯",
                                        "a > b",
                                        ">:(",
                                        ">_<",
                                        "so >.<\n>.<",
                                        ">",
                                        "x <- y",
                                        "[here] (or there)",
                                        "\\*"})
        CHECK_MESSAGE(!marked(text), text);
}

TEST_CASE("a mark inside an address is none") {
    CHECK_FALSE(marked("https://a.example/?a=*x&b=*y"));
    CHECK_FALSE(marked("https://a.example/_x_ and https://a.example/~~y~~z"));
    CHECK_FALSE(marked("https://a.example/_x and a_"));
    CHECK(marked("https://a.example/*x*y and *z*"));
    CHECK(marked("*https://a.example/x*"));
}

TEST_CASE("a link with words of its own leads where any link may lead") {
    for (const auto* address : {"https://a.example", "http://a.example/b_(c)?d#e", "HTTPS://A.EXAMPLE/", "mailto:ann@example.org",
                                "https://한국.example/길", "http://[2001:db8::1]:8080/"})
        CHECK_MESSAGE(judged_link("here", address) == LabelledLink::honest, address);
    for (const auto* address : {"",
                                "javascript:alert(1)",
                                "JaVaScRiPt:alert(1)",
                                " https://a.example",
                                "java\nscript:alert(1)",
                                "data:text/html,x",
                                "vbscript:x",
                                "file:///etc/passwd",
                                "blob:https://a.example/x",
                                "//a.example",
                                "/a",
                                "a",
                                "#a",
                                "https://",
                                "mailto:",
                                "https://a.example b",
                                "https://a.example\u202e",
                                "javascript:https://a.example",
                                "www.a.example",
                                "ann@example.org",
                                "mailto://",
                                "mailto:ann",
                                "https://a.example\"onclick=\"x"})
        CHECK_MESSAGE(judged_link("here", address) == LabelledLink::none, address);
}

TEST_CASE("a label that reads like another address does not hide where a link leads") {
    const auto* evil = "https://evil.example/login";
    for (const std::string_view label : {"paypal.com",
                                         "https://paypal.com",
                                         "www.paypal.com",
                                         "Log in at paypal.com",
                                         "PayPal.Com/login",
                                         "paypal.com.",
                                         "ann@paypal.com",
                                         "mailto:ann@paypal.com",
                                         "https://evil.example.paypal.com/",
                                         "evil.example/other",
                                         "https://evil.example/login/../pay",
                                         "한국.kr",
                                         "pay\u200bpal.com",
                                         "paypal\u200b.\u200bcom",
                                         "paypal。com",
                                         "paypal․com",
                                         "paypal．com",
                                         "\u202emoc.lapyap",
                                         "HTTPS://",
                                         "evil.example paypal.com",
                                         "evil.example/log",
                                         "he\u200bre",
                                         "http://evil.example/login",
                                         "www.evil.example",
                                         "paypal.com@evil.example",
                                         "",
                                         " ",
                                         "\u200b"})
        CHECK_MESSAGE(shows(label, evil), label);
    CHECK(shows("paypal.com", "https://paypal.com@evil.example/"));
    CHECK(shows("paypal.com", "https://paypal.com.evil.example/"));
    CHECK(shows("ann@example.org", "mailto:bob@example.org"));
    CHECK(shows("example.org", "mailto:ann@example.org"));
    CHECK(shows("www.paypal.com", "mailto:ann@example.org"));
    CHECK(shows("www.paypal.com", "https://www.paypal.com.evil.example/"));
    CHECK(shows("ann@example.org", "https://www.a.example/ann@example.org"));
}

TEST_CASE("a label of words, or of this address, stands alone") {
    const auto* address = "https://www.a.example/x?y=z";
    for (const std::string_view label :
         {"here", "the report (new)", "version 2.0", "at 10.30, or 3.5", "Mr. Kim", "and/or", "note: this", "여기", "…", "#12", "@ann",
          "https://www.a.example/x?y=z", "www.a.example/x?y=z", "https://www.a.example", "www.a.example", "two\nlines"})
        CHECK_MESSAGE(!shows(label, address), label);
    CHECK_FALSE(shows("ann@example.org", "mailto:ann@example.org"));
}

TEST_CASE("whatever the text and the label are, nothing goes wrong") {
    const std::vector<std::string> parts{"*",      "**",     "_", "~~",   "`",    "```",      "\n",     " ",         ">",  "-",
                                         "1.",     "#",      "[", "](",   ")",    "https://", "a",      "b.example", "한", "😀",
                                         "\u200b", "\u3002", "@", "www.", "\xed", "\xa0",     "\u202e", "mailto:",   "\\", "\t"};
    std::mt19937 random(5);
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        std::string label;
        for (auto k = random() % 14; k > 0; --k) text += parts[random() % parts.size()];
        for (auto k = random() % 6; k > 0; --k) label += parts[random() % parts.size()];
        const auto pieces = find_links(text);
        has_marks(pieces);
        const bool is_address = pieces.size() == 1 && pieces[0].href == text && !text.empty();
        CHECK((judged_link(label, text) != LabelledLink::none) == is_address);
    }
}

TEST_CASE("a message of the greatest length is looked through quickly") {
    for (const std::string part : {"*", "_", "~~", "`", "* ", " _", "> ", "\n- ", "](", "a.", "1"}) {
        std::string text;
        while (text.size() < 40'000) text += part;
        has_marks({{text, ""}});
        judged_link(text, "https://a.example");
    }
}
