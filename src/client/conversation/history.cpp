#include "client/conversation/history.hpp"

#include <algorithm>
#include <cstdlib>
#include <tuple>
#include <utility>

#include "client/members/visible.hpp"

namespace client::conversation {
namespace {

// No clock that is set at all is further off. A line that claims to be further ahead than others say is not believed: it would stand below
// all that is said until then, and date everybody's next words.
constexpr std::int64_t max_clock_error_ms = 24LL * 60 * 60 * 1000;
// Somebody's clock does not change while they talk; nothing takes longer over a channel that works.
constexpr std::int64_t max_delay_ms = 30'000;
// The year 2100. A client that hears its first others has nothing to compare their clocks with, and believes stamps up to here.
constexpr std::uint64_t max_first_stamp = 4'102'444'800'000;
// As many of others' lines as a page can hold: weeks of conversation. Our own are kept for newcomers.
constexpr std::size_t max_others_lines = 10'000;
constexpr std::size_t max_others_bytes = 8'000'000;
// A line that was heard so lately is not forgotten.
constexpr Millis time_to_read_ms = 60'000;

auto order(const Entry& entry) { return std::tie(entry.stamp, entry.id.author, entry.id.number); }
bool is_before(const Entry& a, const Entry& b) { return order(a) < order(b); }

std::int64_t lead_of(std::uint64_t stamp, Millis now) { return static_cast<std::int64_t>(stamp) - static_cast<std::int64_t>(now); }

}  // namespace

std::size_t History::write(std::string text, Millis now, Millis clock) {
    auto& mine = authors_[me_];
    last_stamp_ = next_stamp(clock);
    mine.least_lead = lead_of(last_stamp_, now);
    own_stamps_.push_back(last_stamp_);
    return insert({{me_, ++mine.have}, last_stamp_, std::move(text)});
}

std::optional<std::size_t> History::hear(MemberId author, const protocol::Message& line, const Arrival& arrival) {
    const auto before = have(author);
    if (author == me_ || line.number == 0 || (before > 0 && line.number != before + 1)) return std::nullopt;
    auto& known = authors_[author];
    known.have = line.number;
    auto stamp = last_stamp_ > 0 ? last_stamp_ + 1 : arrival.now;
    if (believes(author, line.stamp, arrival)) {
        stamp = line.stamp;
        const auto lead = lead_of(stamp, arrival.now);
        known.least_lead = std::max(known.least_lead.value_or(lead), lead);
        if (arrival.live && !known.lead) known.lead = lead;
    }
    last_stamp_ = std::max(last_stamp_, stamp);
    auto text = members::has_visible(line.text) ? line.text : "";
    known.held.push_back({line.number, stamp, arrival.now});
    known.bytes += text.size();
    ++others_lines_;
    others_bytes_ += text.size();
    return insert({{author, line.number}, stamp, std::move(text)});
}

// By what others say, since our own clock may be the one that is wrong: a newcomer takes theirs over. What was said while we could not hear
// it is dated by a clock of which nothing is known, and so are somebody's first words; from then on it is known how far that clock is
// ahead. Nobody spoke before they came, nor before what they had read.
bool History::believes(MemberId author, std::uint64_t stamp, const Arrival& arrival) const {
    const auto lead = lead_of(stamp, arrival.now);
    const auto others = lead_of_others(author);
    if (arrival.stay && lead + static_cast<std::int64_t>(*arrival.stay) + max_clock_error_ms < others.value_or(0)) return false;
    if (arrival.live && arrival.confirmed > 0 && stamp <= own_stamps_.at(static_cast<std::size_t>(arrival.confirmed - 1))) return false;
    const auto is_known = [](const auto& each) { return each.second.lead.has_value(); };
    if (std::none_of(authors_.begin(), authors_.end(), is_known)) return stamp <= max_first_stamp;
    const auto known = authors_.find(author);
    if (arrival.live && known != authors_.end() && known->second.lead)
        return lead <= std::max(*known->second.lead, others.value_or(*known->second.lead)) + max_delay_ms;
    return lead <= std::max<std::int64_t>(0, others.value_or(0)) + max_clock_error_ms;
}

std::optional<std::int64_t> History::lead_of_others(MemberId than) const {
    std::optional<std::int64_t> lead;
    for (const auto& [other, known] : authors_)
        if (other != than && known.least_lead) lead = std::max(lead.value_or(*known.least_lead), *known.least_lead);
    return lead;
}

std::uint64_t History::next_stamp(Millis own) const {
    const auto room = lead_of_others(me_).value_or(0);
    const auto clock = static_cast<std::int64_t>(own) + (std::abs(room) > max_clock_error_ms ? room : 0);
    return std::max(static_cast<std::uint64_t>(clock), last_stamp_ + 1);
}

std::optional<conversation::MessageId> History::prune_one(Millis now) {
    const bool lines = others_lines_ > max_others_lines;
    if (!lines && others_bytes_ <= max_others_bytes) return std::nullopt;
    const auto has_less = [lines](const auto& a, const auto& b) {
        return lines ? a.second.held.size() < b.second.held.size() : a.second.bytes < b.second.bytes;
    };
    auto& [author, most] = *std::max_element(authors_.begin(), authors_.end(), has_less);
    const auto first = most.held.front();
    if (now < first.heard_at + time_to_read_ms) return std::nullopt;
    const conversation::MessageId id{author, first.number};
    const auto entry = entries_.begin() + static_cast<std::ptrdiff_t>(place_of(id, first.stamp));
    most.held.pop_front();
    most.bytes -= entry->text.size();
    --others_lines_;
    others_bytes_ -= entry->text.size();
    entries_.erase(entry);
    return id;
}

std::uint64_t History::have(MemberId author) const {
    const auto at = authors_.find(author);
    return at == authors_.end() ? 0 : at->second.have;
}

protocol::Message History::own(std::uint64_t number) const {
    const auto stamp = own_stamps_.at(static_cast<std::size_t>(number - 1));
    return {number, stamp, entries_[place_of({me_, number}, stamp)].text};
}

std::size_t History::insert(Entry entry) {
    const auto place = std::upper_bound(entries_.begin(), entries_.end(), entry, is_before);
    const auto inserted = entries_.insert(place, std::move(entry));  // moves begin(), so it must come first
    return static_cast<std::size_t>(inserted - entries_.begin());
}

std::size_t History::place_of(const conversation::MessageId& id, std::uint64_t stamp) const {
    const auto at = std::lower_bound(entries_.begin(), entries_.end(), Entry{id, stamp, ""}, is_before);
    return static_cast<std::size_t>(at - entries_.begin());
}

}  // namespace client::conversation
