#include "client/access/policy.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "protocol/wire.hpp"

namespace client::access {

using protocol::Identity;
using protocol::Rules;

namespace {

// A policy chain taken apart.
struct ReadChain {
    protocol::PolicyChain decoded;
    AccessPolicy::Claims claims;
    Rules first;                // of the first grant
    Rules last;                 // what holds
    std::size_t handed_on = 0;  // grants that name another host
};

// Nothing where the grants are not each by the host before, each later, and all but the last about handing on.
std::optional<ReadChain> read(const std::string& chain) {
    auto decoded = protocol::decode_policy_chain(chain);
    if (!decoded) return std::nullopt;
    ReadChain it{std::move(*decoded), {}, {}, {}, 0};
    const auto& [founder, nonce, grants] = it.decoded;
    it.claims.founding = protocol::founding_transcript(founder, nonce);
    it.last = {0, nonce, founder, protocol::Door::open, {}, {}, {}};
    for (const auto& grant : grants) {
        auto rules = protocol::decode_rules(grant.rules);
        const bool first = &grant == &grants.front();
        const bool last = &grant == &grants.back();
        if (!rules || rules->serial <= it.last.serial) return std::nullopt;
        const bool hands_on = rules->host_key != it.last.host_key;
        // After a move the first grant names the room's first nonce, each further one the same.
        if ((!first && rules->first_nonce != it.last.first_nonce) || (!last && !hands_on)) return std::nullopt;
        it.handed_on += hands_on;
        it.claims.words.push_back({it.last.host_key, protocol::rules_transcript(nonce, grant.rules), grant.signature});
        it.last = std::move(*rules);
        if (first) it.first = it.last;
    }
    return it;
}

void erase(std::vector<std::string>& keys, const std::string& key) { keys.erase(std::remove(keys.begin(), keys.end(), key), keys.end()); }

void add(std::vector<std::string>& keys, const std::string& key) {
    erase(keys, key);
    keys.push_back(key);
    if (keys.size() > protocol::max_listed_keys) keys.erase(keys.begin());
}

bool has(const std::vector<std::string>& keys, const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

template <class SomeRules>
auto* find_ticket(SomeRules& rules, const protocol::TicketHash& hash) {
    const auto at = std::find_if(rules.tickets.begin(), rules.tickets.end(), [&](const auto& each) { return each.hash == hash; });
    return at == rules.tickets.end() ? nullptr : &*at;
}

}  // namespace

bool AccessPolicy::removed(const Identity& who) const { return has(rules_.removed, who.key) && rules_.host_key != who; }

bool AccessPolicy::may_enter(const Identity& who) const {
    if (!has_host() || rules_.host_key == who) return true;
    return !removed(who) && (!keeps_out() || has(rules_.admitted, who.key));
}

std::optional<AccessPolicy::Claims> AccessPolicy::examine(const std::string& chain) const {
    auto theirs = read(chain);
    if (!theirs) return std::nullopt;
    if (has_host()) {
        const auto ours = read(chain_);
        if (theirs->decoded.nonce != nonce_ || theirs->decoded.founder != founder_) return std::nullopt;
        // A host who handed the role on decides nothing more, whatever else it signed; the first handing on that was heard stands.
        for (std::size_t at = 0; at < std::min(ours->handed_on, theirs->handed_on); ++at)
            if (theirs->decoded.grants[at].rules != ours->decoded.grants[at].rules) return std::nullopt;
        // Two tabs of one host may have signed at the same time: all must choose the same.
        const auto rank = [](const ReadChain& it) {
            return std::make_tuple(it.handed_on, it.last.serial,
                                   it.decoded.grants.empty() ? std::string() : it.decoded.grants.back().rules);
        };
        if (rank(*theirs) <= rank(*ours)) return std::nullopt;
    }
    return std::move(theirs->claims);
}

std::optional<AccessPolicy::Claims> AccessPolicy::examine_move(const std::string& chain) const {
    auto theirs = read(chain);
    if (!has_host() || !theirs || theirs->decoded.grants.empty() || theirs->decoded.founder != rules_.host_key) return std::nullopt;
    if (theirs->first.first_nonce != rules_.first_nonce || theirs->first.serial <= rules_.serial) return std::nullopt;
    return std::move(theirs->claims);
}

bool AccessPolicy::would_be_news_to(const std::string& chain) const {
    if (!has_host() || !read(chain)) return false;
    AccessPolicy theirs;
    theirs.take(chain);
    return theirs.examine(chain_).has_value();
}

void AccessPolicy::take(const std::string& chain) {
    auto it = read(chain);
    chain_ = chain;
    founder_ = std::move(it->decoded.founder);
    nonce_ = it->decoded.nonce;
    rules_ = std::move(it->last);
}

Rules AccessPolicy::draft() const {
    auto rules = rules_;
    ++rules.serial;
    return rules;
}

bool AccessPolicy::can_hand_on() const { return read(chain_)->handed_on + 2 <= protocol::max_grants; }

std::string AccessPolicy::with(const protocol::Delegation& grant) const {
    auto ours = read(chain_);
    auto& grants = ours->decoded.grants;
    // Rules that do not hand the role on are replaced by the next ones.
    if (ours->handed_on < grants.size()) grants.pop_back();
    grants.push_back(grant);
    return protocol::encode(ours->decoded);
}

void AccessPolicy::admit(Rules& rules, const Identity& who) {
    erase(rules.removed, who.key);
    add(rules.admitted, who.key);
}

void AccessPolicy::remove(Rules& rules, const Identity& who) {
    erase(rules.admitted, who.key);
    add(rules.removed, who.key);
}

void AccessPolicy::issue(Rules& rules, const protocol::IssuedTicket& ticket) {
    if (rules.tickets.size() >= protocol::max_tickets) rules.tickets.erase(rules.tickets.begin());
    rules.tickets.push_back(ticket);
}

bool AccessPolicy::redeem(Rules& rules, const protocol::TicketHash& hash, const Identity& who, std::uint64_t now) {
    if (ticket_state(rules, hash, now) != TicketState::good || rules.admitted.size() >= protocol::max_listed_keys) return false;
    auto* ticket = find_ticket(rules, hash);
    ticket->used = ticket->once;
    admit(rules, who);
    return true;
}

TicketState AccessPolicy::ticket_state(const Rules& rules, const protocol::TicketHash& hash, std::uint64_t now) {
    const auto* ticket = find_ticket(rules, hash);
    if (ticket && ticket->used) return TicketState::used;
    return !ticket || (ticket->ends > 0 && ticket->ends <= now) ? TicketState::ended : TicketState::good;
}

}  // namespace client::access
