#include "client/call/connection_quality.hpp"

#include <algorithm>
#include <iterator>

namespace client::call {
namespace {

static_assert(std::size(candidate_type_words) == static_cast<std::size_t>(CandidateType::relay) + 1);
static_assert(std::size(transport_words) == static_cast<std::size_t>(Transport::tls) + 1);
static_assert(std::size(weakness_words) == static_cast<std::size_t>(Weakness::busy) + 1);

constexpr double much_loss = 0.05;
constexpr double long_round_trip_ms = 400;
constexpr unsigned bad_looks_to_tell = 2;

const Report::Pair* selected_pair(const Report& report) {
    const Report::Pair* found = nullptr;
    for (const auto& pair : report.pairs) {
        const bool selected = report.selected_pair.empty() ? pair.selected : pair.id == report.selected_pair;
        if (selected && (!found || pair.bytes_received > found->bytes_received)) found = &pair;
    }
    return found;
}

const Report::Candidate& candidate(const Report& report, const std::string& id) {
    static const Report::Candidate none;
    const auto found = std::find_if(report.candidates.begin(), report.candidates.end(), [&](const auto& each) { return each.id == id; });
    return found == report.candidates.end() ? none : *found;
}

// The pair's own; until that was measured, of the first of our streams whose reader has told it.
std::optional<double> round_trip_seconds(const Report& report, const Report::Pair& pair) {
    if (pair.round_trip) return pair.round_trip;
    for (const auto& stream : report.remote_inbound)
        if (stream.round_trip.value_or(0) > 0) return stream.round_trip;
    return std::nullopt;
}

}  // namespace

std::optional<Sample> sampled(const Report& report) {
    const auto* pair = selected_pair(report);
    if (!pair) return std::nullopt;
    Sample sample;
    sample.at = pair->timestamp;
    const auto& local = candidate(report, pair->local);
    sample.mine = local.type;
    sample.transport = local.transport;
    sample.theirs = candidate(report, pair->remote).type;
    if (const auto seconds = round_trip_seconds(report, *pair)) sample.round_trip = *seconds * 1'000;
    sample.sent = pair->bytes_sent;
    sample.received = pair->bytes_received;
    if (pair->available) sample.available = *pair->available / 1'000;
    sample.busy = report.busy;
    for (const auto& stream : report.inbound) {
        sample.packets += stream.packets_received;
        sample.lost += stream.packets_lost;
    }
    sample.lost = std::max(0.0, sample.lost);
    for (const auto& stream : report.remote_inbound) sample.lost_there = std::max(sample.lost_there, stream.fraction_lost);
    return sample;
}

Pace pace(const std::optional<Sample>& from, const Sample& to) {
    Pace pace;
    pace.round_trip = to.round_trip;
    if (!from || to.at <= from->at) return pace;
    // A sum falls where a stream ended.
    const auto gain = [&](double Sample::*sum) { return std::max(0.0, to.*sum - (*from).*sum); };
    const auto ms = to.at - from->at;
    const auto lost = gain(&Sample::lost);
    const auto packets = lost + gain(&Sample::packets);
    if (packets > 0 || to.lost_there > 0) pace.loss = std::max(packets > 0 ? lost / packets : 0, to.lost_there);
    pace.up = 8 * gain(&Sample::sent) / ms;
    pace.down = 8 * gain(&Sample::received) / ms;
    return pace;
}

Weakness weakness_of(const Pace& pace) {
    if (pace.loss.value_or(0) >= much_loss) return Weakness::lossy;
    return pace.round_trip.value_or(0) >= long_round_trip_ms ? Weakness::slow : Weakness::none;
}

Pace ConnectionQuality::look(MemberId member, const std::optional<Sample>& sample) {
    if (!sample) {
        paths_.erase(member);
        return {};
    }
    const auto [at, first] = paths_.try_emplace(member, Path{*sample});
    if (first) return {};
    auto& path = at->second;
    const auto passed = pace(path.last, *sample);
    path.why = sample->at > path.last.at ? weakness_of(passed) : Weakness::none;
    path.bad_looks = path.why == Weakness::none ? 0 : path.bad_looks + 1;
    path.last = *sample;
    return passed;
}

void ConnectionQuality::keep_only(const std::set<MemberId>& members) {
    for (auto at = paths_.begin(); at != paths_.end();) at = members.count(at->first) ? std::next(at) : paths_.erase(at);
}

ShowWeak ConnectionQuality::weak() const {
    ShowWeak weak;
    auto worst = Weakness::slow;
    for (const auto& [member, path] : paths_) {
        if (path.bad_looks < bad_looks_to_tell) continue;
        weak.theirs.emplace_back(member, path.why);
        worst = std::min(worst, path.why);
    }
    if (weak.theirs.size() < 2 || weak.theirs.size() < paths_.size()) return weak;
    return {worst, {}};
}

}  // namespace client::call
