#include "client/conversation/display.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "client/conversation/excerpt.hpp"
#include "client/conversation/links.hpp"
#include "client/conversation/marks.hpp"
#include "client/members/names.hpp"
#include "client/members/visible.hpp"
#include "protocol/hello.hpp"

namespace client::conversation {
namespace {

// As many as a page can hold.
constexpr std::size_t max_shown = 10'000;

std::string text_of(const Message& message) { return message.versions.empty() ? std::string() : message.versions.back().text; }

// A name that came from elsewhere is cleaned as all others are.
members::DisplayName card(MemberId feed, const protocol::Identity& author, const Log& log, const Timeline& timeline,
                          const Context& context) {
    return context.members.card(feed, author, members::clean_name(timeline.name(log, feed), protocol::max_name_characters));
}

std::vector<ShownChoice> shown(const std::vector<Choice>& choices, const Log& log, const Timeline& timeline, const Context& context) {
    std::vector<ShownChoice> all;
    for (const auto& choice : choices) {
        ShownChoice one{choice.what, static_cast<std::uint32_t>(choice.people.size()), false, {}};
        for (const auto& person : choice.people) {
            one.mine |= context.self().identity && person.author == *context.self().identity;
            one.people.push_back(card(person.feed, person.author, log, timeline, context).name);
        }
        all.push_back(std::move(one));
    }
    return all;
}

std::optional<Quote> quote(const Message& message, const Log& log, const Timeline& timeline, const Context& context) {
    if (!message.answers) return std::nullopt;
    const auto answered = timeline.message(log, *message.answers);
    if (!answered) return Quote{*message.answers, "", ""};
    return Quote{*message.answers, card(answered->id.feed, answered->author, log, timeline, context).name, excerpt(text_of(*answered))};
}

}  // namespace

ShowMessage Display::order(const Message& message, bool now, const Log& log, const Timeline& timeline, const Context& context) {
    const auto wall = context.time.wall();
    if (now) times_[message.id] = wall;
    // A message that comes as it is said is dated by our own clock, whatever its author's says; of what was said before, nothing is from
    // the future.
    const auto at = times_.find(message.id);
    ShowMessage order;
    order.id = message.id;
    order.author = card(message.id.feed, message.author, log, timeline, context);
    // Two tabs of one browser may belong to two people, or to one who tries it out.
    const auto& me = context.self();
    order.me = message.id.feed == me.id || (message.author == me.identity && order.author.name == context.members.at(me.id).name &&
                                            !context.members.peers().count(message.id.feed));
    order.time = at != times_.end() ? at->second : std::min<Millis>(message.stamp, wall);
    if (!message.deleted) order.pieces = find_links(text_of(message));
    order.marks = has_marks(order.pieces);
    order.deleted = message.deleted;
    order.pinned = message.pinned;
    if (message.versions.size() > 1) order.versions = message.versions;
    order.answers = quote(message, log, timeline, context);
    order.reactions = shown(message.reactions, log, timeline, context);
    order.is_poll = message.is_poll;
    order.several = message.several;
    order.options = shown(message.options, log, timeline, context);
    return order;
}

bool Display::show(const protocol::EntryId& id, bool now, const Log& log, const Timeline& timeline, const Context& context) {
    const auto message = timeline.message(log, id);
    if (!message) return false;
    const Timeline::Place place{message->stamp, id};
    const bool changed = shown_.count(place) > 0;
    if (!changed && !message->deleted && !members::has_visible(text_of(*message))) return false;
    if (!changed && shown_.size() >= max_shown && place < *shown_.begin()) return false;
    auto order = this->order(*message, now, log, timeline, context);
    order.changed = changed;
    const auto next = std::next(shown_.insert(place).first);
    if (next != shown_.end()) order.before = next->id;
    context.order(std::move(order));
    if (shown_.size() > max_shown) {
        context.order(PruneMessage{shown_.begin()->id});
        shown_.erase(shown_.begin());
    }
    return !changed;
}

void Display::forget(const protocol::EntryId& id, const Context& context) {
    times_.erase(id);
    const auto at = std::find_if(shown_.begin(), shown_.end(), [&](const Timeline::Place& place) { return place.id == id; });
    if (at == shown_.end()) return;
    shown_.erase(at);
    context.order(PruneMessage{id});
}

void Display::rename(MemberId feed, const Log& log, const Timeline& timeline, const Context& context) {
    std::vector<protocol::EntryId> ids;
    for (const auto& place : shown_)
        if (place.id.feed == feed) ids.push_back(place.id);
    for (const auto& id : ids) show(id, false, log, timeline, context);
}

void Display::clear(const Context& context) {
    for (const auto& place : std::exchange(shown_, {})) context.order(PruneMessage{place.id});
    times_.clear();
}

}  // namespace client::conversation
