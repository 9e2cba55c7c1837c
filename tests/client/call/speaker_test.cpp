// From the loudness of a voice to the mark of the one who speaks, and to the length of a meter.
#include "client/call/speaker.hpp"

#include <doctest/doctest.h>

#include <limits>

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

TEST_CASE("between two words the mark stays, and it goes out 700 ms after the last one") {
    Speaker speaker;
    speaker.sample(0.2, 1'000);
    for (client::Millis now = 1'100; now < 1'700; now += 100) {
        speaker.sample(0, now);
        CHECK(speaker.speaks(now));
    }
    CHECK(speaker.until() == 1'700);
    CHECK(speaker.speaks(1'699));
    CHECK_FALSE(speaker.speaks(1'700));
    speaker.sample(0.2, 1'650);
    CHECK(speaker.speaks(2'349));
    CHECK_FALSE(speaker.speaks(2'350));
}
