#include "client/conversation/reading.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace client::conversation {
namespace {

// A person who reads several messages at once says it once.
constexpr Millis read_delay_ms = 500;
// Of which a member tells: those of our earlier stays, too.
constexpr std::size_t max_feeds_read = 500;

}  // namespace

void Reading::choose(bool on) {
    if (on_ == on) return;
    on_ = on;
    if (!on) clear();
    ++version_;
}

void Reading::came(MemberId feed, const Log& log, const Context& context) {
    const auto* author = log.author(feed);
    if (!on_ || !author || *author == context.self().identity) return;
    for (const auto& [id, record] : context.members.peers())
        if (record->talks() && record->key.identity == *author) untold_[id].insert(feed);
}

void Reading::opened(MemberId peer, const Log& log, const Context& context) {
    read_.erase(peer);
    const auto& identity = context.members.at(peer).key.identity;
    if (!on_ || identity == context.self().identity) return;
    untold_.erase(peer);
    for (const auto& head : log.heads())
        if (*log.author(head.feed) == identity) untold_[peer].insert(head.feed);
}

void Reading::heard(const protocol::Read& read, MemberId from, const Log& log, const Context& context) {
    if (!on_) return;
    auto& theirs = read_[from];
    for (const auto& head : read.heads) {
        const auto* author = log.author(head.feed);
        if (!author || *author != context.self().identity) continue;
        if (!theirs.count(head.feed) && theirs.size() >= max_feeds_read) continue;
        auto& count = theirs[head.feed];
        count = std::max(count, head.count);
    }
    ++version_;
}

void Reading::clear() {
    untold_.clear();
    read_.clear();
    ++version_;
}

void Reading::settle(const Context& context) {
    for (auto it = untold_.begin(); it != untold_.end();) {
        const auto* record = context.members.find(it->first);
        it = record && record->talks() ? std::next(it) : untold_.erase(it);
    }
    if (!looking_ || untold_.empty())
        tell_at_.reset();
    else if (!tell_at_)
        tell_at_ = context.now() + read_delay_ms;
}

void Reading::tick(const Log& log, const Context& context) {
    if (!tell_at_ || context.now() < *tell_at_) return;
    tell_at_.reset();
    for (const auto& [id, feeds] : std::exchange(untold_, {})) {
        protocol::Read read;
        for (const auto& feed : feeds)
            if (const auto head = log.head(feed); head && read.heads.size() < protocol::max_heads) read.heads.push_back(*head);
        if (!read.heads.empty()) context.say(id, read);
    }
}

std::uint64_t Reading::by(MemberId peer, MemberId feed) const {
    const auto at = read_.find(peer);
    if (at == read_.end()) return 0;
    const auto count = at->second.find(feed);
    return count == at->second.end() ? 0 : count->second;
}

}  // namespace client::conversation
