// The call that is resumed where its tab is loaded anew.
#include "client/room/resume.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace client::room;

namespace {

const std::string link = "https://tincan.example/#/our%20room/AAECAwQFBgcICQoLDA0ODw";

}  // namespace

TEST_CASE("a saved call is read as it was written") {
    for (int bits = 0; bits < 8; ++bits) {
        const SavedCall call{link, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
        CHECK(read_saved_call(write_saved_call(call)) == call);
    }
    const SavedCall odd{"https://x.example/\"\\\n#/회의실", true, true, true};
    CHECK(read_saved_call(write_saved_call(odd)) == odd);
}

TEST_CASE("text that is no saved call is none") {
    for (const char* text :
         {"", "7", "7https://tincan.example/#/room", "{}", "null", R"({"link":"x","microphone":true,"camera":true})",
          R"({"link":1,"microphone":true,"camera":true,"muted":true})", R"({"link":"x","microphone":"true","camera":true,"muted":true})"})
        CHECK_FALSE(read_saved_call(text));
    CHECK_FALSE(read_saved_call(write_saved_call({std::string(10'000, 'x')})));
}

TEST_CASE("a tab that is loaded anew goes back into the call of its room") {
    const SavedCall call{link, true, false, true};
    const auto kept = write_saved_call(call);
    CHECK(resumed(Navigation::reload, kept, link) == call);
    CHECK_FALSE(resumed(Navigation::other, kept, link));
    CHECK_FALSE(resumed(Navigation::reload, kept, link + "x"));
    CHECK_FALSE(resumed(Navigation::reload, "", link));
    CHECK_FALSE(resumed(Navigation::reload, "", ""));
}
