#include "client/conversation/history.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/client/orders.hpp"

using namespace client;
using namespace client::conversation;
using story::member;

namespace {

std::vector<std::string> texts(const History& history) {
    std::vector<std::string> all;
    for (const auto& entry : history.entries()) all.push_back(entry.text);
    return all;
}

}  // namespace

TEST_CASE("an author's own lines are numbered from 1 and stamped by the clock") {
    History history(member(1));
    CHECK(history.write("one", 1000, 1000) == 0);
    CHECK(history.write("two", 2000, 2000) == 1);
    CHECK(history.entries()[0].id == MessageId{member(1), 1});
    CHECK(history.entries()[0].stamp == 1000);
    CHECK(history.entries()[1].id == MessageId{member(1), 2});
    CHECK(history.have(member(1)) == 2);
    CHECK(history.have(member(2)) == 0);
}

TEST_CASE("two lines within one millisecond keep their order") {
    History history(member(1));
    history.write("one", 1000, 1000);
    history.write("two", 1000, 1000);
    CHECK(history.entries()[1].stamp == 1001);
}

TEST_CASE("an answer stands below its question, even if the answerer's clock is slow") {
    History history(member(1));
    history.hear(member(2), {1, 500'000, "question"}, {1000});
    history.write("answer", 1000, 1000);
    CHECK(texts(history) == std::vector<std::string>{"question", "answer"});
    CHECK(history.entries()[1].stamp == 500'001);
}

TEST_CASE("a clock that runs days ahead is not believed: its line stands where it arrives") {
    History history(member(1));
    const Millis days = 1000ULL * 60 * 60 * 24 * 3;
    history.hear(member(3), {1, 999, "others have another time"}, {999, true});
    history.write("before", 1000, 1000);
    history.hear(member(2), {1, 1000 + days, "from the future"}, {1001});
    history.hear(member(2), {2, 1ULL << 53, "from the end of days"}, {1001});
    history.write("after", 1002, 1002);
    CHECK(texts(history) ==
          std::vector<std::string>{"others have another time", "before", "from the future", "from the end of days", "after"});
    CHECK(history.entries()[4].stamp < 1010);
}

TEST_CASE("a client whose clock is days away takes over that of the others") {
    constexpr std::int64_t days = 3LL * 24 * 60 * 60 * 1000;
    constexpr Millis start = 1'700'000'000'000;
    for (const auto error : {-days, days, -2'000 * days, std::int64_t{0}}) {
        for (const bool early : {false, true}) {
            if (early && error > 0) continue;  // what was dated by such a clock before anybody was heard stays below
            const auto on_the_wall = [&](Millis now) { return static_cast<Millis>(static_cast<std::int64_t>(now) + error); };
            History cat(member(9));
            if (early) cat.write("hello?", on_the_wall(start), on_the_wall(start));
            // One author's lines come behind the other's.
            for (std::uint64_t number = 1; number <= 3; ++number)
                cat.hear(member(2), {number, start - 1000 + 10 * number, "question"}, {on_the_wall(start)});
            for (std::uint64_t number = 1; number <= 3; ++number)
                cat.hear(member(3), {number, start - 1000 + 10 * number + 5, "answer"}, {on_the_wall(start + 1)});
            std::vector<std::string> expected{"question", "answer", "question", "answer", "question", "answer"};
            if (early) expected.insert(error == 0 ? expected.end() : expected.begin(), "hello?");
            CHECK(texts(cat) == expected);
            const auto at = cat.write("from cat", on_the_wall(start + 2), on_the_wall(start + 2));
            CHECK(at == expected.size());
            // For everybody else it is said after what she had read, and before what they answer.
            CHECK(cat.entries()[at].stamp > start - 1000 + 35);
            CHECK(cat.entries()[at].stamp < start + 3);
            CHECK(cat.hear(member(2), {4, start + 3, "welcome"}, {on_the_wall(start + 3), true}) == at + 1);
        }
    }
}

TEST_CASE("nobody spoke before they came: what a slow clock dates so is new, and stands where people read") {
    constexpr Millis start = 1'700'000'000'000;
    constexpr Millis days = 3ULL * 24 * 60 * 60 * 1000;
    History history(member(1));
    history.write("first", start - days, start - days);
    history.hear(member(2), {1, start - 1000, "second"}, {start - 1000});
    CHECK(history.hear(member(9), {1, start - 2 * days, "hello?"}, {start, false, 500}) == 2);
    // A member who was here may have said it then.
    CHECK(history.hear(member(8), {1, start - 2 * days, "long ago"}, {start}) == 0);
    CHECK(history.hear(member(7), {1, start - 2 * days, "long ago, apart from us"}, {start, false, 2 * days}) == 0);
}

TEST_CASE("nobody believes in the end of days") {
    History history(member(1));
    history.hear(member(2), {1, 1ULL << 53, "the end"}, {1'000});
    history.hear(member(3), {1, 1'500, "of what?"}, {1'500});
    CHECK(texts(history) == std::vector<std::string>{"the end", "of what?"});
    CHECK(history.entries().back().stamp == 1'500);
}

TEST_CASE("of more lines than a page can hold the oldest of others are forgotten; our own are kept for those who come") {
    constexpr Millis later = 20'000 + 60'000;
    History history(member(1));
    history.write("mine", 10, 10);
    for (std::uint64_t number = 1; number <= 10'000; ++number) history.hear(member(2), {number, 10 + number, "line"}, {20'000});
    CHECK_FALSE(history.prune_one(later));
    history.hear(member(3), {1, 20'000, "one more"}, {20'000});
    CHECK(history.prune_one(later) == MessageId{member(2), 1});
    CHECK_FALSE(history.prune_one(later));
    CHECK(history.entries().size() == 10'001);
    CHECK(history.own(1).text == "mine");
    // A forgotten line is not heard again.
    CHECK(history.have(member(2)) == 10'000);
    CHECK_FALSE(history.hear(member(2), {1, 11, "line"}, {20'000}));
    // Few but long lines are too much as well.
    for (std::uint64_t number = 2; number <= 202; ++number) history.hear(member(3), {number, 20'000, std::string(40'000, 'x')}, {20'000});
    std::size_t forgotten = 0;
    std::size_t bytes = 0;
    while (history.prune_one(later)) ++forgotten;
    for (const auto& entry : history.entries()) bytes += entry.text.size();
    CHECK(forgotten > 201);
    CHECK(bytes <= 8'000'004);
    CHECK(bytes > 7'900'000);
}

TEST_CASE("a member that says more than a page can hold displaces nobody else's words") {
    constexpr Millis said = 1'000'000;
    constexpr Millis later = said + 60'000;
    constexpr Millis ahead = 23ULL * 60 * 60 * 1000;
    const auto theirs = [](const History& history) {
        std::vector<std::string> all;
        for (const auto& entry : history.entries())
            if (entry.id.author != member(2)) all.push_back(entry.text);
        return all;
    };
    for (const bool short_ones : {true, false}) {
        History history(member(1));
        history.hear(member(3), {1, said - 2, "hello"}, {said});
        history.hear(member(3), {2, said - 1, "anybody?"}, {said});
        for (std::uint64_t number = 1; number <= (short_ones ? 10'500U : 300U); ++number)
            history.hear(member(2), {number, said + ahead, short_ones ? "x" : std::string(39'960, 'x')}, {said});
        while (history.prune_one(later)) {
        }
        history.hear(member(4), {1, later, "I am new here"}, {later});
        while (history.prune_one(later)) {
        }
        CHECK(theirs(history) == std::vector<std::string>{"hello", "anybody?", "I am new here"});
        CHECK(history.entries().size() > 100);
    }
}

TEST_CASE("a line that was heard this minute is never forgotten") {
    History history(member(1));
    for (std::uint64_t number = 1; number <= 10'500; ++number) history.hear(member(2), {number, number, "line"}, {100'000});
    CHECK_FALSE(history.prune_one(100'000));
    CHECK_FALSE(history.prune_one(159'999));
    CHECK(history.prune_one(160'000) == MessageId{member(2), 1});
}

TEST_CASE("a line said now is not dated hours ahead, whatever else its author said") {
    constexpr Millis hour = 60ULL * 60 * 1000;
    constexpr Millis start = 100 * hour;
    History history(member(1));
    // Ben's clock is an hour ahead, and stays so.
    history.hear(member(2), {1, start + hour, "b1"}, {start, true});
    history.hear(member(3), {1, start + hour + 1, "c1"}, {start + 10, true});
    history.hear(member(2), {2, start + 2 * hour, "b2"}, {start + hour, true});
    CHECK(history.entries().back().stamp == start + 2 * hour);
    // Cem's jumps.
    history.hear(member(3), {2, start + 24 * hour, "c2"}, {start + hour + 10, true});
    history.hear(member(2), {3, start + 2 * hour + 20, "b3"}, {start + hour + 20, true});
    history.hear(member(3), {3, start + 25 * hour, "c3"}, {start + hour + 30, true});
    history.write("mine", start + hour + 40, start + hour + 40);
    CHECK(texts(history) == std::vector<std::string>{"b1", "c1", "b2", "c2", "b3", "c3", "mine"});
    CHECK(history.entries().back().stamp < start + 3 * hour);
    // Nor can it be crept up to.
    std::uint64_t stamp = start + 2 * hour;
    for (std::uint64_t number = 4; number <= 5'000; ++number)
        history.hear(member(3), {number, stamp += 25'000, "on and on"}, {start + hour + 50, true});
    CHECK(history.entries().back().stamp < start + 3 * hour);
}

TEST_CASE("a line that comes twice is heard once, and a gap is not accepted") {
    History history(member(1));
    CHECK(history.hear(member(2), {1, 10, "a"}, {10}) == 0);
    CHECK_FALSE(history.hear(member(2), {1, 10, "a"}, {10}));
    CHECK_FALSE(history.hear(member(2), {3, 30, "c"}, {30}));
    CHECK(history.hear(member(2), {2, 20, "b"}, {20}) == 1);
    CHECK_FALSE(history.hear(member(1), {1, 5, "I never said that"}, {40}));
    CHECK(texts(history) == std::vector<std::string>{"a", "b"});
    CHECK(history.have(member(2)) == 2);
}

TEST_CASE("a late line is put where it belongs") {
    History history(member(1));
    history.hear(member(2), {1, 100, "first"}, {300});
    history.hear(member(3), {1, 300, "third"}, {300});
    CHECK(history.hear(member(4), {1, 200, "second"}, {310}) == 1);
    CHECK(texts(history) == std::vector<std::string>{"first", "second", "third"});
}

TEST_CASE("lines of one moment are ordered by author, then by number") {
    History history(member(9));
    history.hear(member(3), {1, 100, "c"}, {100});
    history.hear(member(2), {1, 100, "a"}, {100});
    history.hear(member(2), {2, 100, "b"}, {100});
    CHECK(texts(history) == std::vector<std::string>{"a", "b", "c"});
}

TEST_CASE("our own lines are had by their numbers, wherever they stand") {
    History history(member(1));
    history.write("one", 10, 10);
    history.hear(member(2), {1, 11, "not mine"}, {11});
    history.write("two", 20, 20);
    history.write("three", 30, 30);
    history.hear(member(2), {2, 15, "late"}, {31});
    for (std::uint64_t number = 1; number <= 3; ++number) CHECK(history.own(number).number == number);
    CHECK(history.own(1).text == "one");
    CHECK(history.own(2).text == "two");
    CHECK(history.own(3).text == "three");
    CHECK(history.own(3).stamp == 30);
}

TEST_CASE("a newcomer hears the newest lines of a long history, from then on each") {
    History history(member(1));
    CHECK(history.hear(member(2), {346, 10, "a"}, {10}) == 0);
    CHECK(history.have(member(2)) == 346);
    CHECK_FALSE(history.hear(member(2), {345, 9, "before"}, {11}));
    CHECK_FALSE(history.hear(member(2), {348, 12, "c"}, {12}));
    CHECK(history.hear(member(2), {347, 11, "b"}, {12}) == 1);
}

TEST_CASE("in whatever order the lines of several authors come, everybody reads the same") {
    struct Said {
        MemberId author;
        protocol::Message line;
    };
    std::vector<std::vector<Said>> authors;
    for (unsigned author = 1; author <= 4; ++author) {
        authors.emplace_back();
        for (std::uint64_t number = 1; number <= 6; ++number)
            authors.back().push_back({member(author), {number, 100 + number * (author % 3), std::to_string(author * 100 + number)}});
    }
    std::vector<std::string> expected;
    for (unsigned seed = 0; seed < 50; ++seed) {
        std::mt19937 random(seed);
        auto left = authors;
        History history(member(9));
        while (!left.empty()) {
            auto& author = left[random() % left.size()];
            history.hear(author.front().author, author.front().line, {1000});
            author.erase(author.begin());
            if (author.empty()) left.erase(left.begin() + (&author - left.data()));
        }
        if (expected.empty()) expected = texts(history);
        CHECK(texts(history) == expected);
    }
}
