#include "client/call/picture_plan.hpp"

#include <algorithm>
#include <iterator>

namespace client::call {
namespace {

// The uplink of a common household beside voices and a screen, and the most that one face gets of it.
constexpr double uplink = 2'400;
constexpr double most_rate = 1'500;
// Less than that is no picture any more, and one that does not come at all would be taken for a connection that is dead.
constexpr double least_rate = 40;
// Opus with its headers (RFC 7587 section 3.1.1).
constexpr double voice_rate = 40;

// VP8 looks good at these rates, of a camera of 960 x 540.
struct Size {
    double from_rate;
    double shrink;
    std::uint32_t frames_per_second;
};
constexpr Size sizes[] = {{1'000, 1, 30}, {600, 1.5, 30}, {400, 2, 24}, {250, 2.5, 20}, {120, 3, 20}, {70, 4, 12}, {0, 4, 7}};
// Each step is about half the work of the one before.
constexpr double processor_rates[] = {900, 500, 300, 110};

constexpr unsigned longest_wait = 64;   // looks
constexpr double congested_loss = 0.1;  // from here on browsers send less, too
constexpr double growth = 1.5;

// The rate that is left for pictures; nothing where the browser does not tell and nothing is amiss.
std::optional<double> room_for_pictures(const Sample& sample, const Pace& pace) {
    if (sample.available) return *sample.available - voice_rate;
    if (sample.lost_there >= congested_loss) return pace.up * (1 - sample.lost_there) - voice_rate;
    return std::nullopt;
}

}  // namespace

Picture picture_at(double rate) {
    const auto most = std::clamp(rate, least_rate, most_rate);
    const auto* size = std::find_if(std::begin(sizes), std::end(sizes), [most](const Size& it) { return most >= it.from_rate; });
    return {static_cast<std::uint32_t>(most), size->shrink, size->frames_per_second};
}

double large_share(std::size_t large, std::size_t small) {
    const auto left = uplink - small_share * static_cast<double>(std::min<std::size_t>(small, 8));
    return std::min(most_rate, left / static_cast<double>(std::max<std::size_t>(large, 1)));
}

Caution::Move Caution::look(bool is_bad, bool limited) {
    in_row_ = is_bad == was_bad_ ? in_row_ + 1 : 1;
    was_bad_ = is_bad;
    if (!is_bad && !limited) {
        good_ = first_good_;
        dared_ = false;
        return Move::stay;
    }
    if (in_row_ < (is_bad ? bad_ : good_)) return Move::stay;
    in_row_ = 0;
    if (dared_) good_ = is_bad ? std::min(good_ * 2, longest_wait) : first_good_;
    dared_ = !is_bad;
    return is_bad ? Move::less : Move::more;
}

void WayLimit::look(double asked, const Sample& sample, const Pace& pace) {
    const auto room = room_for_pictures(sample, pace);
    // A picture that needs little leaves the browser in doubt about how much more there would be.
    const bool used = room && pace.up - voice_rate > *room / 2;
    const bool tight = room && asked > least_rate && *room < 0.8 * asked && (used || *room < least_rate);
    switch (caution_.look(tight, rate_.has_value())) {
        case Caution::Move::stay:
            return;
        case Caution::Move::less:
            rate_ = std::max(least_rate, *room);
            return;
        case Caution::Move::more:
            *rate_ *= growth;
            if (*rate_ > most_rate) rate_.reset();
    }
}

void ProcessorLimit::look(bool busy) {
    const auto move = caution_.look(busy, steps_ > 0);
    if (move == Caution::Move::less && steps_ < std::size(processor_rates)) ++steps_;
    if (move == Caution::Move::more) --steps_;
}

std::optional<double> ProcessorLimit::rate() const { return steps_ > 0 ? std::optional(processor_rates[steps_ - 1]) : std::nullopt; }

}  // namespace client::call
