#include "client/invitation.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace client;

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
