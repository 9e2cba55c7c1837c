#include "client/text.hpp"

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

TEST_CASE("an invitation is written and read back, whatever the room's name") {
    const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
    for (const auto* room : {"quiet-amber-otter", "Team 7", "<img src=x onerror=broken_in=1>", "'\"><script>", "회의실", "50% off/really?",
                             "a#b", "..", "😀"}) {
        const auto written = write_invitation({room, secret});
        CHECK(written.find('#') == std::string::npos);
        CHECK(written.find(' ') == std::string::npos);
        const auto read = parse_invitation(written);
        REQUIRE_MESSAGE(read, written);
        CHECK(read->room == room);
        CHECK(read->secret == secret);
    }
    // Some programs add a slash, or do not escape.
    CHECK(parse_invitation("/room/" + secret + "/"));
    CHECK(parse_invitation("/회의실/" + secret)->room == "회의실");
}

TEST_CASE("a room named by hand has a name and nothing behind it") {
    for (const auto* room : {"our-room", "Team 7", "회의실", "50% off/really?", "a#b", "..", "AAECAwQFBgcICQoLDA0ODw"}) {
        const auto written = write_invitation({room, ""});
        CHECK(written.find('/', 1) == std::string::npos);
        const auto read = parse_invitation(written);
        REQUIRE_MESSAGE(read, written);
        CHECK(read->room == room);
        CHECK(read->secret.empty());
    }
    // As somebody types it who was told it.
    CHECK(parse_invitation("/Our Room")->room == "Our Room");
    CHECK(parse_invitation("/회의실")->room == "회의실");
    CHECK(parse_invitation("/" + std::string(64, 'a')));
}

TEST_CASE("what is no invitation is not taken for one") {
    const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
    for (const auto& text : std::vector<std::string>{"",
                                                     "/",
                                                     "//",
                                                     "///",
                                                     "room/" + secret,
                                                     "room",
                                                     "/%",
                                                     "/%ff",
                                                     "/%00",
                                                     "/%20",
                                                     "/room%20",
                                                     "/%E2%80%AEroom",
                                                     "/" + std::string(65, 'a'),
                                                     "/room?x/",
                                                     "/room/",
                                                     "/room/short",
                                                     "/room/" + secret + "A",
                                                     "/room/AAECAwQFBgcICQoLDA0ODx",
                                                     "/%/" + secret,
                                                     "/%4/" + secret,
                                                     "/%zz/" + secret,
                                                     "/%ff/" + secret,
                                                     "/%00/" + secret,
                                                     "/%0Aroom/" + secret,
                                                     "/%E2%80%AEroom/" + secret,
                                                     "//" + secret,
                                                     "/" + std::string(65, 'a') + "/" + secret,
                                                     "/room/" + secret + "//",
                                                     "/room/x/" + secret,
                                                     "/" + std::string(5'000, 'a') + "/" + secret})
        CHECK_MESSAGE(!parse_invitation(text), text);
}

TEST_CASE("a message of nothing but links has no more of them than a page can show") {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "http://a ";
    const auto pieces = client::find_links(text);
    CHECK(std::count_if(pieces.begin(), pieces.end(), [](const auto& piece) { return !piece.href.empty(); }) == 100);
    CHECK(pieces.size() == 200);
    CHECK(pieces.back().text.size() == 400 * 9 + 1);
}
