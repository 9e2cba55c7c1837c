#include "client/conversation/display.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace client::conversation {
namespace {

// In the list of the page; somebody may pin without end.
constexpr std::size_t most_pinned = 50;

// So many places further, as far as there are any.
template <class Iterator>
Iterator ahead(Iterator from, std::size_t count, const Iterator& end) {
    for (; count > 0 && from != end; --count) ++from;
    return from;
}
template <class Iterator>
Iterator back(Iterator from, std::size_t count, const Iterator& begin) {
    for (; count > 0 && from != begin; --count) --from;
    return from;
}

}  // namespace

// --- what comes --------------------------------------------------------------------------------------------------------------

void Display::came(const Place& place, bool news) {
    stale_ = true;
    if (news) news_.insert(place);
}

void Display::changed(const protocol::EntryId& id, bool text) {
    if (ids_.count(id)) changed_.insert(id);
    if (!text) return;
    for (auto at = quotes_.lower_bound({id, {}}); at != quotes_.end() && at->first == id; ++at)
        if (ids_.count(at->second)) changed_.insert(at->second);
}

void Display::rename(MemberId feed) {
    for (const auto& id : ids_)
        if (id.feed == feed) changed_.insert(id);
    pins_stale_ |= has_pins_;
}

void Display::forget(const protocol::EntryId& id, const Context& context) {
    rendering_.forget(id);
    stale_ = true;
    pins_stale_ |= has_pins_;
    if (ids_.erase(id) == 0) return;
    shown_.erase(std::find_if(shown_.begin(), shown_.end(), [&](const Place& place) { return place.id == id; }));
    context.order(PruneMessage{id, true});
}

void Display::clear(const Context& context) {
    for (const auto& place : std::exchange(shown_, {})) context.order(PruneMessage{place.id, true});
    ids_.clear();
    news_.clear();
    changed_.clear();
    quotes_.clear();
    rendering_.clear();
    stale_ = true;
    pins_stale_ = has_pins_;
    follows_ = true;
    limit_ = most_rows;
}

void Display::settle(const Log& log, const Timeline& timeline, const Context& context) {
    if (pins_stale_) show_pins(log, timeline, context);
    if (!stale_ && changed_.empty()) return;
    const bool to_end = shown_.empty() || (follows_ && at_end_);
    show(to_end ? newest(timeline.places()) : held(timeline.places()), log, timeline, context);
}

// --- the window --------------------------------------------------------------------------------------------------------------

// Rows that are here stay, as long as there are not too many. Then several go at once: each time costs the page some work.
Display::Range Display::newest(const Places& places) const {
    auto first = back(places.end(), first_rows, places.begin());
    if (!follows_ || shown_.empty()) return {first, places.end()};
    auto rows = static_cast<std::size_t>(std::distance(first, places.end()));
    while (first != places.begin() && rows <= limit_ && !(*std::prev(first) < *shown_.begin())) {
        --first;
        ++rows;
    }
    return {rows > limit_ ? ahead(first, rows - (limit_ - step_rows), places.end()) : first, places.end()};
}

Display::Range Display::held(const Places& places) const {
    const auto first = places.lower_bound(*shown_.begin());
    const auto last = follows_ ? places.end() : places.upper_bound(*shown_.rbegin());
    return {first, ahead(first, limit_, last)};
}

Display::Range Display::earlier(const Places& places, const protocol::EntryId& keep) const {
    const auto first = back(places.lower_bound(*shown_.begin()), step_rows, places.begin());
    auto last = places.upper_bound(*shown_.rbegin());
    auto rows = static_cast<std::size_t>(std::distance(first, last));
    for (; rows > most_rows && !(std::prev(last)->id == keep); --rows) --last;
    return {first, last};
}

