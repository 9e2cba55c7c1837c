// Buckets that leak: what fits at once, and what in the long run.
#include "server/leaky_bucket.hpp"

#include <doctest/doctest.h>

using namespace server;

TEST_CASE("so many at once, and then one by one as the bucket leaks") {
    const Rate rate{.burst = 3, .per_minute = 60};
    LeakyBucket bucket;
    Millis now = 1'000'000;
    for (int i = 0; i < 3; ++i) CHECK_FALSE(bucket.take(rate, 1, now));
    CHECK(bucket.take(rate, 1, now) == 1'000);
    CHECK(bucket.take(rate, 3, now) == 3'000);  // what was refused was not counted
    now += 999;
    CHECK(bucket.take(rate, 1, now) == 1);
    now += 1;
    CHECK_FALSE(bucket.take(rate, 1, now));
    CHECK(bucket.take(rate, 1, now) == 1'000);
    now += 3'600'000'000;  // a month of silence is no credit
    CHECK_FALSE(bucket.take(rate, 3, now));
    CHECK(bucket.take(rate, 1, now) == 1'000);
}

TEST_CASE("slow rates and great amounts are exact") {
    LeakyBucket slow;
    CHECK_FALSE(slow.take({.burst = 1, .per_minute = 1}, 1, 5));
    CHECK(slow.take({.burst = 1, .per_minute = 1}, 1, 5) == 60'000);
    CHECK_FALSE(slow.take({.burst = 1, .per_minute = 1}, 1, 60'005));
    LeakyBucket great;
    const Rate most{.burst = 1'000'000'000, .per_minute = 1'000'000'000};
    CHECK_FALSE(great.take(most, 1'000'000'000, 9'000'000'000'000));
    CHECK(great.take(most, 500'000'000, 9'000'000'000'000) == 30'000);
}
