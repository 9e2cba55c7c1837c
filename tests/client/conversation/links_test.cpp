#include "client/conversation/links.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "protocol/entry.hpp"
#include "protocol/utf8.hpp"

using namespace client;
using namespace client::conversation;

namespace {

// The pieces with links in [brackets].
std::string marked(std::string_view text) {
    std::string out;
    for (const auto& piece : find_links(text)) {
        if (!piece.href.empty()) CHECK(piece.href.substr(piece.href.size() - piece.text.size()) == piece.text);
        out += piece.href.empty() ? piece.text : "[" + piece.text + "]";
    }
    return out;
}

// The links alone, a space between them.
std::string linked(std::string_view text) {
    std::string out;
    for (const auto& piece : find_links(text))
        if (!piece.href.empty()) out += (out.empty() ? "" : " ") + piece.href;
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
    while (text.size() < protocol::max_text_points) text += "https://";
    CHECK(joined(find_links(text)) == text);
    for (const std::string part :
         {"www.", "a@", "a@b.example", "_a", "a.", "www.a.b_", "mailto:", "mailto:a@b.example,", "@", "a+", "가"}) {
        text.clear();
        while (text.size() < protocol::max_text_bytes) text += part;
        CHECK(joined(find_links(text)) == text);
    }
}

TEST_CASE("a message of nothing but links has no more of them than a page can show") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "http://a ";
    const auto pieces = client::conversation::find_links(text);
    CHECK(std::count_if(pieces.begin(), pieces.end(), [](const auto& piece) { return !piece.href.empty(); }) == 100);
    CHECK(pieces.size() == 200);
    CHECK(pieces.back().text.size() == 400 * 9 + 1);
}

TEST_CASE("a scheme has no case, and the text stays as it was written") {
    CHECK(marked("Https://example.org/a") == "[Https://example.org/a]");
    CHECK(marked("HTTPS://EXAMPLE.ORG/") == "[HTTPS://EXAMPLE.ORG/]");
    CHECK(marked("HttP://a.example, hTTps://b.example") == "[HttP://a.example], [hTTps://b.example]");
    CHECK(marked("MAILTO:a@example.org") == "[MAILTO:a@example.org]");
    CHECK(marked("JavaScript:alert(1) JAVASCRIPT://a.example") == "JavaScript:alert(1) JAVASCRIPT://a.example");
}

TEST_CASE("a bracket belongs to an address if it was opened in it") {
    for (const std::string address : {"https://example.org/a[1]", "https://example.org/?x[]=1&y[]", "https://example.org/{id}/(x)/[y]",
                                      "https://example.org/f(g[h]{i})", "https://example.org/Tin_(metal)"})
        for (const auto& [before, behind] : std::vector<std::pair<std::string, std::string>>{
                 {"", ""}, {"(", ")"}, {"[", "]"}, {"{", "}"}, {"([{", "}])."}, {"[here](", ")"}, {"<", ">"}, {"\"", "\""}}) {
            const auto text = before + address + behind;
            CHECK_MESSAGE(linked(text) == address, text);
        }
    CHECK(linked("https://example.org/a(b]") == "https://example.org/a(b");
    CHECK(linked("https://example.org/a(") == "https://example.org/a");
}

TEST_CASE("the end of an address is its own, unless it is the sentence's") {
    CHECK(marked("https://example.org/search?q=*") == "[https://example.org/search?q=*]");
    CHECK(marked("https://example.org/_") == "[https://example.org/_]");
    CHECK(marked("https://example.org/~") == "[https://example.org/~]");
    CHECK(marked("*https://example.org/a*") == "*[https://example.org/a]*");
    CHECK(marked("**https://example.org/a**.") == "**[https://example.org/a]**.");
    CHECK(marked("*_https://example.org/a_*") == "*_[https://example.org/a]_*");
    CHECK(marked("_https://example.org_") == "_[https://example.org]_");
    CHECK(marked("~~https://example.org/a~~, then") == "~~[https://example.org/a]~~, then");
    CHECK(marked("'https://example.org/a', |https://example.org/b|") == "'[https://example.org/a]', |[https://example.org/b]|");
    CHECK(marked("https://a.example/x,https://b.example") == "[https://a.example/x,https://b.example]");
    CHECK(marked("https://a.example,https://b.example") == "[https://a.example],[https://b.example]");
}

TEST_CASE("emphasis that was opened anywhere before an address ends it") {
    CHECK(marked("**see https://example.org/a**") == "**see [https://example.org/a]**");
    CHECK(marked("**see https://example.org/a and https://example.org/b**.") ==
          "**see [https://example.org/a] and [https://example.org/b]**.");
    CHECK(marked("~~old: https://example.org/a~~ _new: https://example.org/b_") ==
          "~~old: [https://example.org/a]~~ _new: [https://example.org/b]_");
    CHECK(marked("여기**주소: https://example.org/a**입니다") == "여기**주소: [https://example.org/a**입니다]");
    CHECK(marked("*a https://example.org/a**") == "*a [https://example.org/a*]*");
    CHECK(marked("*what* https://example.org/?q=_") == "*what* [https://example.org/?q=_]");
}

