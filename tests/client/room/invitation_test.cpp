#include "client/room/invitation.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace client;
using namespace client::room;

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
    CHECK(parse_invitation("/회의실/" + secret)->room == "회의실");  // some programs do not escape
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

TEST_CASE("text that is no invitation is not taken for one") {
    const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
    for (const auto& text : std::vector<std::string>{"",
                                                     "/",
                                                     "//",
                                                     "///",
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
                                                     "/room/x/" + secret,
                                                     "/" + std::string(5'000, 'a') + "/" + secret})
        CHECK_MESSAGE(!parse_invitation(text), text);
}

TEST_CASE("text behind a secret does not matter") {
    const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
    for (const std::string behind : {"",
                                     "/",
                                     "//",
                                     ".",
                                     ")",
                                     ">",
                                     "]",
                                     "\"",
                                     "'",
                                     "*",
                                     "!",
                                     "?utm_source=x",
                                     "&fbclid=1",
                                     "#again",
                                     "%E2%80%8B",
                                     "\u200b",
                                     "%20come%20in",
                                     " come in",
                                     "에서",
                                     "%EC%97%90%EC%84%9C",
                                     "。",
                                     "，",
                                     "؟",
                                     "।",
                                     "%",
                                     "%zz",
                                     "%2F",
                                     "%2E",
                                     "\n",
                                     "\xff"}) {
        const auto read = parse_invitation("/our%20room/" + secret + behind);
        REQUIRE_MESSAGE(read, behind);
        CHECK(read->room == "our room");
        CHECK(read->secret == secret);
    }
    CHECK(parse_invitation("/room/" + secret + "?" + std::string(5'000, 'x'))->secret == secret);
    // A letter of the alphabet is a part of the secret, which then is another one.
    for (const std::string behind : {"A", "7", "-", "_", "%41", "%2D", "AAECAwQFBgcICQoLDA0ODw"})
        CHECK_MESSAGE(!parse_invitation("/room/" + secret + behind), behind);
    for (std::size_t length = 0; length < secret.size(); ++length)
        for (const std::string behind : {"", ".", "/", "?utm_source=x", "에서"})
            CHECK_MESSAGE(!parse_invitation("/room/" + secret.substr(0, length) + behind), length, behind);
}

TEST_CASE("an invitation is understood however it was escaped on the way") {
    const std::string secret = "-_ECAwQFBgcICQoLDA0ODw";
    // The name, and how it looks escaped once and twice.
    const std::vector<std::vector<std::string>> names{
        {"room", "room", "room"},
        {"our room", "our%20room", "our%2520room"},
        {"50% off/really?", "50%25%20off%2Freally%3F", "50%2525%2520off%252Freally%253F"},
        {"회의실", "%ED%9A%8C%EC%9D%98%EC%8B%A4", "%25ED%259A%258C%25EC%259D%2598%25EC%258B%25A4"},
        {"😀", "%F0%9F%98%80", "%25F0%259F%2598%2580"}};
    for (const auto& name : names) {
        for (const auto& fragment :
             {"/" + name[1] + "/" + secret, name[1] + "/" + secret, "!/" + name[1] + "/" + secret, "%2F" + name[2] + "%2F" + secret,
              "%2f" + name[2] + "%2f" + secret + "%2E", "/" + name[1] + "/%2D%5f" + secret.substr(2)}) {
            const auto read = parse_invitation(fragment);
            REQUIRE_MESSAGE(read, fragment);
            CHECK(read->room == name[0]);
            CHECK(read->secret == secret);
        }
    }
    // Where only the slashes were escaped.
    CHECK(parse_invitation("%2F%ED%9A%8C%EC%9D%98%EC%8B%A4%2F" + secret)->room == "회의실");
    // A room named by hand has nothing behind its name, and a word alone is no room.
    CHECK(parse_invitation("%2Four%2520room")->room == "our room");
    CHECK(parse_invitation("!/our%20room")->room == "our room");
    for (const std::string text :
         {"room", "!", "!/", "!room", "%2F", "%2F%2F", "%2F%", "%2F%2F-_ECAwQFBgcICQoLDA0ODw", "/-_ECAwQFBgcICQoLDA0ODw/"})
        CHECK_MESSAGE(!parse_invitation(text), text);
}

// As they are called in several scripts: with joiners, composed emoji and flags.
TEST_CASE("rooms of several scripts have invitations") {
    for (const std::string room :
         {"조용한 수달", "会議室　二", "我们的房间", "اتاق\u200cهای ما", "हमारा कमरा", "क\u094d\u200dष", "غرفة", "അനില\u0d4d\u200d",
          "👨\u200d👩\u200d👧\u200d👦", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🇰🇷🇯🇵", "❤\ufe0f"}) {
        for (const auto* secret : {"AAECAwQFBgcICQoLDA0ODw", ""}) {
            const auto read = parse_invitation(write_invitation({room, secret}));
            REQUIRE_MESSAGE(read, room);
            CHECK(read->room == room);
            CHECK(read->secret == secret);
        }
    }
    for (const std::string text :
         {"/%E3%85%A4", "/%E2%A0%80", "/%CD%8F", "/%E1%85%9F%E1%85%A0", "/%E2%80%83", "/\u3164/AAECAwQFBgcICQoLDA0ODw"})
        CHECK_MESSAGE(!parse_invitation(text), text);
}

TEST_CASE("a link says for how long messages are kept, and one that lost a part of that is broken") {
    const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
    for (const KeptDays days : {KeptDays(), KeptDays(0), KeptDays(1), KeptDays(30), KeptDays(365)}) {
        const auto written = write_invitation({"our room", secret, days});
        for (const std::string behind : {"", "/", ".", "?utm_source=x", " come in", "에서"}) {
            const auto read = parse_invitation(written + behind);
            REQUIRE_MESSAGE(read, written, behind);
            CHECK(read->secret == secret);
            CHECK_MESSAGE(read->kept_days == days, written, behind);
        }
    }
    CHECK(parse_invitation("/room/" + secret + "%2Ffleeting")->kept_days == 0U);
    for (const std::string behind : {"/f", "/fleetin", "/fleetingly", "/3", "/36", "/0d", "/366d", "/3dd", "/d", "/x", "/99999999999d"})
        CHECK_MESSAGE(!parse_invitation("/room/" + secret + behind), behind);
    // Other keys are derived, so that nobody comes in without it.
    CHECK(name_for_keys({"room", secret, {}}) == "room");
    CHECK(name_for_keys({"room", secret, 0}) != name_for_keys({"room", secret, 1}));
    CHECK(name_for_keys({"room", "", 0}) == "room");
}

TEST_CASE("a link may have a ticket at its end, and one that lost a part of that is broken") {
    const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
    const std::string ticket = "/tAQIDBAUGBwgJCgsMDQ4PEA";
    for (const std::string days : {"", "/fleeting", "/30d"}) {
        const auto plain = "/room/" + secret + days;
        const auto read = parse_invitation(plain + ticket);
        REQUIRE(read);
        CHECK(protocol::to_text(read->ticket.value()) == ticket.substr(2));
        CHECK(read->kept_days == parse_invitation(plain)->kept_days);
        CHECK(write_invitation(*read) == plain + ticket);
        CHECK(name_for_keys(*read) == name_for_keys(*parse_invitation(plain)));  // it leads to the same room
        for (const std::string behind : {".", "/", "/?x", ")", "%20in", "에서"})
            CHECK_MESSAGE(parse_invitation(plain + ticket + behind)->ticket == read->ticket, behind);
        for (std::size_t most = 2; most < ticket.size(); ++most) CHECK_FALSE(parse_invitation(plain + ticket.substr(0, most)));
        for (const std::string behind : {"A", "%41", "_"}) CHECK_FALSE(parse_invitation(plain + ticket + behind));
        CHECK_FALSE(parse_invitation(plain + "/tAQIDBAUGBwgJCgsMDQ4PE_"));  // no 128 bits are written so
    }
    CHECK_FALSE(parse_invitation("/room/" + secret + ticket + "x/30d"));
}
