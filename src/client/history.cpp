#include "client/history.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "client/visible.hpp"

namespace client {
namespace {

// No clock that is set at all is further ahead. A line that claims to be is not believed: it would stand below all that is said
// until then, and date everybody's next words.
constexpr Millis max_clock_lead = 24ULL * 60 * 60 * 1000;
// As many of others' lines as a page can hold: weeks of conversation. Our own are kept for newcomers.
constexpr std::size_t max_others_lines = 10'000;
constexpr std::size_t max_others_bytes = 8'000'000;

auto order(const Entry& entry) { return std::tie(entry.stamp, entry.id.author, entry.id.number); }

}  // namespace

std::size_t History::write(std::string text, Millis now) {
    last_stamp_ = std::max<std::uint64_t>(now, last_stamp_ + 1);
    const auto number = ++have_[me_];
    return insert({{me_, number}, last_stamp_, std::move(text)});
}

std::optional<std::size_t> History::hear(MemberId author, const protocol::Line& line, Millis now) {
    if (author == me_ || line.number != have(author) + 1) return std::nullopt;
    ++have_[author];
    const auto stamp = line.stamp <= now + max_clock_lead ? line.stamp : std::max<std::uint64_t>(now, last_stamp_ + 1);
    last_stamp_ = std::max(last_stamp_, stamp);
    auto text = has_visible(line.text) ? line.text : "";
    ++others_lines_;
    others_bytes_ += text.size();
    return insert({{author, line.number}, stamp, std::move(text)});
}

std::optional<LineId> History::forget_oldest() {
    if (others_lines_ <= max_others_lines && others_bytes_ <= max_others_bytes) return std::nullopt;
    const auto oldest = std::find_if(entries_.begin(), entries_.end(), [this](const Entry& each) { return each.id.author != me_; });
    const auto id = oldest->id;
    --others_lines_;
    others_bytes_ -= oldest->text.size();
    entries_.erase(oldest);
    return id;
}

std::uint64_t History::have(MemberId author) const {
    const auto at = have_.find(author);
    return at == have_.end() ? 0 : at->second;
}

std::vector<protocol::Line> History::own_after(std::uint64_t after) const {
    std::vector<protocol::Line> lines;
    for (const auto& entry : entries_)
        if (entry.id.author == me_ && entry.id.number > after) lines.push_back({entry.id.number, entry.stamp, entry.text});
    return lines;
}

std::size_t History::insert(Entry entry) {
    const auto place =
        std::upper_bound(entries_.begin(), entries_.end(), entry, [](const Entry& a, const Entry& b) { return order(a) < order(b); });
    const auto inserted = entries_.insert(place, std::move(entry));  // moves begin(), so it must come first
    return static_cast<std::size_t>(inserted - entries_.begin());
}

}  // namespace client
