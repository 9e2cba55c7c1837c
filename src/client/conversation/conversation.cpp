#include "client/conversation/conversation.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

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
    for (auto& says : std::exchange(typed_, {})) write(std::move(says), std::nullopt, context);
}

void Conversation::on(const room::Entered&, const Context& context) { entered_at_ = context.now(); }

// Another room's was another conversation.
void Conversation::open(const protocol::LogId& id, const Context& context) {
    id_ = id;
    log_.emplace(id);
    log_->begin(context.self().id, *context.self().identity);
    timeline_ = {};
    replication_.emplace();
    display_.clear(context);
    seen_.reset();
    delivery_.clear();
    reading_.clear();
    held_.clear();
    topic_changed_ = true;
    expire_at_ = context.stay().kept_days.value_or(0) ? std::optional(context.now()) : std::nullopt;
    introduced_.clear();
    context.tell(LogOpened{});
    keeper_.open(id, *log_, context);
}

// The room has moved, as we hear only now. Nobody has taken what we wrote, nor we what the others did.
void Conversation::bind_again(const protocol::LogId& id, const Context& context) {
    std::vector<std::pair<protocol::Entry, protocol::Addressee>> mine;
    for (const auto& feed : log_->ours())
        for (std::uint64_t number = 1; number <= log_->written(feed); ++number)
            if (const auto* body = log_->body({feed, number}))
                if (auto entry = protocol::decode_entry(*body)) mine.emplace_back(std::move(*entry), log_->addressee(feed));
    open(id, context);
    for (auto& [entry, to] : mine) append(std::move(entry.says), to, context);
    replication_->restart(*log_, context);
}

// --- reading -----------------------------------------------------------------------------------------------------------------

void Conversation::on(const ReaderLooked& looked) {
    const auto& places = timeline_.places();
    if (looked.looking || (looking_ && seen_)) seen_ = places.empty() ? Timeline::Place{} : *places.rbegin();
    looking_ = looked.looking;
    reading_.look(looking_);
    if (looking_) unread_ = 0;
}

void Conversation::on(const ReaderMoved& moved) { display_.read(moved.at_end); }

void Conversation::on(const RowsWanted& wanted, const Context& context) {
    if (log_) display_.move(wanted, *log_, timeline_, context);
}

void Conversation::on(const TextsWanted& wanted, const Context& context) const {
    GiveTexts order;
    const auto& places = timeline_.places();
    const auto from = log_ ? timeline_.place(*log_, wanted.before) : std::nullopt;
    auto at = from ? places.find(*from) : places.end();
    while (at != places.begin() && order.texts.size() < wanted.count) {
        const auto message = timeline_.message(*log_, (--at)->id);
        order.texts.push_back(display_.rendering().text(*message, *log_, timeline_, context));
    }
    order.all = at == places.begin();
    context.order(std::move(order));
}

void Conversation::on(const CopyWanted& wanted, const Context& context) const {
    GiveCopy order;
    const auto& places = timeline_.places();
    const auto from = log_ ? timeline_.place(*log_, wanted.after) : std::nullopt;
    auto at = from ? places.upper_bound(*from) : places.begin();
    for (; at != places.end() && order.messages.size() < wanted.count; ++at)
        order.messages.push_back(display_.rendering().show(*timeline_.message(*log_, at->id), *log_, timeline_, context));
    order.all = at == places.end();
    context.order(std::move(order));
}

void Conversation::on(const LastEditWanted&, const Context& context) const {
    for (auto at = timeline_.places().rbegin(); at != timeline_.places().rend(); ++at) {
        if (*log_->author(at->id.feed) != context.self().identity) continue;
        const auto message = own_message(at->id, context);
        if (!message || !message->is_text()) continue;
        return context.order(OfferEdit{display_.rendering().show(*message, *log_, timeline_, context)});
    }
}

// The next one after those that the person has seen.
protocol::EntryId Conversation::first_unread(const Context& context) const {
    if (unread_ == 0 || !seen_) return {};
    const auto& places = timeline_.places();
    const auto is_theirs = [&](const Timeline::Place& place) { return *log_->author(place.id.feed) != context.self().identity; };
    const auto first = std::find_if(places.upper_bound(*seen_), places.end(), is_theirs);
    return first == places.end() ? protocol::EntryId{} : first->id;
}

void Conversation::show_unread(const Context& context) {
    if (unread_ == shown_unread_) return;
    shown_unread_ = unread_;
    context.order(ShowUnread{unread_, first_unread(context)});
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
            if (entry && came_at < entry->stamp) display_.rendering().date(taken.id, came_at);
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

void Conversation::on(const EntriesAsked& asked, const Context& context) {
    GiveEntries copy;
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

void Conversation::on(const RoomForgotten&, const Context& context) {
    keeper_.forget(context);
    context.tell(LogForgotten{});
}

// Nobody here has it any more.
void Conversation::take_back(const protocol::EntryId& id, const Context& context) {
    timeline_.forget(*log_, id);
    display_.forget(id, context);
    context.tell(FileWithdrawn{id});
}

// All that it said in this stay goes, to others and to this one, and comes back by nobody.
void Conversation::on(const members::Banned& banned, const Context& context) {
    if (!log_) return;
    for (const auto& feed : {banned.member, protocol::direct_feed(banned.member, *context.self().identity)}) {
        const auto head = log_->head(feed);
        if (!head) continue;
        for (protocol::EntryId id{feed, head->first}; id.number <= head->count; ++id.number) take_back(id, context);
        log_->prune(feed, std::numeric_limits<std::uint64_t>::max());
        keeper_.pruned(feed, head->count + 1, context);
    }
}

void Conversation::on(const members::MemberForgotten& forgotten) {
    if (replication_) replication_->forget(forgotten.member);
    reading_.forget(forgotten.member);
}

void Conversation::prune(const Context& context) {
    std::map<MemberId, std::uint64_t> pruned;
    while (log_->size() > max_entries || log_->bytes() > max_bytes) {
        const auto oldest = log_->oldest_of_largest();
        if (!oldest) break;
        take_back(*oldest, context);
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
            take_back(id, context);
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
        display_.settle(*log_, timeline_, context);
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
    show_unread(context);
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
