#include "client/conversation/conversation.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "client/backoff.hpp"
#include "client/conversation/draft.hpp"
#include "client/conversation/marks.hpp"
#include "client/members/names.hpp"
#include "protocol/wire.hpp"

namespace client::conversation {
namespace {

// Lines that come together are confirmed together, and no answer has to wait behind a receipt.
constexpr Millis receipt_delay_ms = 100;
// When a channel has been open for so long, what was said before has come over it.
constexpr Millis catching_up_ms = 60'000;
// A connection mostly comes about before this; only then words go through another member.
constexpr Millis relay_patience_ms = 4'000;
// Words that nobody confirmed go again, through the next member if there is one; later each time, up to a limit. Part of the
// pause is each client's own.
constexpr Millis first_pause_ms = 3'000;
constexpr Millis last_pause_ms = 30'000;
// So often in vain, and it is not said any more that words pass.
constexpr unsigned tries_before_doubt = 2;
// The size of one envelope at most, unless one line is longer.
constexpr std::size_t envelope_bytes = 16 * 1024;

}  // namespace

void Conversation::on(const room::PageReady& ready) { history_.emplace(ready.me); }

void Conversation::on(const TextTyped& typed, const Context& context) {
    if (!context.stay().entered() || !judged(typed.text).can_send()) return;
    const auto place = history_->write(members::trimmed(typed.text), context.now(), context.time.steady());
    for (const auto& [id, peer] : context.members.peers())
        if (peer->talks()) tell_lines(id, sync_[id], context);
    show_entry(place, true, context);  // while it is on its way
}

void Conversation::on(const ReaderLooked& looked, const Context&) {
    looking_ = looked.looking;
    if (looking_) unread_ = 0;
}

// --- over the channel --------------------------------------------------------------------------------------------------------

// Which of its lines we have, and every line of ours that it has not confirmed. A line that was under way in an earlier channel comes a
// second time and is recognised by its number.
void Conversation::on(const mesh::ChannelReady& ready, const Context& context) {
    auto& sync = sync_[ready.peer];
    sync.catches_up_until = context.now() + catching_up_ms;
    context.say(ready.peer, protocol::Receipt{history_->have(ready.peer)});
    sync.told = untold(ready.peer, context);
    tell_lines(ready.peer, sync, context);
}

// Those that it lacks, as far as its rate limit goes: an author of a whole book waits between pages.
void Conversation::tell_lines(MemberId to, Sync& sync, const Context& context) {
    auto said = context.members.at(to).said;
    const auto steady = context.time.steady();
    sync.tell_at.reset();
    sync.told = std::max(sync.told, sync.confirmed);
    for (const auto written = history_->have(context.self().id); sync.told < written; ++sync.told) {
        const protocol::Talk line(history_->own(sync.told + 1));
        const auto cost = members::cost_of_word(protocol::encode(line).size());
        if (const auto at = said.line_at(cost, steady); at > steady) {
            sync.tell_at = context.now() + (at - steady);
            return;
        }
        said.spend(cost, steady);
        context.say(to, line);
    }
}

// A newcomer is told the newest lines at once, as many as its rate limit lets us say, and the earlier ones never.
std::uint64_t Conversation::untold(MemberId member, const Context& context) {
    if (const auto known = untold_.find(member); known != untold_.end()) return known->second;
    auto left = context.members.at(member).said.for_history(context.time.steady());
    auto number = history_->have(context.self().id);
    for (; number > 0; --number) {
        const auto cost = members::cost_of_word(protocol::encode(protocol::Talk(history_->own(number))).size());
        if (cost > left) break;
        left -= cost;
    }
    return untold_[member] = number;
}

void Conversation::on(const protocol::Message& line, MemberId from, bool by_envelope, const Context& context) {
    const auto& author = context.members.at(from);
    auto& sync = sync_[from];
    const auto now = context.now();
    // Through another member a line may take long, also where our own channel seems to work.
    const bool live = !by_envelope && author.works() && now >= sync.catches_up_until;
    const auto stay = author.came_at ? std::optional(now - *author.came_at) : std::nullopt;
    const auto place = history_->hear(from, line, {now, live, stay, sync.confirmed});
    if (!sync.receipt_at) sync.receipt_at = now + receipt_delay_ms;
    if (!place) return;
    if (!history_->entries()[*place].text.empty()) {
        show_entry(*place, live, context);
        if (!looking_) ++unread_;
    }
    while (const auto one = history_->prune_one(now)) context.order(PruneMessage{*one});
}

void Conversation::on(const protocol::Receipt& have, MemberId from, const Context& context) {
    auto& sync = sync_[from];
    sync.confirmed = std::max(sync.confirmed, std::min(have.lines, history_->have(context.self().id)));
}

// --- through another member --------------------------------------------------------------------------------------------------

// Something went this way that was not confirmed.
bool Conversation::waits(const members::Record& peer, const Sync& sync) const {
    return !peer.connection->through || sync.confirmed < sync.relayed.lines;
}

void Conversation::relay(MemberId to, const members::Record& peer, Sync& sync, const Context& context) {
    auto& relayed = sync.relayed;
    const auto now = context.now();
    if (!relayed.begins_at) relayed.begins_at = now + relay_patience_ms;
    if (peer.connection->relay_busy || now < *relayed.begins_at) return;
    const bool waiting = waits(peer, sync);
    if (!waiting) relayed.tries = 0;
    if (now >= (waiting ? relayed.again_at : relayed.renew_at)) {
        if (waiting && relayed.again_at != 0) ++relayed.tries;
        if (relayed.tries > tries_before_doubt && peer.connection->through) context.tell(RelayFailing{to});
        relayed.lines = 0;
        relayed.due = true;
    }
    if (relayed.status != context.self().status) relayed.due = true;
    auto words = next_words(to, sync, context);
    if (words.empty()) return;
    relayed.again_at = now + pause_after(relayed.tries, first_pause_ms, last_pause_ms, context.self().id);
    relayed.renew_at = now + last_pause_ms;
    context.tell(RelayWords{to, relayed.tries, protocol::encode(words)});
}

// Which lines have come, our status, and one envelope of lines at a time: where another member has passed on enough for now, what waits
// costs it nothing. Empty where there is nothing to say.
protocol::Signals Conversation::next_words(MemberId to, Sync& sync, const Context& context) {
    auto& relayed = sync.relayed;
    const auto confirmed = std::max(sync.confirmed, untold(to, context));
    relayed.lines = std::max(relayed.lines, confirmed);
    const auto written = history_->have(context.self().id);
    const auto steady = context.time.steady();
    const bool affordable = context.members.at(to).said.line_at(members::cost_of_word(envelope_bytes), steady) <= steady;
    const bool next = relayed.lines == confirmed && relayed.lines < written && affordable;
    if (!relayed.due && !next) return {};
    relayed.due = false;
    relayed.status = context.self().status;
    protocol::Signals words{protocol::Receipt{history_->have(to)}, relayed.status};
    if (!next) return words;
    std::size_t bytes = 0;
    for (; relayed.lines < written && words.size() < protocol::max_signals_per_letter; ++relayed.lines) {
        auto line = history_->own(relayed.lines + 1);
        if (bytes > 0 && bytes + line.text.size() > envelope_bytes) break;
        bytes += line.text.size();
        words.push_back(std::move(line));
    }
    return words;
}

// --- time --------------------------------------------------------------------------------------------------------------------

void Conversation::tick(const Context& context) {
    for (auto& [id, sync] : sync_) {
        const auto* peer = context.members.find(id);
        if (!peer || !peer->connection) continue;
        if (peer->talks() && sync.tell_at && context.now() >= *sync.tell_at) tell_lines(id, sync, context);
        if (!sync.receipt_at || context.now() < *sync.receipt_at) continue;
        sync.receipt_at.reset();
        sync.relayed.due = true;
        if (peer->talks()) context.say(id, protocol::Receipt{history_->have(id)});
    }
}

void Conversation::settle(const Context& context) {
    const auto& peers = context.members.peers();
    for (auto it = sync_.begin(); it != sync_.end();) it = peers.count(it->first) ? std::next(it) : sync_.erase(it);
    for (const auto& [id, peer] : peers) {
        auto& sync = sync_[id];
        if (context.stay().inside() && peer->connection->relayed) {
            relay(id, *peer, sync, context);
        } else {
            sync.relayed = {};
        }
    }
    show_delivered(context);
    if (unread_ != shown_unread_) context.order(ShowUnread{shown_unread_ = unread_});
}

std::optional<Millis> Conversation::wake_at(const Context& context) const {
    std::optional<Millis> at;
    const auto sooner = [&](std::optional<Millis> when) {
        if (when) at = at ? std::min(*at, *when) : *when;
    };
    for (const auto& [id, sync] : sync_) {
        const auto* peer = context.members.find(id);
        if (!peer || !peer->connection) continue;
        sooner(sync.receipt_at);
        if (peer->talks()) sooner(sync.tell_at);
        const auto& relayed = sync.relayed;
        if (!relayed.begins_at || peer->connection->relay_busy) continue;
        sooner(std::max(*relayed.begins_at, relayed.due ? 0 : waits(*peer, sync) ? relayed.again_at : relayed.renew_at));
    }
    return at;
}

// --- shown -------------------------------------------------------------------------------------------------------------------

void Conversation::show_entry(std::size_t place, bool now, const Context& context) {
    const auto& entries = history_->entries();
    const auto& entry = entries[place];
    const auto next = std::find_if(entries.begin() + static_cast<std::ptrdiff_t>(place) + 1, entries.end(),
                                   [](const Entry& each) { return !each.text.empty(); });
    const auto before = next == entries.end() ? MessageId{} : next->id;
    // A line that comes as it is said is dated by our own clock, whatever its author's says; of what was said before, nothing is from the
    // future.
    const Millis time = now ? context.time.wall() : std::min<Millis>(entry.stamp, context.time.wall());
    const auto& author = entry.id.author;
    auto pieces = find_links(entry.text);
    const bool marks = has_marks(pieces);
    const bool me = author == context.self().id;
    context.order(ShowMessage{entry.id, before, context.members.card(author), me, time, std::move(pieces), marks});
}

void Conversation::show_delivered(const Context& context) {
    if (!history_) return;
    const auto& me = context.self().id;
    std::uint64_t everybody_has = history_->have(me);
    std::uint64_t untold = 0;
    bool anybody = false;
    for (const auto& [id, peer] : context.members.peers()) {
        if (peer->lost()) continue;
        anybody = true;
        everybody_has = std::min(everybody_has, sync_[id].confirmed);
        if (const auto known = untold_.find(id); known != untold_.end()) untold = std::max(untold, known->second);
    }
    if (anybody) delivered_ = std::max(delivered_, everybody_has);
    while (shown_delivered_ < delivered_)
        if (++shown_delivered_ > untold) context.order(ShowDelivered{{me, shown_delivered_}});
    // A member who has left by their own wish, or must not be here, waits for nobody any more.
    const bool waits = context.stay().entered() && history_->have(me) > delivered_;
    if (waits != guarded_) context.order(GuardPage{guarded_ = waits});
}

}  // namespace client::conversation
