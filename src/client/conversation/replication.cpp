#include "client/conversation/replication.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "client/members/rate_limit.hpp"
#include "protocol/wire.hpp"

namespace client::conversation {
namespace {

// With so many feeds, members are more often alike than not.
constexpr std::size_t max_heads_at_once = 32;
// Changes that come together are told together, and no answer has to wait behind a receipt.
constexpr Millis tell_delay_ms = 100;
// A range comes over the slowest line sooner.
constexpr Millis request_patience_ms = 10'000;
// An entry is confirmed sooner.
constexpr Millis receipt_patience_ms = 30'000;
// That travel at one time: the next is on its way while the last is being looked at, and words that people say never wait long behind
// them.
constexpr std::size_t max_requests = 2;
// Each stay in which something was written is a feed: years of a busy room.
constexpr std::size_t max_feeds = 20'000;
constexpr std::size_t max_verifying = 256;
// Of a copy that is read; members go on meanwhile.
constexpr std::size_t max_verifying_of_copy = 32;
// An answer costs whoever asked a part of what as much unasked would cost, so that nobody can have everybody send without end.
Millis cost_of_answer(std::size_t bytes) { return bytes / 4096; }

bool contains(const protocol::EntriesWanted& wanted, const protocol::Entries& entries) {
    return wanted.feed == entries.feed && entries.first >= wanted.first && entries.first + entries.bodies.size() - 1 <= wanted.last;
}

const protocol::Identity& identity_of(MemberId id, const Context& context) { return context.members.at(id).key.identity; }

std::size_t bytes_of(const protocol::Entries& entries) {
    std::size_t bytes = 0;
    for (const auto& body : entries.bodies) bytes += body.size();
    return bytes;
}

void say_heads(MemberId to, std::vector<protocol::Head> heads, const Context& context) {
    while (heads.size() > protocol::max_heads) {
        const auto rest = heads.end() - static_cast<std::ptrdiff_t>(protocol::max_heads);
        context.say(to, protocol::Heads{{rest, heads.end()}});
        heads.erase(rest, heads.end());
    }
    context.say(to, protocol::Heads{std::move(heads)});
}

}  // namespace

// --- what members have -------------------------------------------------------------------------------------------------------

void Replication::opened(MemberId id, const Log& log, const Context& context) {
    auto& peer = peers_[id];
    peer.requests.clear();
    peer.stale.clear();
    peer.changed.clear();
    peer.tell_at.reset();
    peer.sent.clear();
    auto heads = log.heads(identity_of(id, context));
    for (const auto& head : heads)
        if (log.is_ours(head.feed)) peer.sent[head.feed] = head.count;
    if (heads.size() > max_heads_at_once)
        context.say(id, protocol::Digest{protocol::hash_of(heads)});
    else if (!heads.empty())
        say_heads(id, std::move(heads), context);
}

void Replication::heard(const protocol::Digest& digest, MemberId from, const Log& log, const Context& context) {
    const auto heads = log.heads(identity_of(from, context));
    if (protocol::hash_of(heads) != digest.hash) return context.say(from, protocol::Heads{});
    auto& has = peers_[from].has;
    for (const auto& head : heads) has[head.feed] = head;
    ++version_;
}

// An envelope may have been long on its way.
void Replication::heard(const protocol::Heads& heads, MemberId from, bool by_envelope, const Log& log, const Context& context) {
    auto& peer = peers_[from];
    const bool talks = context.members.at(from).talks();
    ++version_;
    if (heads.heads.empty() && talks) say_heads(from, log.heads(identity_of(from, context)), context);
    for (const auto& head : heads.heads) {
        const auto known = peer.has.find(head.feed);
        if (known == peer.has.end() ? peer.has.size() < max_feeds : !by_envelope || head.count >= known->second.count)
            peer.has[head.feed] = head;
    }
    const auto is_there = [&](const auto& sent) {
        const auto theirs = has(from, sent.first);
        return theirs && theirs->count >= sent.second;
    };
    if (std::all_of(peer.sent.begin(), peer.sent.end(), is_there)) peer.check_at.reset();
    if (talks) request(from, log, context);
}

std::optional<protocol::Head> Replication::has(MemberId id, MemberId feed) const {
    const auto peer = peers_.find(id);
    if (peer == peers_.end()) return std::nullopt;
    const auto at = peer->second.has.find(feed);
    return at == peer->second.has.end() ? std::nullopt : std::optional(at->second);
}

// The author hears it as a receipt; and others of whom it is not known that they have it from the author.
void Replication::changed(MemberId feed, const Log& log, const Context& context) {
    const auto here = log.head(feed);
    if (!here) return;
    const auto* author = context.members.find(feed);
    for (const auto& [id, record] : context.members.peers()) {
        if (id == feed) by_envelope_.insert(id);
        if (!record->talks() || !log.may_read(feed, record->key.identity)) continue;
        const bool wrote_it = id == feed || (log.addressee(feed) && *log.author(feed) == record->key.identity);
        const auto theirs = has(id, feed);
        const bool lacks = !theirs || theirs->count < here->count || theirs->first > here->first;
        const bool hears_author = author && author->connection && record->reaches.count(feed) > 0;
        if (!wrote_it && (!lacks || hears_author)) continue;
        auto& peer = peers_[id];
        peer.changed.insert(feed);
        if (!peer.tell_at) peer.tell_at = context.now() + tell_delay_ms;
    }
}

// --- asking ------------------------------------------------------------------------------------------------------------------

bool Replication::is_under_way(MemberId feed) const {
    const auto is_it = [&](const Arrived& it) { return it.entries.feed == feed; };
    if (std::any_of(waiting_.begin(), waiting_.end(), is_it)) return true;
    if (std::any_of(verifying_.begin(), verifying_.end(), [&](const auto& each) { return is_it(each.second); })) return true;
    const auto of_feed = [&](const Request& request) { return request.wanted.feed == feed; };
    return std::any_of(peers_.begin(), peers_.end(),
                       [&](const auto& each) { return std::any_of(each.second.requests.begin(), each.second.requests.end(), of_feed); });
}

// Of one feed, one range at a time: the next can only be proven when the one that follows it is here.
void Replication::request(MemberId from, const Log& log, const Context& context) {
    auto& peer = peers_[from];
    for (const auto& [feed, head] : peer.has) {
        if (peer.requests.size() >= max_requests) return;
        const auto stale = peer.stale.find(feed);
        if (stale != peer.stale.end() && head.count <= stale->second) continue;
        const auto wanted = is_under_way(feed) ? std::nullopt : log.missing(head, protocol::max_range_entries);
        if (!wanted) continue;
        context.say(from, *wanted);
        peer.requests.push_back({*wanted, context.now() + request_patience_ms});
    }
}

void Replication::request_all(const Log& log, const Context& context) {
    for (const auto& [id, record] : context.members.peers())
        if (record->talks() && peers_.count(id)) request(id, log, context);
}

void Replication::asked(const protocol::EntriesWanted& wanted, MemberId from, const Log& log, const Context& context) {
    const bool may_have = context.members.at(from).talks() && log.may_read(wanted.feed, identity_of(from, context));
    const auto entries = may_have ? log.answer(wanted) : std::nullopt;
    if (entries && context.charge(from, cost_of_answer(bytes_of(*entries)))) context.answer(from, *entries);
}

// --- what comes --------------------------------------------------------------------------------------------------------------

std::vector<Replication::Taken> Replication::heard(const protocol::Entries& entries, MemberId from, bool by_envelope, Log& log,
                                                   const Context& context) {
    auto& requests = peers_[from].requests;
    const auto request = std::find_if(requests.begin(), requests.end(), [&](const Request& it) { return contains(it.wanted, entries); });
    const bool requested = request != requests.end();
    if (requested) {
        requests.erase(request);
        context.tell(members::Said{from, cost_of_answer(bytes_of(entries))});
    } else if (!by_envelope && !context.charge(from, members::cost_of_word(protocol::encode(entries).size()))) {
        return {};
    }
    const bool by_author = from == entries.feed || (entries.to && identity_of(from, context) == entries.author);
    const bool live = !requested && !by_envelope && by_author && context.members.at(from).works();
    auto taken = examine({entries, from, live}, log, context);
    if (requested && context.members.at(from).talks()) this->request(from, log, context);
    return taken;
}

std::vector<Replication::Taken> Replication::examine(Arrived arrived, Log& log, const Context& context) {
    const auto& entries = arrived.entries;
    const auto& me = context.self().identity;
    if (entries.to && entries.to != me && entries.author != me) {
        refuse(arrived, false, context);  // it was meant for others
        return {};
    }
    const auto* known = context.members.find(entries.feed);
    if (known && known->is_known() && known->key.identity != entries.author) {
        refuse(arrived, false, context);
        return {};
    }
    const auto of_feed = [&](const auto& each) { return each.second.entries.feed == entries.feed; };
    const bool more_is_coming = std::any_of(verifying_.begin(), verifying_.end(), of_feed);
    switch (log.examine(entries)) {
        case Verdict::known:
            changed(entries.feed, log, context);  // the last receipt may have been lost
            return {};
        case Verdict::proven:
            return take(arrived, log, context);
        case Verdict::to_verify:
            if (verifying_.size() >= max_verifying || (!log.author(entries.feed) && log.feeds() >= max_feeds)) return {};
            context.order(VerifyEntries{++serial_, {entries.author, log.transcript(entries), entries.signature}});
            verifying_.emplace(serial_, std::move(arrived));
            return {};
        case Verdict::unproven:
            if (more_is_coming && waiting_.size() < max_verifying) {
                waiting_.push_back(std::move(arrived));
                return {};
            }
            if (arrived.from == context.self().id) {
                refuse(arrived, false, context);
                return {};
            }
            // The one that gives them has more by now, of which we have not heard.
            peers_[arrived.from].stale[entries.feed] = entries.first + entries.bodies.size() - 1;
            ++context.dropped;
            return {};
        case Verdict::contradicted:
            refuse(arrived, false, context);
            return {};
    }
    return {};
}

std::vector<Replication::Taken> Replication::verified(const EntriesVerified& verified, Log& log, const Context& context) {
    const auto at = verifying_.find(verified.serial);
    if (at == verifying_.end()) return {};
    const auto arrived = std::move(at->second);
    verifying_.erase(at);
    std::vector<Taken> taken;
    if (verified.good)
        taken = take(arrived, log, context);
    else
        refuse(arrived, true, context);
    for (auto& each : std::exchange(waiting_, {})) {
        if (each.entries.feed != arrived.entries.feed) {
            waiting_.push_back(std::move(each));
            continue;
        }
        const auto more = examine(std::move(each), log, context);
        taken.insert(taken.end(), more.begin(), more.end());
    }
    if (const auto* from = context.members.find(arrived.from); from && from->talks()) request(arrived.from, log, context);
    const auto of_copy = go_on_with_copy(log, context);
    taken.insert(taken.end(), of_copy.begin(), of_copy.end());
    return taken;
}

std::vector<Replication::Taken> Replication::read_copy(const std::vector<protocol::Entries>& entries, Log& log, const Context& context) {
    if (!copy_) copy_.emplace();
    copy_->rest.insert(copy_->rest.end(), entries.begin(), entries.end());
    return go_on_with_copy(log, context);
}

std::vector<Replication::Taken> Replication::go_on_with_copy(Log& log, const Context& context) {
    std::vector<Taken> taken;
    if (!copy_) return taken;
    const auto me = context.self().id;
    while (!copy_->rest.empty() && verifying_.size() < max_verifying_of_copy) {
        const auto entries = std::move(copy_->rest.front());
        copy_->rest.pop_front();
        const auto more = examine({entries, me, false}, log, context);
        taken.insert(taken.end(), more.begin(), more.end());
    }
    const auto ours = [&](const Arrived& it) { return it.from == me; };
    const bool done = copy_->rest.empty() && std::none_of(waiting_.begin(), waiting_.end(), ours) &&
                      std::none_of(verifying_.begin(), verifying_.end(), [&](const auto& each) { return ours(each.second); });
    if (done) {
        context.order(copy_->read);
        copy_.reset();
    }
    return taken;
}

std::vector<Replication::Taken> Replication::restore(const protocol::Entries& entries, Log& log, const Context& context) {
    std::vector<Taken> taken;
    for (const auto number : log.restore(entries)) taken.push_back({{entries.feed, number}});
    if (!taken.empty()) changed(entries.feed, log, context);
    return taken;
}

std::vector<Replication::Taken> Replication::take(const Arrived& arrived, Log& log, const Context& context) {
    std::vector<Taken> taken;
    for (const auto number : log.take(arrived.entries)) taken.push_back({{arrived.entries.feed, number}, arrived.live});
    if (copy_ && arrived.from == context.self().id) copy_->read.taken += static_cast<std::uint32_t>(taken.size());
    if (!taken.empty()) changed(arrived.entries.feed, log, context);
    return taken;
}

// It is not asked for that again. A signature that is not the author's is a forgery, and is told; other entries may be of another log,
// while it is not known yet to which the room has moved.
void Replication::refuse(const Arrived& arrived, bool forged, const Context& context) {
    if (arrived.from == context.self().id) {
        if (copy_) ++copy_->read.refused;
        return;
    }
    ++context.dropped;
    auto& peer = peers_[arrived.from];
    peer.has.erase(arrived.entries.feed);
    ++version_;
    if (forged && !std::exchange(peer.named, true)) context.notice(NoticeKind::forged, arrived.from);
}

// --- ours --------------------------------------------------------------------------------------------------------------------

void Replication::wrote(const Log& log, const Context& context) {
    for (const auto& [id, record] : context.members.peers())
        if (record->talks()) send_own(id, peers_[id], log, context);
}

// As far as its rate limit goes; it is told of more, and asks.
void Replication::send_own(MemberId to, Peer& peer, const Log& log, const Context& context) {
    for (const auto& feed : log.ours()) {
        const auto mine = log.head(feed);
        if (!mine || !log.may_read(feed, identity_of(to, context))) continue;
        auto& sent = peer.sent[feed];
        if (mine->count <= sent) continue;
        const auto first = std::exchange(sent, mine->count) + 1;
        peer.check_at = context.now() + receipt_patience_ms;
        const auto entries = log.answer({feed, first, mine->count});
        const auto steady = context.time.steady();
        const auto cost = members::cost_of_word(protocol::encode(*entries).size());
        if (entries->first == first && context.members.at(to).said.line_at(cost, steady) <= steady) {
            context.say(to, *entries);
            continue;
        }
        peer.changed.insert(feed);
        if (!peer.tell_at) peer.tell_at = context.now() + tell_delay_ms;
    }
}

// --- time --------------------------------------------------------------------------------------------------------------------

void Replication::restart(const Log& log, const Context& context) {
    verifying_.clear();
    waiting_.clear();
    peers_.clear();
    ++version_;
    copy_.reset();
    for (const auto& [id, record] : context.members.peers()) {
        if (!record->talks()) continue;
        opened(id, log, context);
        context.say(id, protocol::Heads{});
    }
}

void Replication::tick(const Log& log, const Context& context) {
    const auto now = context.now();
    for (auto& [id, peer] : peers_) {
        const auto* record = context.members.find(id);
        if (!record || !record->talks()) continue;
        if (peer.check_at && now >= *peer.check_at) {
            peer.check_at = now + receipt_patience_ms;
            for (const auto& [feed, sent] : peer.sent) peer.changed.insert(feed);
            peer.tell_at = now;
        }
        if (peer.tell_at && now >= *peer.tell_at) {
            peer.tell_at.reset();
            std::vector<protocol::Head> heads;
            for (const auto& feed : std::exchange(peer.changed, {}))
                if (const auto head = log.head(feed)) heads.push_back(*head);
            if (!heads.empty()) say_heads(id, std::move(heads), context);
        }
        const auto late = [&](const Request& request) { return now >= request.until; };
        for (const auto& request : peer.requests)
            if (late(request)) version_ += peer.has.erase(request.wanted.feed);  // it does not have it any more, or does not give it
        peer.requests.erase(std::remove_if(peer.requests.begin(), peer.requests.end(), late), peer.requests.end());
    }
    request_all(log, context);
}

void Replication::settle(const Log& log, const Context& context) {
    const auto& peers = context.members.peers();
    bool given_up = false;
    std::vector<MemberId> gone;
    for (auto it = peers_.begin(); it != peers_.end();) {
        const auto at = peers.find(it->first);
        if (at == peers.end() || !at->second->talks()) {
            given_up |= !it->second.requests.empty();
            it->second.requests.clear();
        }
        if (at == peers.end()) gone.push_back(it->first);
        it = at == peers.end() ? peers_.erase(it) : std::next(it);
    }
    if (given_up) request_all(log, context);
    // Their last words may not have reached everybody.
    for (const auto& id : gone) changed(id, log, context);
}

std::optional<Millis> Replication::wake_at(const Context& context) const {
    std::optional<Millis> at;
    const auto sooner = [&](std::optional<Millis> when) {
        if (when) at = at ? std::min(*at, *when) : *when;
    };
    for (const auto& [id, peer] : peers_) {
        const auto* record = context.members.find(id);
        if (!record || !record->talks()) continue;
        sooner(peer.tell_at);
        sooner(peer.check_at);
        for (const auto& request : peer.requests) sooner(request.until);
    }
    return at;
}

}  // namespace client::conversation
