#include "client/conversation/grouping.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace client::conversation {
namespace {

constexpr Millis minute_ms = 60'000;
constexpr std::int64_t day_minutes = 24 * 60;
// Arrivals that are further apart are told each for itself.
constexpr Millis together_ms = 5 * minute_ms;
// The news that one sentence may tell of several people, and the kind after which that would read as if it were undone.
constexpr std::pair<NoticeKind, NoticeKind> said_together[] = {
    {NoticeKind::knocks, NoticeKind::removed},        {NoticeKind::joined, NoticeKind::left},
    {NoticeKind::left, NoticeKind::joined},           {NoticeKind::call_joined, NoticeKind::call_left},
    {NoticeKind::call_left, NoticeKind::call_joined},
};

}  // namespace

std::int64_t local_day(Millis time, int utc_offset) {
    const auto minutes = static_cast<std::int64_t>(time / minute_ms) + utc_offset;
    return minutes >= 0 ? minutes / day_minutes : -1;  // west of Greenwich, 1970 began on the day before
}

std::vector<Heading> Grouping::show(const MessageId& line, const MessageId& before, Millis time, std::int64_t day, std::int64_t today) {
    open_.clear();
    auto changed = forget(line, today);
    const auto known = lines_.find(before);
    const auto at = items_.insert(known == lines_.end() ? items_.end() : known->second, Message{{line}, time, day});
    lines_.emplace(line, at);
    if (const auto notices = gone_.extract(line)) items_.insert(std::next(at), notices.mapped(), std::nullopt);
    head(at, today, changed, true);
    head_next(std::next(at), today, changed);
    return changed;
}

std::vector<Heading> Grouping::forget(const MessageId& line, std::int64_t today) {
    std::vector<Heading> changed;
    const auto known = lines_.find(line);
    if (known == lines_.end()) return changed;
    open_.clear();  // notices may go with it
    auto next = items_.erase(known->second);
    lines_.erase(known);
    for (; next != items_.end() && !*next; ++gone_[line]) next = items_.erase(next);
    head_next(next, today, changed);
    return changed;
}

bool Grouping::add_notice(NoticeKind kind, Millis time) {
    const auto* known = std::find_if(std::begin(said_together), std::end(said_together), [&](const auto& it) { return it.first == kind; });
    if (later_ || known == std::end(said_together)) {
        open_.clear();
    } else {
        open_.erase(known->second);
        const auto [last, is_new] = open_.try_emplace(kind, time);
        if (time - std::exchange(last->second, time) < together_ms && !is_new) return true;
    }
    if (later_)
        ++waiting_;
    else
        items_.emplace_back();
    return false;
}

void Grouping::set_window(bool earlier, bool later) {
    for (; earlier && !items_.empty() && !items_.front(); ++waiting_) items_.pop_front();
    later_ = later;
    open_.clear();
    if (!later) items_.insert(items_.end(), std::exchange(waiting_, 0), std::nullopt);
}

void Grouping::clear() {
    items_.clear();
    lines_.clear();
    gone_.clear();
    waiting_ = 0;
    later_ = false;
    open_.clear();
}

void Grouping::head(Items::iterator at, std::int64_t today, std::vector<Heading>& changed, bool always) {
    auto& line = **at;
    const bool apart = at != items_.begin() && !*std::prev(at);
    const Message* before = nullptr;
    for (auto it = at; !before && it != items_.begin();) {
        --it;
        if (*it) before = &**it;
    }
    const bool same_minute = before && before->time / minute_ms == line.time / minute_ms;
    Heading heading{line.heading.line};
    heading.follows = same_minute && !apart && before->heading.line.feed == heading.line.feed;
    // Today needs no line of its own until another day stands above it.
    heading.new_day = line.day != (before ? before->day : today);
    if (always || heading != line.heading) changed.push_back(heading);
    line.heading = heading;
}

void Grouping::head_next(Items::iterator at, std::int64_t today, std::vector<Heading>& changed) {
    while (at != items_.end() && !*at) ++at;
    if (at != items_.end()) head(at, today, changed);
}

}  // namespace client::conversation