Display::Range Display::later(const Places& places, const protocol::EntryId& keep) const {
    auto first = places.lower_bound(*shown_.begin());
    const auto last = ahead(places.upper_bound(*shown_.rbegin()), step_rows, places.end());
    auto rows = static_cast<std::size_t>(std::distance(first, last));
    for (; rows > most_rows && !(first->id == keep); --rows) ++first;
    return {first, last};
}

void Display::move(const RowsWanted& wanted, const Log& log, const Timeline& timeline, const Context& context) {
    const auto& places = timeline.places();
    if (shown_.empty()) return;
    const auto range = [&]() -> Range {
        switch (wanted.which) {
            case Rows::earlier:
                return earlier(places, wanted.message);
            case Rows::later:
                return later(places, wanted.message);
            case Rows::oldest:
                return {places.begin(), ahead(places.begin(), first_rows, places.end())};
            case Rows::newest:
                return newest(places);
            case Rows::around:
                break;
        }
        const auto place = timeline.place(log, wanted.message);
        if (!place || ids_.count(wanted.message)) return held(places);
        const auto at = places.find(*place);
        return {back(at, step_rows, places.begin()), ahead(at, step_rows, places.end())};
    }();
    show(range, log, timeline, context);
    // A reader who sees many small rows at once needs them all.
    limit_ = std::max(most_rows, shown_.size() + step_rows);
}

void Display::show(const Range& range, const Log& log, const Timeline& timeline, const Context& context) {
    const auto& places = timeline.places();
    follows_ = range.last == places.end();
    for (const auto& id : std::exchange(changed_, {}))
        if (const auto place = timeline.place(log, id); place && shown_.count(*place)) show_row(*place, true, log, timeline, context);
    auto row = shown_.begin();
    const auto prune = [&] {
        context.order(PruneMessage{row->id, false});
        ids_.erase(row->id);
        row = shown_.erase(row);
    };
    // Rows are of the timeline: one that is not in the range stands before or behind it.
    for (auto at = range.first; at != range.last; ++at) {
        while (row != shown_.end() && *row < *at) prune();
        if (row == shown_.end() || *at < *row)
            show_row(*at, false, log, timeline, context);
        else
            ++row;
    }
    while (row != shown_.end()) prune();
    const bool has_earlier = range.first != places.begin();
    if (earlier_ != has_earlier || later_ == follows_) context.order(ShowWindow{earlier_ = has_earlier, later_ = !follows_});
    tell_unseen(log, timeline, context);
    news_.clear();
    stale_ = false;
}

void Display::show_row(const Place& place, bool changed, const Log& log, const Timeline& timeline, const Context& context) {
    auto order = rendering_.show(*timeline.message(log, place.id), log, timeline, context);
    order.changed = changed;
    order.news = !changed && news_.count(place) > 0;
    const auto next = std::next(shown_.insert(place).first);
    ids_.insert(place.id);
    if (order.answers) quotes_.insert({order.answers->id, place.id});
    if (next != shown_.end()) order.before = next->id;
    context.order(std::move(order));
}

void Display::show_pins(const Log& log, const Timeline& timeline, const Context& context) {
    pins_stale_ = false;
    ShowPins order;
    for (const auto& id : timeline.pinned(log, most_pinned))
        order.pins.push_back(rendering_.pinned(*timeline.message(log, id), log, timeline, context));
    if (order.pins.empty() && !has_pins_) return;
    has_pins_ = !order.pins.empty();
    context.order(std::move(order));
}

// Messages that came behind the window: the newest, as many as would have had rows.
void Display::tell_unseen(const Log& log, const Timeline& timeline, const Context& context) {
    if (follows_) return;
    for (auto at = back(news_.cend(), first_rows, news_.cbegin()); at != news_.cend(); ++at) {
        const auto message = *shown_.rbegin() < *at ? timeline.message(log, at->id) : std::nullopt;
        if (message) context.order(HearMessage{rendering_.show(*message, log, timeline, context)});
    }
}

}  // namespace client::conversation