TEST_CASE("a host is one that a browser takes, and none of it is cut off") {
    for (const std::string address :
         {"http://[2001:db8::1]", "http://[2001:db8::1]:8080", "http://[::ffff:192.0.2.1]/a", "http://[::]", "http://[1:2:3:4:5:6:7:8]/",
          "https://192.0.2.1:443/", "https://ann:secret@example.org/a", "https://example.org./a", "http://localhost:8080",
          "https://xn--bcher-kva.example", "https://a_b.example-x.org/"})
        for (const auto& [before, behind] : std::vector<std::pair<std::string, std::string>>{
                 {"", ""}, {"(", ")."}, {"[", "]"}, {"{", "}"}, {"", ". "}, {"*", "*"}, {"", ": it"}}) {
            const auto text = before + address + behind;
            CHECK_MESSAGE(linked(text) == address, text);
        }
    CHECK(linked("https://example.org\\@evil.example") == "https://example.org");
    for (const std::string text :
         {"http://[2001:db8::1", "http://[2001:db8:::1]", "http://[1:2:3:4:5:6:7:8:9]", "http://[1:2]", "http://[]/", "http://[::g]",
          "http://[1:]", "http://[::300.1.1.1]", "http://1.2.3.256/", "http://1.2.3/", "http://example.7/", "http://example.0x7f/",
          "https://-/", "https://./", "https://?a", "https://#a", "https://example.org:65536/", "https://@/", "https:// a"})
        CHECK_MESSAGE(linked(text).empty(), text);
}

// A sentence in each script as people write it, with addresses in brackets: what stands around them, often without a space, is
// not theirs.
TEST_CASE("addresses in sentences of several scripts") {
    for (const std::string text :
         {// Korean: particles follow without a space.
          "주소는 [www.example.org]이고 메일은[ann@example.org]입니다", "메일:[ann@한국.example], 집:[www.한국.example/길]。",
          "[https://example.org]에서 봐요", "여기([https://example.org/a])에 있어요.", "「[https://example.org/a]」",
          "[https://한국.example/길]", "[https://example.한국]", "[https://example.org/한국어_위키]", "주소:[https://example.org/a]…",
          // Japanese
          "詳しくは[https://example.org/a]。", "（[https://example.org/a]）を見て", "『[https://example.org/a]』、[https://example.org/b]",
          "[https://example.org]です", "[https://例え.テスト/ページ]　次",
          // Chinese
          "请看[https://example.org/a]，谢谢", "【[https://example.org/a?b=c]】", "“[https://example.org/a]”；好",
          "网址：[https://example.org]！", "[https://例子.测试]",
          // Persian and Arabic
          "ببین [https://example.org/a]، بعد", "آیا [https://example.org/a]؟", "«[https://example.org/a]»",
          "[https://fa.example/wiki/می\u200cخواهم]", "[https://مثال.آزمایشی/الف]", "انظر [https://example.org/a]؛ [https://example.org/b]۔",
          // Hindi
          "देखो [https://example.org/a]। फिर", "[https://उदाहरण.परीक्षा/पृष्ठ]", "([https://example.org/क])॥",
          // Russian, Greek, Thai, Hebrew
          "см. «[https://example.org/a]».", "„[https://пример.испытание/я]“", "δες [https://example.org/α] εδώ",
          "ดู [https://example.org/ก] ที่นี่", "ראה [https://example.org/א], כן",
          // Emoji: families, flags, hearts
          "[https://example.org/👨\u200d👩\u200d👧\u200d👦]",
          "👩\u200d💻[https://example.org/❤\ufe0f] 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
          "🇰🇷[https://example.org/a] 🇰🇷", "[https://😀.example/]"}) {
        auto plain = text;
        plain.erase(std::remove_if(plain.begin(), plain.end(), [](char letter) { return letter == '[' || letter == ']'; }), plain.end());
        CHECK(marked(plain) == text);
    }
}

