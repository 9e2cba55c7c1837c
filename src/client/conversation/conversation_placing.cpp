// The place of each entry that comes in the conversation as it is shown (conversation.hpp).
#include <optional>

#include "client/conversation/conversation.hpp"
#include "protocol/wire.hpp"

namespace client::conversation {
namespace {

// A message that is so much older than the newest here has come late.
constexpr Millis behind_ms = 60'000;
// Clocks of computers differ; what is said to be from so long after we came in was not there before.
constexpr Millis clock_error_ms = 300'000;

}  // namespace

// One whose time has not come is held back; one of a later page, or nonsense, is passed on and not shown.
void Conversation::place(const protocol::EntryId& id, Origin origin, const Context& context) {
    const auto entry = protocol::decode_entry(*log_->body(id));
    if (!entry || is_over(entry->stamp, context)) return;
    if (clocks_.believes(*log_->author(id.feed), entry->stamp, context.now()))
        place_now(id, *entry, origin, context);
    else
        held_.emplace(entry->stamp, id);
}

// It stands between messages that were read before it came. What is heard on coming in was said before, and is not late.
bool Conversation::is_late(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin, const Context& context) const {
    if (origin == Origin::disk || timeline_.last_stamp() <= entry.stamp + behind_ms) return false;
    const auto* author = context.members.find(id.feed);
    const auto since = context.now() - entered_at_;
    return origin == Origin::live || (author && author->came_at) ||
           entry.stamp + since > clocks_.next(0, context.time.steady()) + clock_error_ms;
}

void Conversation::place_now(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin, const Context& context) {
    const bool late = is_message(entry) && is_late(id, entry, origin, context);
    if (late) display_.rendering().mark_late(id);
    clocks_.heard(*log_->author(id.feed), entry.stamp, context.now(), origin == Origin::live);
    const auto message = show(id, entry, origin, context);
    const auto* author = context.members.find(id.feed);
    if (std::holds_alternative<protocol::Introduction>(entry.says) && !(author && author->is_known())) display_.rename(id.feed);
    const bool mine = *log_->author(id.feed) == context.self().identity;
    if (message && origin == Origin::live) typing_.spoke(id.feed);
    if (message && late && context.now() >= late_told_at_ + behind_ms) {
        late_told_at_ = context.now();
        context.notice(NoticeKind::late, context.self().id);
    }
    if (message && mine) delivery_.wrote_earlier(*message, log_->addressee(message->feed));
    if (message && !mine && !looking_ && origin != Origin::disk) ++unread_;
}

std::optional<protocol::EntryId> Conversation::show(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin,
                                                    const Context& context) {
    const auto had = timeline_.places().size();
    const auto shown = timeline_.add(*log_, id, entry);
    topic_changed_ |= std::holds_alternative<protocol::Topic>(entry.says);
    if (!shown) return std::nullopt;
    if (timeline_.was_pinned(*shown)) display_.pins_changed();
    if (std::holds_alternative<protocol::FileOffer>(entry.says) || std::holds_alternative<protocol::Deletion>(entry.says))
        tell_of_file(*shown, origin, context);
    if (timeline_.places().size() == had) {
        display_.changed(*shown,
                         std::holds_alternative<protocol::Edit>(entry.says) || std::holds_alternative<protocol::Deletion>(entry.says));
        return std::nullopt;
    }
    const auto place = *shown == id ? Timeline::Place{entry.stamp, id} : *timeline_.place(*log_, *shown);
    if (origin == Origin::live && *shown == id) display_.rendering().date(id, context.time.wall());
    display_.came(place, origin != Origin::disk);
    // Messages that lay on this computer were here before the person looked.
    if (origin == Origin::disk && seen_ && *seen_ < place) seen_ = place;
    return shown;
}

// An offer is new, or a message was deleted.
void Conversation::tell_of_file(const protocol::EntryId& id, Origin origin, const Context& context) const {
    const auto message = timeline_.message(*log_, id);
    if (message->deleted) return context.tell(FileWithdrawn{id});
    const bool news = origin != Origin::disk;
    if (message->file) context.tell(FileOffered{id, *message->file, message->author, log_->addressee(id.feed), news});
}

void Conversation::release_held(const Context& context) {
    while (!held_.empty() && Clocks::held_until(held_.begin()->first) <= context.now()) {
        const auto id = held_.extract(held_.begin()).mapped();
        const auto* body = log_->body(id);
        if (const auto entry = body ? protocol::decode_entry(*body) : std::nullopt) place_now(id, *entry, Origin::member, context);
    }
}

}  // namespace client::conversation
