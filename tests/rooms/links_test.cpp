#include "client/links.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "protocol/talk.hpp"
#include "protocol/utf8.hpp"

using namespace client;

namespace {

// The pieces with links in [brackets].
std::string marked(std::string_view text) {
    std::string out;
    for (const auto& piece : find_links(text)) {
        if (!piece.href.empty()) CHECK(piece.href == piece.text);
        out += piece.href.empty() ? piece.text : "[" + piece.text + "]";
    }
    return out;
}

std::string joined(const std::vector<Piece>& pieces) {
    std::string out;
    for (const auto& piece : pieces) out += piece.text;
    return out;
}

}  // namespace

TEST_CASE("addresses in a message become links") {
    CHECK(marked("see https://example.org/a?b=c#d now") == "see [https://example.org/a?b=c#d] now");
    CHECK(marked("http://localhost:8080/") == "[http://localhost:8080/]");
    CHECK(marked("write to mailto:ann@example.org") == "write to [mailto:ann@example.org]");
    CHECK(marked("https://a.example https://b.example") == "[https://a.example] [https://b.example]");
    CHECK(marked("line\nhttps://a.example\nline") == "line\n[https://a.example]\nline");
    CHECK(marked("no address here") == "no address here");
    CHECK(find_links("").empty());
}

TEST_CASE("the punctuation around an address is not part of it") {
    CHECK(marked("Look at https://a.example/x.") == "Look at [https://a.example/x].");
    CHECK(marked("(https://a.example/x)") == "([https://a.example/x])");
    CHECK(marked("(see https://a.example/x).") == "(see [https://a.example/x]).");
    CHECK(marked("https://a.example/Tin_(metal)") == "[https://a.example/Tin_(metal)]");
    CHECK(marked("(https://a.example/Tin_(metal))") == "([https://a.example/Tin_(metal)])");
    CHECK(marked("\"https://a.example\"") == "\"[https://a.example]\"");
    CHECK(marked("<https://a.example>") == "<[https://a.example]>");
    CHECK(marked("https://a.example?!") == "[https://a.example]?!");
    CHECK(marked("https://a.example/a,b;c") == "[https://a.example/a,b;c]");
    CHECK(marked("*https://a.example*") == "*[https://a.example]*");
    CHECK(marked("https://a.example/...") == "[https://a.example/]...");
    CHECK(marked("https://a.example\u3000next") == "[https://a.example]\u3000next");
    CHECK(marked("https://a.example/한국어/é") == "[https://a.example/한국어/é]");
}

TEST_CASE("only http, https and mailto; never a script, however it is dressed") {
    for (const auto* text :
         {"javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
          "file:///etc/passwd", "blob:https", "//a.example", "https:/a.example", "https//a.example", "https://", "http://.",
          "mailto:", "xhttps://a.example", "1https://a.example"})
        CHECK_MESSAGE(marked(text) == text, text);
    for (const auto* text : {"javascript:https://a.example", "javascript:alert('https://a.example')", "data:,https://a.example"})
        for (const auto& piece : find_links(text))
            if (!piece.href.empty()) CHECK(piece.href.substr(0, 8) == "https://");
}

TEST_CASE("markup in a message is text, and an address in it ends where it must") {
    CHECK(marked("<a href=\"javascript:broken_in=6\">x</a> <img src=x onerror=broken_in=1> &lt;b&gt;") ==
          "<a href=\"javascript:broken_in=6\">x</a> <img src=x onerror=broken_in=1> &lt;b&gt;");
    CHECK(marked("</span></p></li><script src=//evil.example/x.js></script>") ==
          "</span></p></li><script src=//evil.example/x.js></script>");
    CHECK(marked("see https://example.org/a?b=c&d=%20e#f, or (http://example.net/) and javascript:alert(1) and data:text/html,x") ==
          "see [https://example.org/a?b=c&d=%20e#f], or ([http://example.net/]) and javascript:alert(1) and data:text/html,x");
    CHECK(marked("https://a.example/\"onmouseover=\"broken_in=21 http://a.example/<script>broken_in=22</script>") ==
          "[https://a.example/]\"onmouseover=\"broken_in=21 [http://a.example/]<script>broken_in=22</script>");
}

TEST_CASE("the pieces joined are the message, whatever it holds") {
    const std::vector<std::string> parts{"https://", "http://", "mailto:", "a",           ".", "(", ")",      " ", "\n", "é",
                                         "한",       "\"",      "<",       "javascript:", "/", "?", "\u3000", "😀", "]",  "\u00a0"};
    std::mt19937 random(7);
    for (int i = 0; i < 5'000; ++i) {
        std::string text;
        for (auto k = random() % 12; k > 0; --k) text += parts[random() % parts.size()];
        const auto pieces = find_links(text);
        CHECK(joined(pieces) == text);
        for (const auto& piece : pieces) {
            CHECK_FALSE(piece.text.empty());
            CHECK(protocol::count_characters(piece.text));  // no character is torn apart
            const bool good = piece.href.empty() || piece.href.rfind("https://", 0) == 0 || piece.href.rfind("http://", 0) == 0 ||
                              piece.href.rfind("mailto:", 0) == 0;
            CHECK(good);
        }
    }
}

TEST_CASE("a message of the greatest length is taken apart quickly") {
    std::string text;
    while (text.size() < protocol::max_text_characters) text += "https://";
    CHECK(joined(find_links(text)) == text);
}

TEST_CASE("a message of nothing but links has no more of them than a page can show") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "http://a ";
    const auto pieces = client::find_links(text);
    CHECK(std::count_if(pieces.begin(), pieces.end(), [](const auto& piece) { return !piece.href.empty(); }) == 100);
    CHECK(pieces.size() == 200);
    CHECK(pieces.back().text.size() == 400 * 9 + 1);
}
