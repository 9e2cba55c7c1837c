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
    seen_.reset();
    delivery_.clear();
    held_.clear();
    introduced_.clear();
    keeper_.open(id, *log_, context);
}

// The room has moved, as we hear only now. Nobody has taken what we wrote, nor we what the others did.
void Conversation::bind_again(const protocol::LogId& id, const Context& context) {
    std::vector<protocol::Entry> mine;
    for (std::uint64_t number = 1; number <= log_->written(); ++number)
        if (auto entry = protocol::decode_entry(*log_->body({context.self().id, number}))) mine.push_back(std::move(*entry));
    open(id, context);
    for (auto& entry : mine) append(std::move(entry.says), context);
    replication_->restart(*log_, context);
}

// --- writing -----------------------------------------------------------------------------------------------------------------

void Conversation::on(const TextTyped& typed, const Context& context) {
    if (!context.stay().entered() || !judged(typed.text).can_send()) return;
    write(protocol::NewMessage{members::trimmed(typed.text), typed.answers}, context);
}

std::optional<Message> Conversation::own_message(const protocol::EntryId& id, const Context& context) const {
    auto message = log_ ? timeline_.message(*log_, id) : std::nullopt;
    return message && message->author == context.self().identity && !message->deleted ? message : std::nullopt;
}

void Conversation::on(const TextEdited& edited, const Context& context) {
    const auto message = own_message(edited.message, context);
    if (!message || message->is_poll || !judged(edited.text).can_send()) return;
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
        delivery_.wrote(written.id.number);
    // Who writes wants to see it, wherever they are.
    if (show(written.id, entry, Origin::live, context)) display_.move({Rows::newest}, *log_, timeline_, context);
}

void Conversation::on(const EntrySigned& done, const Context& context) {
    // Not of a log that was bound to another id meanwhile.
    if (!log_ || done.transcript != log_->transcript(done.number)) return;
    log_->sign(done.number, done.signature);
    keeper_.keep({context.self().id, done.number, done.number}, *log_, context);
    replication_->wrote(*log_, context);
}

// --- reading -----------------------------------------------------------------------------------------------------------------

void Conversation::on(const ReaderLooked& looked) {
    const auto& places = timeline_.places();
    if (looked.looking || (looking_ && seen_)) seen_ = places.empty() ? Timeline::Place{} : *places.rbegin();
    looking_ = looked.looking;
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
        if (!message || message->is_poll) continue;
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
    if (log_) replication_->opened(ready.peer, *log_, context);
}

void Conversation::on(const protocol::Heads& heads, MemberId from, bool by_envelope, const Context& context) {
    if (log_) replication_->heard(heads, from, by_envelope, *log_, context);
}

void Conversation::on(const protocol::EntriesWanted& wanted, MemberId from, const Context& context) {
    if (log_) replication_->asked(wanted, from, *log_, context);
}

void Conversation::on(const protocol::Entries& entries, MemberId from, bool by_envelope, const Context& context) {
    if (log_) take(replication_->heard(entries, from, by_envelope, *log_, context), context);
}

void Conversation::on(const EntriesVerified& verified, const Context& context) {
    if (log_) take(replication_->verified(verified, *log_, context), context);
}

void Conversation::take(const std::vector<Replication::Taken>& taken, const Context& context) {
    if (taken.empty()) return;
    keep(taken, context);
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

void Conversation::on(const EntriesKept& kept, const Context& context) {
    if (const auto mine = keeper_.on(kept, context)) delivery_.kept(*mine, context);
}

void Conversation::on(const RoomForgotten&, const Context& context) { keeper_.forget(context); }

// One whose time has not come is held back; one of a later page, or nonsense, is passed on and not shown.
void Conversation::place(const protocol::EntryId& id, Origin origin, const Context& context) {
    const auto entry = protocol::decode_entry(*log_->body(id));
    if (!entry) return;
    if (clocks_.believes(*log_->author(id.feed), entry->stamp, context.now()))
        place_now(id, *entry, origin, context);
    else
        held_.emplace(entry->stamp, id);
}

void Conversation::place_now(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin, const Context& context) {
    clocks_.heard(*log_->author(id.feed), entry.stamp, context.now(), origin == Origin::live);
    const auto message = show(id, entry, origin, context);
    const auto* author = context.members.find(id.feed);
    if (std::holds_alternative<protocol::Introduction>(entry.says) && !(author && author->is_known())) display_.rename(id.feed);
    const bool mine = *log_->author(id.feed) == context.self().identity;
    if (message && !mine && !looking_ && origin != Origin::disk) ++unread_;
}

std::optional<protocol::EntryId> Conversation::show(const protocol::EntryId& id, const protocol::Entry& entry, Origin origin,
                                                    const Context& context) {
    const auto had = timeline_.places().size();
    const auto shown = timeline_.add(*log_, id, entry);
    if (!shown) return std::nullopt;
    if (timeline_.was_pinned(*shown)) display_.pins_changed();
    if (timeline_.places().size() == had) {
        display_.changed(*shown);
        return std::nullopt;
    }
    const auto place = *shown == id ? Timeline::Place{entry.stamp, id} : *timeline_.place(*log_, *shown);
    if (origin == Origin::live && *shown == id) display_.rendering().date(id, context.time.wall());
    display_.came(place, origin != Origin::disk);
    // What lay on this computer was here before the person looked.
    if (origin == Origin::disk && seen_ && *seen_ < place) seen_ = place;
    return shown;
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

// --- time --------------------------------------------------------------------------------------------------------------------

void Conversation::tick(const Context& context) {
    if (!log_) return;
    release_held(context);
    replication_->tick(*log_, context);
}

void Conversation::settle(const Context& context) {
    if (log_) {
        if (const auto& moved = context.policy().log; moved && id_ != moved) bind_again(*moved, context);
        if (keeper_.is_outdated(context)) keeper_.open(*id_, *log_, context);
        display_.settle(*log_, timeline_, context);
        replication_->settle(*log_, context);
        detour_.settle(*log_, *replication_, context);
        delivery_.settle(*replication_, context);
    }
    // A member who has left by their own wish, or must not be here, waits for nobody any more.
    const bool waits = context.stay().entered() && (delivery_.is_endangered() || !typed_.empty());
    if (waits != guarded_) context.order(GuardPage{guarded_ = waits});
    show_unread(context);
}

std::optional<Millis> Conversation::wake_at(const Context& context) const {
    if (!log_) return std::nullopt;
    auto at = replication_->wake_at(context);
    const auto sooner = [&](std::optional<Millis> when) {
        if (when) at = at ? std::min(*at, *when) : *when;
    };
    sooner(detour_.wake_at(context));
    if (!held_.empty()) sooner(Clocks::held_until(held_.begin()->first));
    return at;
}

}  // namespace client::conversation
