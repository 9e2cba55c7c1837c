#include "client/conversation/rendering.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "client/conversation/excerpt.hpp"
#include "client/conversation/links.hpp"
#include "client/conversation/marks.hpp"
#include "client/members/names.hpp"
#include "protocol/hello.hpp"

namespace client::conversation {
namespace {

std::string text_of(const Message& message) { return message.versions.empty() ? std::string() : message.versions.back().text; }

// A name that came from elsewhere is cleaned as all others are.
members::DisplayName card(MemberId feed, const protocol::Identity& author, const Log& log, const Timeline& timeline,
                          const Context& context) {
    return context.members.card(feed, author, members::clean_name(timeline.name(log, feed), protocol::max_name_characters));
}

// Two tabs of one browser may belong to two people, or to one who tries it out.
bool is_mine(const Message& message, const members::DisplayName& author, const Log& log, const Context& context) {
    const auto& me = context.self();
    return log.is_ours(message.id.feed) || (message.author == me.identity && author.name == context.members.at(me.id).name &&
                                            !context.members.peers().count(message.id.feed));
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

// The other one of the two who have it: as they are called now, or were last.
std::string only_with(const Message& message, const Log& log, const Timeline& timeline, const Context& context) {
    const auto to = log.addressee(message.id.feed);
    if (!to) return "";
    const auto& other = message.author == context.self().identity ? *to : message.author;
    for (const auto& [id, record] : context.members.all())
        if (record.key.identity == other) return context.members.card(id, other, record.name).name;
    for (const auto& head : log.heads())
        if (*log.author(head.feed) == other) return card(head.feed, other, log, timeline, context).name;
    return context.members.card(message.id.feed, other, "").name;
}

std::optional<Quote> quote(const Message& message, const Log& log, const Timeline& timeline, const Context& context) {
    if (!message.answers) return std::nullopt;
    const auto answered = timeline.message(log, *message.answers);
    if (!answered) return Quote{*message.answers, "", ""};
    return Quote{*message.answers, card(answered->id.feed, answered->author, log, timeline, context).name, excerpt(text_of(*answered))};
}

}  // namespace

ShowMessage Rendering::show(const Message& message, const Log& log, const Timeline& timeline, const Context& context) const {
    // A message that comes as it is said is dated by our own clock; of what was said before, nothing is from the future.
    const auto at = times_.find(message.id);
    ShowMessage order;
    order.id = message.id;
    order.author = card(message.id.feed, message.author, log, timeline, context);
    order.me = is_mine(message, order.author, log, context);
    order.fresh = log.is_ours(message.id.feed);
    order.time = at != times_.end() ? at->second : std::min<Millis>(message.stamp, context.time.wall());
    if (message.file)
        order.pieces = {{text_of(message), ""}};
    else if (!message.deleted)
        order.pieces = find_links(text_of(message));
    order.marks = !message.file && has_marks(order.pieces);
    order.file = message.file;
    order.late = late_.count(message.id) > 0;
    order.deleted = message.deleted;
    order.pinned = message.pinned;
    if (message.versions.size() > 1) order.versions = message.versions;
    order.answers = quote(message, log, timeline, context);
    order.reactions = shown(message.reactions, log, timeline, context);
    order.is_poll = message.is_poll;
    order.several = message.several;
    order.options = shown(message.options, log, timeline, context);
    order.only_with = only_with(message, log, timeline, context);
    for (const auto& [id, record] : context.members.peers())
        if (record->key.identity == message.author && !record->lost()) order.person = id;
    return order;
}

FoundText Rendering::text(const Message& message, const Log& log, const Timeline& timeline, const Context& context) const {
    return {message.id, card(message.id.feed, message.author, log, timeline, context), text_of(message)};
}

PinnedMessage Rendering::pinned(const Message& message, const Log& log, const Timeline& timeline, const Context& context) const {
    const auto author = card(message.id.feed, message.author, log, timeline, context);
    return {message.id, author, is_mine(message, author, log, context), excerpt(text_of(message))};
}

}  // namespace client::conversation
