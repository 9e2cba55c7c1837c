#include "client/conversation/log.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace client::conversation {
namespace {

using protocol::chain_next;
using protocol::chain_start;
using protocol::Entries;
using protocol::EntriesWanted;
using protocol::EntryId;
using protocol::MemberId;

// The run that holds `number`, or the last one that begins before it; end() where there is none.
template <class Runs>
auto run_before(Runs& runs, std::uint64_t number) {
    const auto next = runs.upper_bound(number);
    return next == runs.begin() ? runs.end() : std::prev(next);
}

}  // namespace

// --- ours --------------------------------------------------------------------------------------------------------------------

void Log::begin(MemberId feed, const protocol::Identity& author) {
    mine_ = feed;
    auto& mine = feeds_[feed];
    mine.author = author;
    mine.runs[1].before = chain_start(id_, feed, author);
}

Log::Written Log::write(std::string body) {
    auto& run = *feeds_.at(*mine_).runs.rbegin();
    const auto hash = chain_next(run.second.end(), last_of(run) + 1, body);
    run.second.links.push_back({std::move(body), hash});
    return {{*mine_, last_of(run)}, protocol::chain_transcript(hash)};
}

void Log::sign(std::uint64_t number, std::string signature) {
    auto& feed = feeds_.at(*mine_);
    if (number <= feed.signed_number) return;
    feed.signature = std::move(signature);
    feed.signed_number = number;
}

std::uint64_t Log::written() const { return last_of(*feeds_.at(*mine_).runs.rbegin()); }

// --- what comes --------------------------------------------------------------------------------------------------------------

// The first entries of those that came that are not here, up to the next one that is.
Log::Piece Log::cut(const Entries& entries) const {
    const Piece contradicted{Verdict::contradicted, 0, {}};
    if (entries.feed == mine_) return {};
    if (entries.first == 1 && entries.before != chain_start(id_, entries.feed, entries.author)) return contradicted;
    const auto at = feeds_.find(entries.feed);
    if (at != feeds_.end() && at->second.author != entries.author) return contradicted;
    const auto link_at = [&](std::uint64_t number) { return at == feeds_.end() ? nullptr : link(at->second, number); };
    // Whether the entry of that number may have that hash, as far as is known.
    const auto fits = [&](std::uint64_t number, const protocol::Hash& hash) {
        const auto* here = link_at(number);
        return !here || here->hash == hash;
    };
    if (!fits(entries.first - 1, entries.before)) return contradicted;
    Piece piece;
    auto hash = entries.before;
    auto number = entries.first;
    for (const auto& body : entries.bodies) {
        const bool here = link_at(number) != nullptr;
        if (here && piece.first != 0) break;
        if (!here && piece.first == 0) {
            piece.first = number;
            piece.run.before = hash;
        }
        hash = chain_next(hash, number, body);
        if (!fits(number, hash)) return contradicted;
        if (!here) piece.run.links.push_back({body, hash});
        ++number;
    }
    if (piece.first == 0) return {};
    const auto next = at == feeds_.end() ? nullptr : run_from(at->second, number);
    if (next)
        piece.verdict = next->before == hash ? Verdict::proven : Verdict::contradicted;
    else
        piece.verdict = entries.signature.empty() ? Verdict::unproven : Verdict::to_verify;
    return piece;
}

Verdict Log::examine(const Entries& entries) const { return cut(entries).verdict; }

std::string Log::transcript(const Entries& entries) {
    auto hash = entries.before;
    auto number = entries.first;
    for (const auto& body : entries.bodies) hash = chain_next(hash, number++, body);
    return protocol::chain_transcript(hash);
}

std::vector<std::uint64_t> Log::take(const Entries& entries) {
    auto piece = cut(entries);
    if (piece.verdict != Verdict::proven && piece.verdict != Verdict::to_verify) return {};
    auto& feed = feeds_[entries.feed];
    feed.author = entries.author;
    auto& runs = feed.runs;
    const auto last = piece.first + piece.run.links.size() - 1;
    if (piece.verdict == Verdict::to_verify && last > feed.signed_number) {
        feed.signature = entries.signature;
        feed.signed_number = last;
    }
    std::vector<std::uint64_t> taken;
    for (auto number = piece.first; number <= last; ++number) taken.push_back(number);
    const auto append = [](Run& run, Run& more) { std::move(more.links.begin(), more.links.end(), std::back_inserter(run.links)); };
    auto run = run_before(runs, piece.first);
    if (run != runs.end() && last_of(*run) + 1 == piece.first)
        append(run->second, piece.run);
    else
        run = runs.insert({piece.first, std::move(piece.run)}).first;
    if (const auto next = runs.find(last + 1); next != runs.end()) {
        append(run->second, next->second);
        runs.erase(next);
    }
    return taken;
}

