// The session's stories of who is writing just now.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

// The words to that member about our writing.
std::vector<bool> told(const Orders& orders, unsigned to) {
    std::vector<bool> on;
    for (const auto& word : said_of<protocol::Typing>(orders, to)) on.push_back(word.on);
    return on;
}

// Those who are shown as writing; "?" where the page is told nothing.
std::string writing(const Orders& orders) {
    const auto shown = all<ShowTyping>(orders);
    if (shown.empty()) return "?";
    std::string names;
    for (const auto& one : shown.back().who) names += (names.empty() ? "" : ", ") + one.name;
    return names;
}

using On = std::vector<bool>;

}  // namespace

TEST_CASE("while one types, the others are told so every three seconds, and when it is sent or deleted") {
    Tab ann = together();
    ann.meets(3, "Cem");
    const auto first = ann.does(DraftChanged{"h"});
    CHECK(told(first, 2) == On{true});
    CHECK(told(first, 3) == On{true});
    for (int i = 0; i < 29; ++i) {
        ann.now += 100;
        CHECK(told(ann.does(DraftChanged{"hello"}), 2).empty());
    }
    ann.now += 100;
    CHECK(told(ann.does(DraftChanged{"hello!"}), 2) == On{true});
    CHECK(told(ann.does(TextTyped{"hello!"}), 2) == On{false});
    CHECK(told(ann.does(TextTyped{"and again"}), 2).empty());
    CHECK(told(ann.does(DraftChanged{"n"}), 2).empty());  // the three seconds are not over
    ann.now += 3'000;
    CHECK(told(ann.does(DraftChanged{"ne"}), 2) == On{true});
    CHECK(told(ann.does(DraftChanged{" "}), 2) == On{false});
    CHECK(told(ann.does(DraftChanged{""}), 2).empty());
}

TEST_CASE("an empty field and a command are no message that is being written") {
    Tab ann = together();
    for (const auto* text : {"", " \n", "\u200b", "/", "/po", "/poll", "/search ann"}) CHECK(told(ann.does(DraftChanged{text}), 2).empty());
    CHECK(told(ann.does(DraftChanged{"/etc/passwd"}), 2) == On{true});
    Tab alone;
    alone.arrives();
    CHECK(alone.does(DraftChanged{"hello"}).empty());
}

TEST_CASE("those who write are shown in the order in which they began, for six seconds") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.meets(4, "Dora");
    CHECK(writing(ann.hears(3, protocol::Typing{true})) == "Cem");
    ann.now += 1'000;
    CHECK(writing(ann.hears(2, protocol::Typing{true})) == "Cem, Ben");
    CHECK(writing(ann.hears(4, protocol::Typing{true})) == "Cem, Ben, Dora");
    CHECK(writing(ann.hears(4, protocol::Typing{false})) == "Cem, Ben");
    ann.now += 4'999;
    CHECK(writing(ann.does(Tick{})) == "?");
    CHECK(*ann.session.wake_at() <= ann.now + 1);
    CHECK(writing(ann.wait(1)) == "Ben");
    CHECK(writing(ann.hears(2, protocol::Typing{true})) == "?");  // goes on
    CHECK(writing(ann.wait(5'999)) == "?");
    CHECK(writing(ann.wait(1)).empty());
    CHECK(writing(ann.hears(2, protocol::Typing{true})) == "Ben");
}

TEST_CASE("the sign goes with the message, and with the person") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Typing{true});
    CHECK(writing(ann.hears(3, protocol::Typing{true})) == "Ben, Cem");
    CHECK(writing(ann.reads(2, ann.now, "here")) == "Cem");
    CHECK(writing(ann.hears(3, ann.writer(3).writes(ann.now, protocol::Reaction{{member(2), 1}, "👍", true}))) == "?");
    CHECK(writing(ann.hears(3, protocol::Bye{})).empty());
    ann.now += 3'000;
    CHECK(writing(ann.hears(2, protocol::Typing{true})) == "Ben");
    CHECK(writing(ann.does(ChannelClosed{member(2), ann.link(2)})).empty());
    ann.connects(2);
    CHECK(writing(ann.hears(2, protocol::Typing{true})) == "Ben");
    CHECK(writing(ann.does(RoomLeft{})).empty());
}

TEST_CASE("somebody who does not say that they write does not see it of others") {
    Tab ann = together();
    ann.hears(2, protocol::Typing{true});
    ann.does(DraftChanged{"hello"});
    const auto off = ann.does(TypingShared{false});
    CHECK(told(off, 2) == On{false});
    CHECK(writing(off).empty());
    ann.now += 10'000;
    CHECK(told(ann.does(DraftChanged{"hello!"}), 2).empty());
    CHECK(told(ann.does(TextTyped{"hello!"}), 2).empty());
    CHECK(writing(ann.hears(2, protocol::Typing{true})) == "?");
    ann.does(TypingShared{true});
    CHECK(told(ann.does(DraftChanged{"a"}), 2) == On{true});
    CHECK(writing(ann.hears(2, protocol::Typing{true})) == "Ben");
}

TEST_CASE("a member that says it without end changes nothing more often, and overdraws its allowance") {
    Tab ann = together();
    std::size_t drawn = 0;
    for (int i = 0; i < 1'000; ++i) {
        drawn += count<ShowTyping>(ann.hears(2, protocol::Typing{i % 2 == 0}));
        ann.now += 1;
    }
    CHECK(drawn == 2);
    for (int i = 0; i < 25'000 && ann.session.peers().count(member(2)) > 0; ++i) ann.hears(2, protocol::Typing{true});
    CHECK(ann.session.peers().count(member(2)) == 0);
}
