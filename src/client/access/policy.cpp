#include "client/access/policy.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "protocol/wire.hpp"

namespace client::access {

using protocol::Identity;
using protocol::Rules;

namespace {

// A charter taken apart.
struct Story {
    protocol::PolicyChain deeds;
    AccessPolicy::Claims claims;
    Rules first;                // of the first grant
    Rules last;                 // what holds
    std::size_t handed_on = 0;  // grants that name another keeper
};

// Nothing where the grants are not each by the keeper before, each later, and all but the last about handing on.
std::optional<Story> read(const std::string& charter) {
    auto deeds = protocol::decode_deeds(charter);
    if (!deeds) return std::nullopt;
    Story story{std::move(*deeds), {}, {}, {}, 0};
    const auto& [founder, nonce, grants] = story.deeds;
    story.claims.founding = protocol::founding_transcript(founder, nonce);
    story.last = {0, nonce, founder, protocol::Door::open, {}, {}};
    for (const auto& grant : grants) {
        auto rules = protocol::decode_rules(grant.rules);
        const bool first = &grant == &grants.front();
        const bool last = &grant == &grants.back();
        if (!rules || rules->serial <= story.last.serial) return std::nullopt;
        const bool hands_on = rules->host_key != story.last.host_key;
        // After a move the first grant names the house, each further one the same.
        if ((!first && rules->house != story.last.house) || (!last && !hands_on)) return std::nullopt;
        story.handed_on += hands_on;
        story.claims.words.push_back({story.last.host_key, protocol::rules_transcript(nonce, grant.rules), grant.signature});
        story.last = std::move(*rules);
        if (first) story.first = story.last;
    }
    return story;
}

void erase(std::vector<std::string>& keys, const std::string& key) { keys.erase(std::remove(keys.begin(), keys.end(), key), keys.end()); }

void add(std::vector<std::string>& keys, const std::string& key) {
    erase(keys, key);
    keys.push_back(key);
    if (keys.size() > protocol::max_listed_keys) keys.erase(keys.begin());
}

bool has(const std::vector<std::string>& keys, const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

}  // namespace

bool AccessPolicy::removed(const Identity& who) const { return has(rules_.removed, who.key) && rules_.host_key != who; }

bool AccessPolicy::may_enter(const Identity& who) const {
    if (!has_host() || rules_.host_key == who) return true;
    return !removed(who) && (!keeps_out() || has(rules_.admitted, who.key));
}

std::optional<AccessPolicy::Claims> AccessPolicy::examine(const std::string& charter) const {
    auto theirs = read(charter);
    if (!theirs) return std::nullopt;
    if (has_host()) {
        const auto ours = read(charter_);
        if (theirs->deeds.nonce != nonce_ || theirs->deeds.founder != founder_) return std::nullopt;
        // A host who handed the role on decides nothing more, whatever else it signed; the first handing on that was heard stands.
        for (std::size_t at = 0; at < std::min(ours->handed_on, theirs->handed_on); ++at)
            if (theirs->deeds.grants[at].rules != ours->deeds.grants[at].rules) return std::nullopt;
        // Two tabs of one host may have signed at the same time: all must choose the same.
        const auto rank = [](const Story& it) {
            return std::make_tuple(it.handed_on, it.last.serial, it.deeds.grants.empty() ? std::string() : it.deeds.grants.back().rules);
        };
        if (rank(*theirs) <= rank(*ours)) return std::nullopt;
    }
    return std::move(theirs->claims);
}

std::optional<AccessPolicy::Claims> AccessPolicy::examine_move(const std::string& charter) const {
    auto theirs = read(charter);
    if (!has_host() || !theirs || theirs->deeds.grants.empty() || theirs->deeds.founder != rules_.host_key) return std::nullopt;
    if (theirs->first.house != rules_.house || theirs->first.serial <= rules_.serial) return std::nullopt;
    return std::move(theirs->claims);
}

bool AccessPolicy::would_be_news_to(const std::string& charter) const {
    if (!has_host() || !read(charter)) return false;
    AccessPolicy theirs;
    theirs.take(charter);
    return theirs.examine(charter_).has_value();
}

void AccessPolicy::take(const std::string& charter) {
    auto story = read(charter);
    charter_ = charter;
    founder_ = std::move(story->deeds.founder);
    nonce_ = story->deeds.nonce;
    rules_ = std::move(story->last);
}

Rules AccessPolicy::draft() const {
    auto rules = rules_;
    ++rules.serial;
    return rules;
}

bool AccessPolicy::can_hand_on() const { return read(charter_)->handed_on + 2 <= protocol::max_grants; }

std::string AccessPolicy::with(const protocol::Delegation& grant) const {
    auto ours = read(charter_);
    auto& grants = ours->deeds.grants;
    // Rules that do not hand the role on are replaced by the next ones.
    if (ours->handed_on < grants.size()) grants.pop_back();
    grants.push_back(grant);
    return protocol::encode(ours->deeds);
}

void AccessPolicy::admit(Rules& rules, const Identity& who) {
    erase(rules.removed, who.key);
    add(rules.admitted, who.key);
}

void AccessPolicy::remove(Rules& rules, const Identity& who) {
    erase(rules.admitted, who.key);
    add(rules.removed, who.key);
}

}  // namespace client::access
