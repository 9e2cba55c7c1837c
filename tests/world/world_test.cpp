#include "world/world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>

namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

// Lives the seed again and returns its last steps.
std::string last_steps(std::uint64_t seed, world::World::Owner owner) {
    constexpr std::size_t steps = 60;
    std::vector<std::string> trace;
    world::World(seed, &trace, owner).live();
    const auto wanted = std::min<std::size_t>(trace.size(), number_from("TINCAN_TRACE", steps));
    std::string text;
    for (auto at = trace.end() - static_cast<std::ptrdiff_t>(wanted); at != trace.end(); ++at) text += *at + "\n";
    return text;
}

}  // namespace

// TINCAN_SEED and TINCAN_SEEDS choose the first seed and how many; TINCAN_TRACE, how many last steps of a failure are printed.
TEST_CASE("once the network recovers, everybody is with everybody again, directly or through a member") {
    const auto first = number_from("TINCAN_SEED", 1);
    const auto count = number_from("TINCAN_SEEDS", std::getenv("TINCAN_SEED") ? 1 : 1'000);
    std::vector<world::Millis> healing;
    unsigned failures = 0;
    std::uint64_t around = 0;
    for (auto seed = first; seed < first + count && failures < 3; ++seed) {
        const auto outcome = world::World(seed, nullptr).live();
        around += outcome.around;
        healing.push_back(outcome.healed_in);
        if (outcome.trouble.empty()) continue;
        ++failures;
        FAIL_CHECK("TINCAN_SEED=" << seed << ": " << outcome.trouble << "\n" << last_steps(seed, world::World::Owner::honest));
    }
    CHECK((count < 100 || around > count));
    std::sort(healing.begin(), healing.end());
    MESSAGE(healing.size() << " seeds from " << first << "; ms until all was well: half within " << healing[healing.size() / 2]
                           << ", 99 of 100 within " << healing[healing.size() * 99 / 100] << ", all within " << healing.back() << "; "
                           << around << " envelopes were relayed by a member");
}

TEST_CASE("an adversary who owns the server and holds the link can disturb, but forges, replays and redirects nothing") {
    const auto first = number_from("TINCAN_SEED", 1);
    const auto count = number_from("TINCAN_SEEDS", std::getenv("TINCAN_SEED") ? 1 : 1'000);
    unsigned failures = 0;
    std::uint64_t falsified = 0;
    std::uint64_t refused = 0;
    std::uint64_t met = 0;
    std::uint64_t favours = 0;
    for (auto seed = first; seed < first + count && failures < 3; ++seed) {
        const auto outcome = world::World(seed, nullptr, world::World::Owner::adversary).live();
        falsified += outcome.falsified;
        refused += outcome.refused;
        met += outcome.met;
        favours += outcome.favours;
        if (outcome.trouble.empty()) continue;
        ++failures;
        FAIL_CHECK("TINCAN_SEED=" << seed << ": " << outcome.trouble << "\n" << last_steps(seed, world::World::Owner::adversary));
    }
    // It was really tried, really refused, and people met all the same.
    CHECK(falsified > count);
    CHECK(refused > falsified / 10);
    CHECK(met > count);
    CHECK((count < 100 || favours > count / 10));
    MESSAGE(falsified << " deliveries and " << favours << " favours falsified, " << refused << " refused, " << met
                      << " links all the same");
}
