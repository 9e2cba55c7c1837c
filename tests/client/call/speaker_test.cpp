// From the loudness of a voice to the mark of the one who speaks, and to the length of a meter.
#include "client/call/speaker.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "tests/client/orders.hpp"

using namespace client::call;

TEST_CASE("a meter shows decibels: -50 dB is empty, full scale is full") {
    CHECK(meter_level(0) == 0);
    CHECK(meter_level(-1) == 0);
    CHECK(meter_level(std::numeric_limits<double>::quiet_NaN()) == 0);
    CHECK(meter_level(0.003) == 0);
    CHECK(meter_level(0.0031623) == doctest::Approx(0).epsilon(0.001));
    CHECK(meter_level(0.056234) == doctest::Approx(0.5));
    CHECK(meter_level(0.1) == doctest::Approx(0.6));
    CHECK(meter_level(1) == 1);
    CHECK(meter_level(1.4) == 1);
}

TEST_CASE("a voice speaks, the hiss of a room does not") {
    Speaker speaker;
    CHECK_FALSE(speaker.speaks(0));
    speaker.sample(0.02, 1'000);
    CHECK_FALSE(speaker.speaks(1'000));
    CHECK(speaker.until() == 0);
    speaker.sample(0.021, 1'100);
    CHECK(speaker.speaks(1'100));
}

TEST_CASE("between two words the mark stays, and it goes out 400 ms after the last one") {
    Speaker speaker;
    speaker.sample(0.2, 1'000);
    for (client::Millis now = 1'100; now < 1'400; now += 100) {
        speaker.sample(0, now);
        CHECK(speaker.speaks(now));
    }
    CHECK(speaker.until() == 1'400);
    CHECK_FALSE(speaker.speaks(1'400));
    speaker.sample(0.2, 1'350);
    CHECK(speaker.speaks(1'749));
    CHECK_FALSE(speaker.speaks(1'750));
}

namespace {

// Both voices, ten times a second until then.
void go_on(Voices& voices, client::Millis& now, client::Millis until, Loudness bens, Loudness cems) {
    for (; now < until; now += 100) {
        voices.sample(story::member(2), bens, now);
        voices.sample(story::member(3), cems, now);
        voices.keep([](auto) { return true; }, now);
    }
}

}  // namespace

TEST_CASE("the ring is around the loudest alone, and moves to another one that is clearly louder") {
    Voices voices;
    client::Millis now = 1'000;
    go_on(voices, now, 2'000, 0.1, 0.11);
    const auto first = voices.loudest();
    REQUIRE(first);
    go_on(voices, now, 4'000, 0.11, 0.1);
    CHECK(voices.loudest() == first);  // as loud
    go_on(voices, now, 6'000, 0.05, 0.2);
    CHECK(voices.loudest() == story::member(3));
    go_on(voices, now, 7'000, 0, 0);
    CHECK_FALSE(voices.loudest());
    CHECK_FALSE(voices.until());
}

TEST_CASE("the speaker changes for more than a word, and stays through silence") {
    Voices voices;
    client::Millis now = 1'000;
    go_on(voices, now, 3'000, 0.2, 0);
    CHECK(voices.speaker() == story::member(2));
    go_on(voices, now, 4'000, 0, 0);
    CHECK(voices.speaker() == story::member(2));
    go_on(voices, now, 4'500, 0, 0.2);  // "yes"
    go_on(voices, now, 6'000, 0.2, 0);
    CHECK(voices.speaker() == story::member(2));
    go_on(voices, now, 8'000, 0, 0.2);
    CHECK(voices.speaker() == story::member(3));
}
