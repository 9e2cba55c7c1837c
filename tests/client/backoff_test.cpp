#include "client/backoff.hpp"

#include <doctest/doctest.h>

#include <set>

#include "tests/client/orders.hpp"

using namespace client;

TEST_CASE("those who lost the same thing at the same moment come back one after the other, each later from time to time") {
    std::set<Millis> firsts;
    for (unsigned who = 0; who < 256; who += 16) {
        auto member = story::member(1);
        member.bytes[1] = static_cast<std::uint8_t>(who);
        const auto pause = [&](unsigned attempts) { return pause_after(attempts, 500, 8'000, member); };
        firsts.insert(pause(0));
        CHECK(pause(0) >= 500);
        CHECK(pause(0) <= 750);
        CHECK(pause(1) / 2 == pause(0));
        CHECK(pause(4) == pause(4'000'000'000));
        CHECK(pause(4) <= 12'000);
    }
    CHECK(firsts.size() == 16);
}
