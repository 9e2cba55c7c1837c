#include "client/conversation/detour.hpp"

#include <algorithm>
#include <iterator>

#include "client/backoff.hpp"
#include "client/members/rate_limit.hpp"
#include "protocol/wire.hpp"

namespace client::conversation {
namespace {

// A connection mostly comes about before this; only then words go through another member.
constexpr Millis relay_patience_ms = 4'000;
// Words that nobody confirmed go again, through the next member if there is one; later each time, up to a limit. Part of the
// pause is each client's own.
constexpr Millis first_pause_ms = 3'000;
constexpr Millis last_pause_ms = 30'000;
// So often in vain, and it is not said any more that words pass.
constexpr unsigned tries_before_doubt = 2;
// The size of one envelope at most, unless one entry is longer.
constexpr std::size_t envelope_bytes = 16 * 1024;

// The entries of ours that the member lacks: first the new ones.
std::optional<protocol::EntriesWanted> lacking(const std::optional<protocol::Head>& mine, const std::optional<protocol::Head>& theirs) {
    if (!mine) return std::nullopt;
    if (!theirs || theirs->count < mine->count)
        return protocol::EntriesWanted{mine->feed, theirs ? std::max(theirs->count + 1, mine->first) : mine->first, mine->count};
    if (theirs->first > mine->first) return protocol::EntriesWanted{mine->feed, mine->first, theirs->first - 1};
    return std::nullopt;
}

}  // namespace

void Detour::settle(const Log& log, Replication& replication, const Context& context) {
    const auto& peers = context.members.peers();
    for (auto it = ways_.begin(); it != ways_.end();) it = peers.count(it->first) ? std::next(it) : ways_.erase(it);
    for (const auto& [id, peer] : peers) {
        const bool due = replication.take_due(id);
        if (!context.stay().inside() || !peer->connection->relayed) {
            ways_.erase(id);
            continue;
        }
        auto& way = ways_[id];
        way.due |= due;
        go(id, *peer, way, log, replication, context);
    }
}

void Detour::go(MemberId to, const members::Record& peer, Way& way, const Log& log, const Replication& replication,
                const Context& context) {
    const auto now = context.now();
    if (!way.begins_at) way.begins_at = now + relay_patience_ms;
    if (peer.connection->relay_busy || now < *way.begins_at) return;
    const auto theirs = replication.has(to, context.self().id);
    if (theirs && (theirs->first != way.had_first || theirs->count != way.had_count)) way.under_way = false;
    const bool waiting = !peer.connection->through || way.under_way;
    if (!waiting) way.tries = 0;
    if (now >= (waiting ? way.again_at : way.renew_at)) {
        if (waiting && way.again_at != 0) ++way.tries;
        if (way.tries > tries_before_doubt && peer.connection->through) context.tell(RelayFailing{to});
        way.under_way = false;
        way.due = true;
    }
    if (way.status != context.self().status) way.due = true;
    auto words = next_words(to, way, log, replication, context);
    if (words.empty()) return;
    way.again_at = now + pause_after(way.tries, first_pause_ms, last_pause_ms, context.self().id);
    way.renew_at = now + last_pause_ms;
    context.tell(RelayWords{to, way.tries, protocol::encode(words)});
}

// How much is here, our status, and one envelope of entries at a time: where another member has passed on enough for now, what waits
// costs it nothing. Empty where there is nothing to say.
protocol::Signals Detour::next_words(MemberId to, Way& way, const Log& log, const Replication& replication, const Context& context) {
    const auto theirs = replication.has(to, context.self().id);
    const auto steady = context.time.steady();
    const bool affordable = context.members.at(to).said.line_at(members::cost_of_word(envelope_bytes), steady) <= steady;
    const auto wanted = way.under_way || !affordable ? std::nullopt : lacking(log.head(context.self().id), theirs);
    const auto entries = wanted ? log.answer(*wanted, envelope_bytes) : std::nullopt;
    if (!way.due && !entries) return {};
    way.due = false;
    way.status = context.self().status;
    protocol::Signals words;
    if (const auto here = log.head(to)) words.emplace_back(protocol::Heads{{*here}});
    words.emplace_back(way.status);
    if (!entries) return words;
    words.emplace_back(*entries);
    way.under_way = true;
    way.had_first = theirs ? theirs->first : 0;
    way.had_count = theirs ? theirs->count : 0;
    return words;
}

std::optional<Millis> Detour::wake_at(const Context& context) const {
    std::optional<Millis> at;
    for (const auto& [id, way] : ways_) {
        const auto* peer = context.members.find(id);
        if (!peer || !peer->connection || !way.begins_at || peer->connection->relay_busy) continue;
        const bool waiting = !peer->connection->through || way.under_way;
        const auto when = std::max(*way.begins_at, way.due ? 0 : waiting ? way.again_at : way.renew_at);
        at = at ? std::min(*at, when) : when;
    }
    return at;
}

}  // namespace client::conversation
