#include "client/conversation/conversation.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "client/conversation/draft.hpp"
#include "client/members/names.hpp"
#include "protocol/wire.hpp"

namespace client::conversation {
namespace {

// As much as a page holds in memory: years of conversation. Our own is kept.
constexpr std::size_t max_entries = 200'000;
constexpr std::size_t max_bytes = 64'000'000;
// In a room whose messages have a lifetime, so often it is looked whose is over.
constexpr Millis expiry_ms = 60'000;
constexpr Millis day_ms = 86'400'000;
// Of a copy, that are handed over at one time: a few milliseconds.
constexpr std::size_t copy_ranges = 4;

}  // namespace

// --- the log -----------------------------------------------------------------------------------------------------------------

void Conversation::on(const room::Entering&, const Context& context) {
    const auto id = context.policy().log.value_or(*context.stay().room);
    if (id_ != id) open(id, context);
    for (auto& says : std::exchange(typed_, {})) write(std::move(says), context);
}

// Another room's was another conversation.
void Conversation::open(const protocol::LogId& id, const Context& context) {
    id_ = id;
    log_.emplace(id);
    log_->begin(context.self().id, *context.self().identity);
    timeline_ = {};
    replication_.emplace();
    display_.clear(context);
    delivery_.clear();
    reading_.clear();
    held_.clear();
    topic_changed_ = true;
    expire_at_ = context.stay().kept_days.value_or(0) ? std::optional(context.now()) : std::nullopt;
    introduced_.clear();
    keeper_.open(id, *log_, context);
}

// The room has moved, as we hear only now. Nobody has taken what we wrote, nor we what the others did.
void Conversation::bind_again(const protocol::LogId& id, const Context& context) {
    std::vector<protocol::Entry> mine;
    for (std::uint64_t number = 1; number <= log_->written(); ++number)
        if (const auto* body = log_->body({context.self().id, number}))
            if (auto entry = protocol::decode_entry(*body)) mine.push_back(std::move(*entry));
    open(id, context);
    for (auto& entry : mine) append(std::move(entry.says), context);
    replication_->restart(*log_, context);
}

// --- writing -----------------------------------------------------------------------------------------------------------------

void Conversation::on(const TextTyped& typed, const Context& context) {
    if (!context.stay().entered() || !judged(typed.text).can_send()) return;
    typing_.sent(context);
    write(protocol::NewMessage{members::trimmed(typed.text), typed.answers}, context);
}

std::optional<Message> Conversation::own_message(const protocol::EntryId& id, const Context& context) const {
    auto message = log_ ? timeline_.message(*log_, id) : std::nullopt;
    return message && message->author == context.self().identity && !message->deleted ? message : std::nullopt;
}

void Conversation::on(const TextEdited& edited, const Context& context) {
    const auto message = own_message(edited.message, context);
    if (!message || message->is_poll || !judged(edited.text).can_send()) return;
    typing_.sent(context);
    auto text = members::trimmed(edited.text);
    if (text != message->versions.back().text) write(protocol::Edit{edited.message, std::move(text)}, context);
}

void Conversation::on(const MessageDeleted& deleted, const Context& context) {
    if (own_message(deleted.message, context)) write(protocol::Deletion{deleted.message}, context);
}

void Conversation::on(const ReactionChosen& chosen, const Context& context) {
    if (chosen.emoji.empty() || chosen.emoji.size() > protocol::max_emoji_bytes) return;
    if (log_ && timeline_.message(*log_, chosen.message)) write(protocol::Reaction{chosen.message, chosen.emoji, chosen.on}, context);
}

void Conversation::on(const PinChosen& chosen, const Context& context) {
    const auto message = log_ ? timeline_.message(*log_, chosen.message) : std::nullopt;
    if (message && message->pinned != chosen.on) write(protocol::Pinning{chosen.message, chosen.on}, context);
}

void Conversation::on(const PollMade& made, const Context& context) {
    protocol::Poll poll{members::trimmed(made.question), {}, made.several};
    for (const auto& option : made.options) {
        auto text = members::trimmed(option);
        if (!text.empty() && text.size() <= protocol::max_option_bytes) poll.options.push_back(std::move(text));
    }
    if (!judged(made.question).can_send() || poll.options.size() < 2 || poll.options.size() > protocol::max_poll_options) return;
    write(std::move(poll), context);
}

void Conversation::on(const Voted& voted, const Context& context) {
    const auto message = log_ ? timeline_.message(*log_, voted.poll) : std::nullopt;
    if (!message || !message->is_poll) return;
    protocol::Vote vote{voted.poll, voted.options};
    std::sort(vote.options.begin(), vote.options.end());
    vote.options.erase(std::unique(vote.options.begin(), vote.options.end()), vote.options.end());
    const bool there = vote.options.empty() || vote.options.back() < message->options.size();
    if (there && (message->several || vote.options.size() <= 1)) write(std::move(vote), context);
}

void Conversation::on(const TopicChosen& chosen, const Context& context) {
    auto text = members::clean_name(chosen.text, protocol::max_topic_characters);
    if (log_ && text != timeline_.topic(*log_)) write(protocol::Topic{std::move(text)}, context);
}

// The first entry of a feed, and the first under another name, tells who writes.
void Conversation::write(Says says, const Context& context) {
    if (!context.stay().entered()) return;
    if (!log_) return typed_.push_back(std::move(says));
    const auto& name = context.members.at(context.self().id).name;
    if (introduced_ != name) append(protocol::Introduction{introduced_ = name}, context);
    append(std::move(says), context);
}

void Conversation::append(Says says, const Context& context) {
    const protocol::Entry entry{clocks_.next(timeline_.last_stamp(), context.time.steady()), std::move(says)};
    const auto written = log_->write(protocol::encode(entry));
    context.order(SignEntry{written.id.number, written.transcript});
    if (const auto* introduction = std::get_if<protocol::Introduction>(&entry.says)) introduced_ = introduction->name;
    if (std::holds_alternative<protocol::NewMessage>(entry.says) || std::holds_alternative<protocol::Poll>(entry.says))
        delivery_.wrote(written.id);
    topic_changed_ |= std::holds_alternative<protocol::Topic>(entry.says);
    if (const auto shown = timeline_.add(*log_, written.id, entry)) display_.show(*shown, *shown == written.id, *log_, timeline_, context);
}

void Conversation::on(const EntrySigned& done, const Context& context) {
    // Not of a log that was bound to another id meanwhile.
    if (!log_ || done.transcript != log_->transcript(done.number)) return;
    log_->sign(done.number, done.signature);
    keeper_.keep({context.self().id, done.number, done.number}, *log_, context);
    replication_->wrote(*log_, context);
}

void Conversation::on(const ReceiptsChosen& chosen) { reading_.choose(chosen.on); }
void Conversation::on(const DraftChanged& changed, const Context& context) { typing_.changed(changed.text, context); }

void Conversation::on(const TypingShared& shared, const Context& context) { typing_.share(shared.on, context); }

void Conversation::on(const ReaderLooked& looked) {
    looking_ = looked.looking;
    reading_.look(looking_);
    if (looking_) unread_ = 0;
}

// --- what comes --------------------------------------------------------------------------------------------------------------

void Conversation::on(const mesh::ChannelReady& ready, const Context& context) {
    if (!log_) return;
    replication_->opened(ready.peer, *log_, context);
    reading_.opened(ready.peer, *log_, context);
}

void Conversation::on(const protocol::Heads& heads, MemberId from, bool by_envelope, const Context& context) {
    if (log_) replication_->heard(heads, from, by_envelope, *log_, context);
}

void Conversation::on(const protocol::Digest& digest, MemberId from, const Context& context) {
    if (log_) replication_->heard(digest, from, *log_, context);
}

void Conversation::on(const protocol::Read& read, MemberId from, const Context& context) {
    if (log_) reading_.heard(read, from, *log_, context);
}

void Conversation::on(const protocol::EntriesWanted& wanted, MemberId from, const Context& context) {
    if (log_) replication_->asked(wanted, from, *log_, context);
}

void Conversation::on(const protocol::Entries& entries, MemberId from, bool by_envelope, const Context& context) {
    if (log_) take(replication_->heard(entries, from, by_envelope, *log_, context), context);
}

void Conversation::on(const protocol::Typing& word, MemberId from, const Context& context) { typing_.heard(word, from, context); }

void Conversation::on(const EntriesVerified& verified, const Context& context) {
    if (log_) take(replication_->verified(verified, *log_, context), context);
}

void Conversation::take(const std::vector<Replication::Taken>& taken, const Context& context) {
    if (taken.empty()) return;
    keep(taken, context);
    for (auto it = taken.begin(); it != taken.end(); ++it)
        if (it == taken.begin() || it->id.feed != std::prev(it)->id.feed) reading_.came(it->id.feed, *log_, context);
    for (const auto& [id, live] : taken) place(id, live ? Origin::live : Origin::member, context);
    prune(context);
}

// Ranges without a gap.
void Conversation::keep(const std::vector<Replication::Taken>& taken, const Context& context) {
    for (std::size_t first = 0; first < taken.size();) {
        auto last = first;
        const auto follows = [&](std::size_t at) {
            return taken[at].id.feed == taken[first].id.feed && taken[at].id.number == taken[at - 1].id.number + 1;
        };
        while (last + 1 < taken.size() && follows(last + 1)) ++last;
        keeper_.keep({taken[first].id.feed, taken[first].id.number, taken[last].id.number}, *log_, context);
        first = last + 1;
    }
}

void Conversation::on(const EntriesLoaded& loaded, const Context& context) {
    if (!log_) return;
    for (const auto& chunk : loaded.chunks)
        for (const auto& taken : replication_->restore(chunk.entries, *log_, context)) {
            const auto entry = protocol::decode_entry(*log_->body(taken.id));
            const auto came_at = chunk.arrived[static_cast<std::size_t>(taken.id.number - chunk.entries.first)];
            if (entry && came_at < entry->stamp) display_.date(taken.id, came_at);
            place(taken.id, Origin::disk, context);
        }
    prune(context);
}

void Conversation::on(const StoreOpened& opened, const Context& context) {
    if (log_) keeper_.on(opened, *log_, context);
}

// A room that has moved, of whose rules nobody has told yet in this stay.
void Conversation::on(const StoreBound& bound, const Context& context) {
    if (log_ && !context.policy().log && id_ != bound.log) bind_again(bound.log, context);
}

void Conversation::on(const EntriesKept& kept, const Context& context) {
    if (!log_) return;
    if (const auto mine = keeper_.on(kept, *log_, context)) delivery_.kept(*mine, context);
}

void Conversation::on(const CopyAsked& asked, const Context& context) {
    GiveCopy copy;
    const auto heads = log_ ? log_->heads() : std::vector<protocol::Head>();
    auto from = asked.from;
    for (const auto& head : heads) {
        if (from && head.feed != from->feed) continue;
        for (auto last = from ? from->number : head.count; last >= head.first && !copy.next;) {
            const auto entries = log_->answer({head.feed, head.first, last});
            if (!entries) break;
            if (copy.ranges.size() == copy_ranges)
                copy.next = {head.feed, last};
            else
                copy.ranges.push_back(protocol::encode(*entries));
            last = entries->first - 1;
        }
        from.reset();
        if (copy.next) break;
    }
    context.order(std::move(copy));
}

void Conversation::on(const CopyRead& copy, const Context& context) {
    if (log_) take(replication_->read_copy(copy.entries, *log_, context), context);
}

void Conversation::on(const RoomForgotten&, const Context& context) { keeper_.forget(context); }

// One whose time has not come is held back; one of a later page, or nonsense, is passed on and not shown.
void Conversation::place(const protocol::EntryId& id, Origin origin, const Context& context) {
    const auto entry = protocol::decode_entry(*log_->body(id));
    if (!entry || is_over(entry->stamp, context)) return;
    if (clocks_.believes(*log_->author(id.feed), entry->stamp, context.now()))
        place_now(id, *entry, origin, context);
    else
        held_.emplace(entry->stamp, id);
}

void Conversation::place_now(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin, const Context& context) {
    clocks_.heard(*log_->author(id.feed), entry.stamp, context.now(), origin == Origin::live);
    const auto shown = timeline_.add(*log_, id, entry);
    topic_changed_ |= std::holds_alternative<protocol::Topic>(entry.says);
    if (origin == Origin::live && shown == id) typing_.spoke(id.feed);
    const auto* author = context.members.find(id.feed);
    if (std::holds_alternative<protocol::Introduction>(entry.says) && !(author && author->is_known()))
        display_.rename(id.feed, *log_, timeline_, context);
    if (!shown) return;
    const bool is_new = display_.show(*shown, origin == Origin::live && *shown == id, *log_, timeline_, context);
    const bool mine = *log_->author(shown->feed) == context.self().identity;
    if (is_new && mine) delivery_.wrote_earlier(*shown);
    if (is_new && !mine && !looking_ && origin != Origin::disk) ++unread_;
}

void Conversation::release_held(const Context& context) {
    while (!held_.empty() && Clocks::held_until(held_.begin()->first) <= context.now()) {
        const auto id = held_.extract(held_.begin()).mapped();
        const auto* body = log_->body(id);
        if (const auto entry = body ? protocol::decode_entry(*body) : std::nullopt) place_now(id, *entry, Origin::member, context);
    }
}

void Conversation::prune(const Context& context) {
    std::map<MemberId, std::uint64_t> pruned;
    while (log_->size() > max_entries || log_->bytes() > max_bytes) {
        const auto oldest = log_->oldest_of_largest();
        if (!oldest) break;
        timeline_.forget(*log_, *oldest);
        display_.forget(*oldest, context);
        log_->prune(oldest->feed, pruned[oldest->feed] = oldest->number + 1);
    }
    for (const auto& [feed, before] : pruned) keeper_.pruned(feed, before, context);
}

bool Conversation::is_over(std::uint64_t stamp, const Context& context) const {
    const auto days = context.stay().kept_days.value_or(0);
    return days > 0 && stamp + days * day_ms <= context.time.wall();
}

// Here and on this computer. Stamps rise within a feed.
void Conversation::expire(const Context& context) {
    for (const auto& oldest : log_->oldest()) {
        auto id = oldest;
        for (const auto* body = log_->body(id); body; ++id.number, body = log_->body(id)) {
            const auto entry = protocol::decode_entry(*body);
            if (entry && !is_over(entry->stamp, context)) break;
            timeline_.forget(*log_, id);
            display_.forget(id, context);
        }
        if (id == oldest) continue;
        topic_changed_ = true;
        log_->prune(id.feed, id.number);
        keeper_.pruned(id.feed, id.number, context);
    }
}

// --- time --------------------------------------------------------------------------------------------------------------------

void Conversation::tick(const Context& context) {
    if (!log_) return;
    release_held(context);
    if (expire_at_ && context.now() >= *expire_at_) {
        expire(context);
        expire_at_ = context.now() + expiry_ms;
    }
    replication_->tick(*log_, context);
    reading_.tick(*log_, context);
}

void Conversation::settle(const Context& context) {
    if (log_) {
        if (const auto& moved = context.policy().log; moved && id_ != moved) bind_again(*moved, context);
        if (keeper_.is_outdated(context)) keeper_.open(*id_, *log_, context);
        replication_->settle(*log_, context);
        detour_.settle(*log_, *replication_, context);
        reading_.settle(context);
        delivery_.settle(*replication_, reading_, context);
    }
    typing_.settle(context);
    // A member who has left by their own wish, or must not be here, waits for nobody any more.
    const bool waits = context.stay().entered() && (delivery_.is_endangered() || !typed_.empty());
    if (waits != guarded_) context.order(GuardPage{guarded_ = waits});
    if (log_ && std::exchange(topic_changed_, false)) {
        auto topic = timeline_.topic(*log_);
        if (topic != shown_topic_) context.order(ShowTopic{shown_topic_ = std::move(topic)});
    }
    if (unread_ != shown_unread_) context.order(ShowUnread{shown_unread_ = unread_});
}

std::optional<Millis> Conversation::wake_at(const Context& context) const {
    if (!log_) return std::nullopt;
    auto at = replication_->wake_at(context);
    const auto sooner = [&](std::optional<Millis> when) {
        if (when) at = at ? std::min(*at, *when) : *when;
    };
    sooner(detour_.wake_at(context));
    sooner(expire_at_);
    sooner(reading_.wake_at());
    sooner(typing_.wake_at());
    if (!held_.empty()) sooner(Clocks::held_until(held_.begin()->first));
    return at;
}

}  // namespace client::conversation