// --- what members have -------------------------------------------------------------------------------------------------------

protocol::Heads Log::heads() const {
    protocol::Heads heads;
    for (const auto& [id, feed] : feeds_)
        if (const auto* last = link(feed, feed.signed_number)) heads.heads.push_back({id, feed.signed_number, last->hash});
    return heads;
}

std::vector<EntriesWanted> Log::missing(const protocol::Heads& theirs, std::uint64_t most) const {
    std::vector<EntriesWanted> wanted;
    for (const auto& head : theirs.heads) {
        if (head.feed == mine_) continue;
        auto left = most;
        auto last = head.count;
        std::uint64_t pruned = 0;
        // Those that are missing after the entry `after`, as far as `last`.
        const auto ask = [&](std::uint64_t after) {
            after = std::max(after, pruned);
            if (after >= last || left == 0) return;
            const auto count = std::min(left, last - after);
            left -= count;
            wanted.push_back({head.feed, last - count + 1, last});
        };
        if (const auto at = feeds_.find(head.feed); at != feeds_.end()) {
            pruned = at->second.pruned;
            const auto& runs = at->second.runs;
            for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
                ask(last_of(*run));
                last = std::min(last, run->first - 1);
            }
        }
        ask(0);
    }
    return wanted;
}

std::optional<Entries> Log::answer(const EntriesWanted& wanted) const {
    const auto at = feeds_.find(wanted.feed);
    if (at == feeds_.end()) return std::nullopt;
    const auto& feed = at->second;
    const auto run = run_before(feed.runs, wanted.last);
    if (run == feed.runs.end()) return std::nullopt;
    const auto last = std::min({wanted.last, last_of(*run), feed.signed_number});
    auto first = std::max(wanted.first, run->first);
    if (last < first) return std::nullopt;
    const auto& links = run->second.links;
    const auto index = [&](std::uint64_t number) { return static_cast<std::size_t>(number - run->first); };
    Entries entries{wanted.feed, feed.author, last, {}, {}, last == feed.signed_number ? feed.signature : ""};
    std::size_t bytes = links[index(last)].body.size();
    while (entries.first > first && last - entries.first + 1 < protocol::max_range_entries) {
        bytes += links[index(entries.first - 1)].body.size();
        if (bytes > protocol::max_range_bytes) break;
        --entries.first;
    }
    for (auto number = entries.first; number <= last; ++number) entries.bodies.push_back(links[index(number)].body);
    entries.before = entries.first == run->first ? run->second.before : links[index(entries.first - 1)].hash;
    return entries;
}

// --- what is here ------------------------------------------------------------------------------------------------------------

const Log::Link* Log::link(const Feed& feed, std::uint64_t number) {
    const auto run = run_before(feed.runs, number);
    if (run == feed.runs.end() || number > last_of(*run) || run->second.links.empty()) return nullptr;
    return &run->second.links[static_cast<std::size_t>(number - run->first)];
}

const Log::Run* Log::run_from(const Feed& feed, std::uint64_t number) {
    const auto at = feed.runs.find(number);
    return at == feed.runs.end() || at->second.links.empty() ? nullptr : &at->second;
}

const std::string* Log::body(const EntryId& id) const {
    const auto at = feeds_.find(id.feed);
    const auto* found = at == feeds_.end() ? nullptr : link(at->second, id.number);
    return found ? &found->body : nullptr;
}

const protocol::Identity* Log::author(MemberId feed) const {
    const auto at = feeds_.find(feed);
    return at == feeds_.end() ? nullptr : &at->second.author;
}

void Log::prune(MemberId id, std::uint64_t number) {
    const auto at = feeds_.find(id);
    if (at == feeds_.end()) return;
    auto& feed = at->second;
    feed.pruned = std::max(feed.pruned, number - 1);
    // The last entry stays, whatever happens: it bears the signature.
    while (!feed.runs.empty() && feed.runs.begin()->first < number) {
        auto run = feed.runs.extract(feed.runs.begin());
        auto& [before, links] = run.mapped();
        const bool last = feed.runs.empty();
        for (; run.key() < number && links.size() > (last ? 1U : 0U); ++run.key()) {
            before = links.front().hash;
            links.pop_front();
        }
        if (last || !links.empty()) feed.runs.insert(std::move(run));
        if (last) return;
    }
}

}  // namespace client::conversation
