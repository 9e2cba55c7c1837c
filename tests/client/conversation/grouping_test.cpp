// The heading of a line of the conversation.
#include "client/conversation/grouping.hpp"

#include <doctest/doctest.h>

#include "tests/client/orders.hpp"

using namespace client::conversation;
using client::Millis;
using story::member;

namespace {

constexpr Millis minute = 60'000;
constexpr Millis noon = 20'000 * 24 * 60 * minute + 12 * 60 * minute;  // of day 20,000
constexpr Millis day_ms = 24 * 60 * minute;

MessageId line(unsigned author, std::uint64_t number) { return {member(author), number}; }
const MessageId at_end{};

// A conversation of day 20,000, in UTC.
struct Conversation {
    Grouping grouping;
    std::int64_t today = 20'000;

    std::vector<Heading> says(const MessageId& it, Millis time, const MessageId& before = at_end) {
        return grouping.show(it, before, time, local_day(time, 0), today);
    }
    std::vector<Heading> forgets(const MessageId& it) { return grouping.forget(it, today); }
};

using Headings = std::vector<Heading>;

}  // namespace

TEST_CASE("a day begins at midnight of the person's own clock") {
    CHECK(local_day(noon, 0) == 20'000);
    CHECK(local_day(noon, 9 * 60) == 20'000);
    CHECK(local_day(noon, 12 * 60) == 20'001);
    CHECK(local_day(noon, -12 * 60) == 20'000);
    CHECK(local_day(noon, -12 * 60 - 1) == 19'999);
    CHECK(local_day(noon + 12 * 60 * minute - 1, 0) == 20'000);
    CHECK(local_day(noon + 12 * 60 * minute, 0) == 20'001);
    CHECK(local_day(0, -1) == -1);
    CHECK(local_day(0, 0) == 0);
}

TEST_CASE("a line goes on where the one before it left off: the same author, the same minute") {
    Conversation it;
    CHECK(it.says(line(2, 1), noon) == Headings{{line(2, 1), false, false}});
    CHECK(it.says(line(2, 2), noon + minute - 1) == Headings{{line(2, 2), true, false}});
    CHECK(it.says(line(3, 1), noon + minute - 1) == Headings{{line(3, 1), false, false}});
    CHECK(it.says(line(3, 2), noon + minute) == Headings{{line(3, 2), false, false}});
}

TEST_CASE("a notice between two lines sets them apart") {
    Conversation it;
    it.grouping.add_notice(NoticeKind::host, noon);
    it.says(line(2, 1), noon);
    it.grouping.add_notice(NoticeKind::host, noon);
    it.grouping.add_notice(NoticeKind::host, noon);
    CHECK(it.says(line(2, 2), noon) == Headings{{line(2, 2), false, false}});
    CHECK(it.says(line(2, 3), noon) == Headings{{line(2, 3), true, false}});
}

TEST_CASE("the first line of a day has the day above it, but today does not until another day stands above it") {
    Conversation it;
    CHECK(it.says(line(2, 1), noon) == Headings{{line(2, 1), false, false}});
    // An earlier line comes late.
    CHECK(it.says(line(3, 1), noon - day_ms, line(2, 1)) == Headings{{line(3, 1), false, true}, {line(2, 1), false, true}});
    CHECK(it.says(line(3, 2), noon - day_ms + minute, line(2, 1)) == Headings{{line(3, 2), false, false}});
    it.grouping.add_notice(NoticeKind::host, noon);
    CHECK(it.says(line(2, 2), noon + day_ms) == Headings{{line(2, 2), false, true}});
}

TEST_CASE("a line that comes between two others changes the one behind it, and no more") {
    Conversation it;
    it.says(line(2, 1), noon);
    it.says(line(2, 2), noon);
    it.says(line(2, 3), noon);
    CHECK(it.says(line(3, 1), noon, line(2, 2)) == Headings{{line(3, 1), false, false}, {line(2, 2), false, false}});
    CHECK(it.says(line(3, 2), noon, line(2, 2)) == Headings{{line(3, 2), true, false}});
    // It stands behind the notice, so the line behind it is not set apart any more.
    Conversation other;
    other.says(line(2, 1), noon);
    other.grouping.add_notice(NoticeKind::host, noon);
    other.says(line(3, 2), noon);
    CHECK(other.says(line(3, 1), noon, line(3, 2)) == Headings{{line(3, 1), false, false}, {line(3, 2), true, false}});
}

TEST_CASE("a line that is forgotten leaves the one behind it to begin anew, or to go on") {
    Conversation it;
    it.says(line(2, 1), noon - day_ms);
    it.says(line(2, 2), noon);
    CHECK(it.forgets(line(2, 1)) == Headings{{line(2, 2), false, false}});
    it.says(line(3, 1), noon);
    it.says(line(2, 3), noon);
    CHECK(it.forgets(line(3, 1)) == Headings{{line(2, 3), true, false}});
    CHECK(it.forgets(line(2, 2)) == Headings{{line(2, 3), false, false}});
    CHECK(it.forgets(line(2, 2)).empty());
    CHECK(it.forgets(line(2, 3)).empty());
    // Also behind a notice, where the day above it was told by the line that is gone.
    it.says(line(2, 4), noon - day_ms);
    it.grouping.add_notice(NoticeKind::host, noon);
    it.says(line(2, 5), noon);
    CHECK(it.forgets(line(2, 4)) == Headings{{line(2, 5), false, false}});
}

TEST_CASE("a line that is shown again changes its place") {
    Conversation it;
    it.says(line(2, 1), noon);
    it.says(line(3, 1), noon);
    it.says(line(2, 2), noon);
    CHECK(it.says(line(3, 1), noon) == Headings{{line(2, 2), true, false}, {line(3, 1), false, false}});
    CHECK(it.says(line(3, 2), noon, line(9, 9)) == Headings{{line(3, 2), true, false}});  // nobody knows that line
}

TEST_CASE("a notice goes with the line before it, and comes back with it") {
    Conversation it;
    it.says(line(2, 1), noon);
    it.grouping.add_notice(NoticeKind::host, noon);
    it.says(line(2, 2), noon);
    CHECK(it.forgets(line(2, 1)) == Headings{});  // it begins anew, as it did
    CHECK(it.says(line(2, 3), noon) == Headings{{line(2, 3), true, false}});
    CHECK(it.says(line(2, 1), noon, line(2, 2)) == Headings{{line(2, 1), false, false}});
}

TEST_CASE("a notice that comes while the end is not shown stands there once it is") {
    Conversation it;
    it.says(line(2, 1), noon);
    it.grouping.set_window(false, true);
    it.grouping.add_notice(NoticeKind::host, noon);
    CHECK(it.says(line(2, 2), noon) == Headings{{line(2, 2), true, false}});
    it.grouping.set_window(false, false);
    CHECK(it.says(line(2, 3), noon) == Headings{{line(2, 3), false, false}});
}

TEST_CASE("a notice that came before all lines stands behind those that were said earlier") {
    Conversation it;
    it.grouping.add_notice(NoticeKind::host, noon);
    it.says(line(2, 1), noon);
    it.grouping.set_window(true, false);
    CHECK(it.says(line(2, 2), noon) == Headings{{line(2, 2), false, false}});
}

TEST_CASE("another room begins with nothing above") {
    Conversation it;
    it.says(line(2, 1), noon);
    it.grouping.add_notice(NoticeKind::host, noon);
    it.grouping.clear();
    CHECK(it.says(line(2, 1), noon) == Headings{{line(2, 1), false, false}});
    CHECK(it.says(line(2, 2), noon) == Headings{{line(2, 2), true, false}});
}

TEST_CASE("several who do the same are told of in one sentence, until somebody says something") {
    Conversation it;
    const auto together = [&](NoticeKind kind, Millis after = 0) { return it.grouping.add_notice(kind, noon + after); };
    it.says(line(2, 1), noon);
    // Three come in and join the call, one after the other.
    CHECK_FALSE(together(NoticeKind::joined));
    CHECK_FALSE(together(NoticeKind::call_joined));
    CHECK(together(NoticeKind::joined, 1'000));
    CHECK(together(NoticeKind::call_joined, 2'000));
    CHECK(together(NoticeKind::joined, 200'000));
    // Each is not long after the last, but not all of a day in one line.
    CHECK(together(NoticeKind::joined, 400'000));
    CHECK_FALSE(together(NoticeKind::joined, 701'000));
    // It would read as if nobody had left.
    CHECK_FALSE(together(NoticeKind::left, 702'000));
    CHECK_FALSE(together(NoticeKind::joined, 703'000));
    CHECK(together(NoticeKind::joined, 704'000));
    CHECK_FALSE(together(NoticeKind::host, 704'000));
    CHECK_FALSE(together(NoticeKind::host, 704'000));
    CHECK_FALSE(together(NoticeKind::joined, 705'000));
    it.says(line(2, 2), noon + 706'000);
    CHECK_FALSE(together(NoticeKind::joined, 707'000));
    // A sentence that is not in view cannot be gone on with.
    it.grouping.set_window(false, true);
    CHECK_FALSE(together(NoticeKind::joined, 708'000));
    CHECK_FALSE(together(NoticeKind::joined, 709'000));
    it.grouping.set_window(false, false);
    CHECK_FALSE(together(NoticeKind::joined, 710'000));
}