TEST_CASE("www. and mail addresses are links without a scheme, which lead where they say") {
    CHECK(linked("see www.example.org/a?b=c#d now") == "https://www.example.org/a?b=c#d");
    CHECK(linked("WWW.Example.ORG") == "https://WWW.Example.ORG");
    CHECK(linked("www.example.org:8080/") == "https://www.example.org:8080/");
    CHECK(linked("write to ann.b+c_d-e@mail.example.org") == "mailto:ann.b+c_d-e@mail.example.org");
    for (const std::string text :
         {"(www.example.org/Tin_(metal)).", "([www.example.org])", "\"www.example.org\"", "www.example.org, then", "<www.example.org>",
          "www.example.org.", "www.example.org...", "*www.example.org/a*", "_www.example.org_", "**_www.example.org/a_**!",
          "(ann@example.org).", "<ann@example.org>", "Ann <ann@example.org>, Jun <jun@example.org>;", "ann@example.org: hello",
          "_ann@example.org_", "mail=ann@example.org", "ann@example.org?", "'ann@example.org'"}) {
        const auto found = linked(text);
        CHECK_MESSAGE(!found.empty(), text);
        CHECK_MESSAGE((found.back() == 'g' || found.back() == 'a' || found.back() == ')'), text);
        CHECK_MESSAGE(joined(find_links(text)) == text, text);
    }
    CHECK(marked("Ann <ann@example.org>, Jun <jun@example.org>;") == "Ann <[ann@example.org]>, Jun <[jun@example.org]>;");
    CHECK(marked("https://www.example.org ann@www.example.org") == "[https://www.example.org] [ann@www.example.org]");
    CHECK(marked("javascript:www.example.org") == "javascript:[www.example.org]");
    CHECK(linked("javascript:www.example.org") == "https://www.example.org");
}

TEST_CASE("in the middle of a word, and in names of other things, there is no link") {
    for (const std::string text : {"www.",
                                   "www",
                                   "www.example",
                                   "www..example.org",
                                   "www.-.org",
                                   "www.example.7",
                                   "www.1.2",
                                   "awww.example.org",
                                   "éwww.example.org",
                                   "my-www.example.org",
                                   "ftp://www.example.org",
                                   "a.www.example.org",
                                   "x_www.example.org",
                                   "C:\\www.example.org",
                                   "www.paypal.com@evil.example/login",
                                   "www.paypal.com:443@evil.example/",
                                   "example.org",
                                   "@ann",
                                   "ann@",
                                   "@ann@example.org",
                                   "ann@localhost",
                                   "ann@example.o",
                                   "ann@1.2.3.4",
                                   "ann@.org",
                                   "a..b@example.org",
                                   "ann.@example.org",
                                   "_ann@example.org",
                                   "éann@example.org",
                                   "git@example.org:tools/it.git",
                                   "ann@example.org/phone",
                                   "ann@example.org@evil.example",
                                   "ann@exam\u200dple.org",
                                   "mailto:example.org",
                                   "mailto:ann",
                                   "mailto:@example.org",
                                   "mailto:?body=x",
                                   "mailto:?to=ann@example.org"})
        CHECK_MESSAGE((linked(text).empty() || linked(text) == "mailto:ann@example.org"), text);
    CHECK(linked("mailto:?to=ann@example.org") == "mailto:ann@example.org");
    CHECK(marked("git@example.org:tools/it.git") == "git@example.org:tools/it.git");
    CHECK(marked("www.paypal.com\u202e@evil.example") == "[www.paypal.com]\u202e@evil.example");
    CHECK(marked(std::string(65, 'a') + "@example.org") == std::string(65, 'a') + "@example.org");
}

TEST_CASE("a mailto address is one to a person, and may say what about") {
    CHECK(marked("mailto:ann@example.org?subject=hi%20you.") == "[mailto:ann@example.org?subject=hi%20you].");
    CHECK(marked("mailto:ann@example.org,jun@example.org") == "[mailto:ann@example.org,jun@example.org]");
    CHECK(marked("mailto:ann@example.org, or call") == "[mailto:ann@example.org], or call");
    CHECK(marked("mailto:안나@한국.example") == "[mailto:안나@한국.example]");
    CHECK(marked("mailto:ann@example.org에게") == "[mailto:ann@example.org]에게");
}

TEST_CASE("a character that turns the direction, or is not seen, ends an address") {
    CHECK(marked("https://example.org/a\u202egpj.exe") == "[https://example.org/a]\u202egpj.exe");
    CHECK(marked("https://example.org/a\u200b") == "[https://example.org/a]\u200b");
    CHECK(marked("https://exa\u200dmple.org") == "[https://exa]\u200dmple.org");
    CHECK(marked("https://example.org/a\u2003b\u2028c") == "[https://example.org/a]\u2003b\u2028c");
    CHECK(marked("https://example.org/a\u200d") == "[https://example.org/a]\u200d");
}

TEST_CASE("a link alone is the same link") {
    const std::vector<std::string> parts{
        "https://", "HTTP://", "mailto:",     "a",    "b.example", "[::1]", ".",  "(", ")", "[", "]", "{",  "}",      "*", "_", " ", "한",
        ":",        "www.",    "a@b.example", ".org", "é",         "+",     "\\", "8", "@", "/", "?", "、", "\u200d", "-", "'", "،"};
    std::mt19937 random(11);
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto k = random() % 14; k > 0; --k) text += parts[random() % parts.size()];
        for (const auto& piece : find_links(text)) {
            if (piece.href.empty()) continue;
            const auto again = find_links(piece.href);
            REQUIRE_MESSAGE(again.size() == 1, text);
            CHECK_MESSAGE(again[0].href == piece.href, text);
        }
    }
}
