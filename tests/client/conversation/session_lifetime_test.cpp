// The session's stories of rooms that keep nothing, or keep messages for some days.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

constexpr Millis one_day = 86'400'000;

// Ann, inside a room of which the link says for how long messages are kept, and connected to Ben.
Tab inside_for(const std::string& how_long) {
    Tab ann;
    ann.opens("/room/" + secret + how_long);
    ann.derives();
    ann.does(EnterPressed{"Ann"});
    ann.does(Admitted{0, 8, {}, {{{"stun:here"}}}});
    ann.does(LeaderChosen{});
    ann.does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
    ann.meets(2, "Ben");
    return ann;
}

}  // namespace

TEST_CASE("in a fleeting room nothing is kept on any computer, and whoever is there reads all the same") {
    Tab ann = inside_for("/fleeting");
    for (const auto& out : {ann.does(TextTyped{"between us"}), ann.reads(2, ann.now + 10, "indeed")}) {
        CHECK(count<OpenStore>(out) == 0);
        CHECK(count<KeepEntries>(out) == 0);
    }
    CHECK(ann.texts() == std::vector<std::string>{"between us", "indeed"});
    CHECK(ann.gives(2, 1) == std::vector<std::string>{"between us"});
}

TEST_CASE("a message whose time is over is gone from the page, the log and the disk, also one's own") {
    Tab ann = inside_for("/7d");
    const auto typed = ann.does(TextTyped{"monday's"});
    CHECK(count<KeepEntries>(typed) == 2);
    ann.wait(one_day);
    ann.reads(2, ann.now, "tuesday's");
    CHECK(ann.texts().size() == 2);
    auto out = ann.wait(6 * one_day);
    for (const auto& more : ann.wait(60'000)) out.push_back(more);
    CHECK(ann.texts() == std::vector<std::string>{"tuesday's"});
    CHECK(only<PruneMessage>(out).id == only<ShowMessage>(typed).id);
    REQUIRE(count<ForgetEntries>(out) > 0);
    CHECK(all<ForgetEntries>(out).back().feed == member(1));
    CHECK(all<ForgetEntries>(out).back().before == only<ShowMessage>(typed).id.number + 1);
    CHECK(ann.gives(2, 1).empty());
    CHECK(count<ForgetEntries>(ann.wait(60'000)) == 0);
    // The next message follows on one that is gone.
    ann.does(TextTyped{"today's"});
    CHECK(ann.gives(2, 1) == std::vector<std::string>{"today's"});
    out = ann.wait(one_day);
    for (const auto& more : ann.wait(60'000)) out.push_back(more);
    CHECK(only<ForgetEntries>(out).feed == member(2));
    CHECK(ann.texts() == std::vector<std::string>{"today's"});
}

TEST_CASE("a member whose clock is late brings back nothing whose time is over") {
    Tab ann = inside_for("/1d");
    Writer& cid = ann.writer(3);
    const auto old = cid.says(ann.now - 2 * one_day, "long ago");
    CHECK(count<ShowMessage>(ann.hears(2, old)) == 0);
    ann.wait(60'000);
    CHECK(ann.count_of(3) == 0);
    CHECK(count<ShowMessage>(ann.hears(2, cid.says(ann.now, "now"))) == 1);
}

TEST_CASE("for how long messages are kept is chosen when the room is made, and stands in its link") {
    Tab ann;
    ann.founds();
    ann.derives();
    const auto chosen = ann.does(KeptDaysChosen{7});
    CHECK(only<DeriveKeys>(chosen).name == std::string("calm-blue-owl") + '\0' + "7d");
    CHECK(only<ShowRoom>(chosen).kept_days == 7U);
    CHECK(only<ShowRoom>(chosen).link == "https://tincan.example/#/calm-blue-owl/" + secret + "/7d");
    CHECK(count<DeriveKeys>(ann.does(KeptDaysChosen{7})) == 0);
    CHECK(count<DeriveKeys>(ann.does(KeptDaysChosen{366})) == 0);
    ann.derives();
    CHECK(only<SetAddress>(ann.does(EnterPressed{"Ann"})).invitation == "/calm-blue-owl/" + secret + "/7d");
    CHECK(count<DeriveKeys>(ann.does(KeptDaysChosen{})) == 0);

    Tab guest;
    guest.opens("/room/" + secret);
    CHECK(count<DeriveKeys>(guest.does(KeptDaysChosen{1})) == 0);
}
