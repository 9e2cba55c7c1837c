#include "client/history.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "client/visible.hpp"

namespace client {
namespace {

// No clock that is set at all is further ahead. A line that claims to be is not believed: it would stand below all that is said
// until then, and date everybody's next words.
constexpr std::int64_t max_clock_lead_ms = 24LL * 60 * 60 * 1000;
// Somebody's clock does not change while they talk; nothing takes longer over a channel that works.
constexpr std::int64_t max_live_lead_ms = 30'000;
// As many of others' lines as a page can hold: weeks of conversation. Our own are kept for newcomers.
constexpr std::size_t max_others_lines = 10'000;
constexpr std::size_t max_others_bytes = 8'000'000;
// What was heard so lately is not forgotten.
constexpr Millis time_to_read_ms = 60'000;

auto order(const Entry& entry) { return std::tie(entry.stamp, entry.id.author, entry.id.number); }
bool is_before(const Entry& a, const Entry& b) { return order(a) < order(b); }

std::int64_t lead_of(std::uint64_t stamp, Millis now) { return static_cast<std::int64_t>(stamp) - static_cast<std::int64_t>(now); }

}  // namespace

std::size_t History::write(std::string text, Millis now) {
    auto& mine = authors_[me_];
    mine.newest = last_stamp_ = std::max<std::uint64_t>(now, last_stamp_ + 1);
    return insert({{me_, ++mine.have}, last_stamp_, std::move(text)});
}

std::optional<std::size_t> History::hear(MemberId author, const protocol::Line& line, const Arrival& arrival) {
    if (author == me_ || line.number != have(author) + 1) return std::nullopt;
    auto& known = authors_[author];
    ++known.have;
    auto stamp = std::max<std::uint64_t>(arrival.now, last_stamp_ + 1);
    if (believes(author, line.stamp, arrival)) {
        stamp = line.stamp;
        if (arrival.live && !known.lead) known.lead = lead_of(stamp, arrival.now);
    }
    known.newest = std::max(known.newest, stamp);
    last_stamp_ = std::max(last_stamp_, stamp);
    auto text = has_visible(line.text) ? line.text : "";
    known.held.push_back({line.number, stamp, arrival.now});
    known.bytes += text.size();
    ++others_lines_;
    others_bytes_ += text.size();
    return insert({{author, line.number}, stamp, std::move(text)});
}

// What was said while we could not hear it, and the first words, are dated by a clock of which nothing is known. From then on it is
// known how far that clock is ahead; and who heard others is as far ahead as they.
bool History::believes(MemberId author, std::uint64_t stamp, const Arrival& arrival) const {
    const auto lead = lead_of(stamp, arrival.now);
    const auto known = authors_.find(author);
    if (!arrival.live || known == authors_.end() || !known->second.lead) return lead <= max_clock_lead_ms;
    auto believable = *known->second.lead;
    for (const auto& [other, it] : authors_)
        if (other != author) believable = std::max(believable, lead_of(it.newest, arrival.now));
    return lead <= believable + max_live_lead_ms;
}

std::optional<LineId> History::forget_one(Millis now) {
    const bool lines = others_lines_ > max_others_lines;
    if (!lines && others_bytes_ <= max_others_bytes) return std::nullopt;
    const auto has_less = [lines](const auto& a, const auto& b) {
        return lines ? a.second.held.size() < b.second.held.size() : a.second.bytes < b.second.bytes;
    };
    auto& [author, most] = *std::max_element(authors_.begin(), authors_.end(), has_less);
    const auto first = most.held.front();
    if (now < first.heard_at + time_to_read_ms) return std::nullopt;
    const LineId id{author, first.number};
    const auto entry = find(id, first.stamp);
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

std::vector<protocol::Line> History::own_after(std::uint64_t after) const {
    std::vector<protocol::Line> lines;
    for (const auto& entry : entries_)
        if (entry.id.author == me_ && entry.id.number > after) lines.push_back({entry.id.number, entry.stamp, entry.text});
    return lines;
}

std::size_t History::insert(Entry entry) {
    const auto place = std::upper_bound(entries_.begin(), entries_.end(), entry, is_before);
    const auto inserted = entries_.insert(place, std::move(entry));  // moves begin(), so it must come first
    return static_cast<std::size_t>(inserted - entries_.begin());
}

std::deque<Entry>::iterator History::find(const LineId& id, std::uint64_t stamp) {
    return std::lower_bound(entries_.begin(), entries_.end(), Entry{id, stamp, ""}, is_before);
}

}  // namespace client
