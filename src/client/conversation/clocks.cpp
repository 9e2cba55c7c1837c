#include "client/conversation/clocks.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace client::conversation {
namespace {

// No clock that is set at all is further off.
constexpr std::int64_t max_clock_error_ms = 24LL * 60 * 60 * 1000;
// The year 2100. A client that hears its first others has nothing to compare their clocks with.
constexpr std::uint64_t max_first_stamp = 4'102'444'800'000;

std::int64_t lead_of(std::uint64_t stamp, Millis now) { return static_cast<std::int64_t>(stamp) - static_cast<std::int64_t>(now); }

// The one in the middle, of an even number the lower: one liar among two moves nothing.
std::optional<std::int64_t> median(std::vector<std::int64_t> leads) {
    if (leads.empty()) return std::nullopt;
    const auto middle = leads.begin() + static_cast<std::ptrdiff_t>((leads.size() - 1) / 2);
    std::nth_element(leads.begin(), middle, leads.end());
    return *middle;
}

}  // namespace

void Clocks::heard(const protocol::Identity& author, std::uint64_t stamp, Millis now, bool live) {
    const auto lead = lead_of(stamp, now);
    auto [at, first] = clocks_.try_emplace(author.key, Clock{lead, std::nullopt});
    auto& clock = at->second;
    clock.least_lead = std::max(clock.least_lead, lead);
    if (live && !clock.lead) clock.lead = lead;
}

// By what others say, since our own clock may be the one that is wrong.
bool Clocks::believes(const protocol::Identity& author, std::uint64_t stamp, Millis now) const {
    std::vector<std::int64_t> others;
    for (const auto& [key, clock] : clocks_)
        if (key != author.key) others.push_back(clock.least_lead);
    const auto room = median(std::move(others));
    if (!room) return stamp <= max_first_stamp;
    return lead_of(stamp, now) <= std::max<std::int64_t>(0, *room) + max_clock_error_ms;
}

Millis Clocks::held_until(std::uint64_t stamp) { return stamp - static_cast<std::uint64_t>(max_clock_error_ms); }

std::uint64_t Clocks::next(std::uint64_t last, Millis now) const {
    std::vector<std::int64_t> leads;
    for (const auto& [key, clock] : clocks_)
        if (clock.lead) leads.push_back(*clock.lead);
    const auto room = median(std::move(leads)).value_or(0);
    const auto own = static_cast<std::int64_t>(now) + (std::abs(room) > max_clock_error_ms ? room : 0);
    return std::max(static_cast<std::uint64_t>(std::max<std::int64_t>(own, 1)), last + 1);
}

}  // namespace client::conversation
