// The plan for the mesh: shares of the uplink, what a way carries and the processor does, and the patience of both.
#include "client/call/picture_plan.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace client::call;

namespace {

// A camera that is sent over a way that carries so much, by a browser that tells of it.
struct Way {
    WayLimit limit;

    Picture picture() const { return picture_at(limit.rate().value_or(large_share(1))); }
    double rate() const { return picture().kilobits_per_second; }
    Picture look(double carries, unsigned times = 1) {
        for (; times > 0; --times) {
            Sample sample;
            sample.available = carries;
            Pace pace;
            pace.up = std::min(rate() + 40, carries);
            limit.look(rate(), sample, pace);
        }
        return picture();
    }
    // The looks until more is dared, on a way that carries so much.
    unsigned looks_until_more(double carries) {
        const auto before = rate();
        for (unsigned looks = 1; looks < 200; ++looks)
            if (look(carries).kilobits_per_second > before) return looks;
        return 0;
    }
};

// A computer that is looked at every two seconds.
struct Computer {
    ProcessorLimit limit;

    double rate() const { return limit.rate().value_or(1'500); }
    void look(bool busy, unsigned times) {
        for (; times > 0; --times) limit.look(busy);
    }
};

}  // namespace

TEST_CASE("the more people watch, the smaller the picture each of them gets, and the more seldom it comes") {
    CHECK(picture_at(large_share(1)) == Picture{1'500, 1, 30});
    auto before = picture_at(large_share(1));
    for (std::size_t watchers = 1; watchers <= 7; ++watchers) {
        const auto picture = picture_at(large_share(watchers));
        CHECK(picture.kilobits_per_second <= before.kilobits_per_second);
        CHECK(picture.shrink >= before.shrink);
        CHECK(picture.frames_per_second <= before.frames_per_second);
        CHECK(picture.kilobits_per_second * watchers <= 2'400);
        before = picture;
    }
    // Seven of them are less work than one of those that a call of two has.
    CHECK(7.0 * before.frames_per_second / (before.shrink * before.shrink) < 30);
}

TEST_CASE("people who show a picture small leave the more to the others") {
    CHECK(large_share(1, 6) == 1'500);
    CHECK(large_share(2, 5) == 825);
    CHECK(large_share(2) == 1'200);
    CHECK(small_share < large_share(7));
    CHECK(picture_at(small_share).shrink == 3);
}

TEST_CASE("a picture is never none at all: a way over which nothing comes would be taken for dead") {
    CHECK(picture_at(0).kilobits_per_second == 40);
    CHECK(picture_at(-1'000).kilobits_per_second == 40);
    CHECK(picture_at(1e9) == Picture{1'500, 1, 30});
}

TEST_CASE("a way that carries less than is sent gets a smaller picture, after some looks and not before") {
    Way way;
    CHECK(way.look(300, 2).kilobits_per_second == 1'500);
    CHECK(way.look(300) == Picture{260, 2.5, 20});  // beside the voice
    CHECK(way.look(90, 3) == Picture{50, 4, 7});
    CHECK(way.look(20, 3) == Picture{40, 4, 7});
}

TEST_CASE("a single bad look, and a way of which no more is known because little is sent, mean nothing") {
    Way way;
    for (int i = 0; i < 10; ++i) {
        way.look(300, 2);
        CHECK(way.look(5'000).kilobits_per_second == 1'500);
    }
    Sample sample;
    sample.available = 800;
    Pace quiet;
    quiet.up = 100;
    for (int i = 0; i < 10; ++i) way.limit.look(1'500, sample, quiet);
    CHECK(way.rate() == 1'500);
}

TEST_CASE("more is dared after a while, and where it was too much, after twice as long") {
    Way way;
    way.look(300, 3);
    CHECK(way.looks_until_more(300) == 4);
    CHECK(way.look(300, 3).kilobits_per_second == 260);
    CHECK(way.looks_until_more(300) == 8);
    CHECK(way.look(300, 3).kilobits_per_second == 260);
    CHECK(way.looks_until_more(300) == 16);
    way.look(300, 3);
    for (int i = 0; i < 10; ++i) {
        way.looks_until_more(300);
        way.look(300, 3);
    }
    CHECK(way.looks_until_more(300) == 64);
}

TEST_CASE("a way that is good again carries all, and is as new") {
    Way way;
    way.look(300, 3);
    way.looks_until_more(300);
    way.look(300, 3);
    CHECK(way.look(5'000, 100).kilobits_per_second == 1'500);
    way.look(300, 3);
    CHECK(way.looks_until_more(300) == 4);
}

TEST_CASE("a browser that does not tell what a way carries shows it by what is lost") {
    Way way;
    Sample sample;
    Pace pace;
    pace.up = 500;
    for (int i = 0; i < 10; ++i) way.limit.look(1'500, sample, pace);
    CHECK(way.rate() == 1'500);
    sample.lost_there = 0.2;
    for (int i = 0; i < 3; ++i) way.limit.look(1'500, sample, pace);
    CHECK(way.rate() == 360);
}

TEST_CASE("a processor that does not keep up gets smaller pictures, step by step, and more again with patience") {
    Computer computer;
    computer.look(true, 1);
    CHECK_FALSE(computer.limit.is_busy());
    computer.look(true, 1);
    CHECK(computer.limit.is_busy());
    CHECK(computer.rate() == 900);
    computer.look(true, 100);
    CHECK(computer.rate() == 110);
    computer.look(false, 14);
    CHECK(computer.rate() == 110);
    computer.look(false, 1);
    CHECK(computer.rate() == 300);
    computer.look(true, 2);
    CHECK(computer.rate() == 110);
    computer.look(false, 29);
    CHECK(computer.rate() == 110);
    computer.look(false, 1);
    CHECK(computer.rate() == 300);
    computer.look(false, 100);
    CHECK_FALSE(computer.limit.is_busy());
}
