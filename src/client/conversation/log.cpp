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

void Log::begin(MemberId id, const protocol::Identity& author, const protocol::Addressee& to) {
    auto& feed = feeds_[id];
    feed.author = author;
    feed.to = to;
    feed.ours = true;
    feed.runs[1].before = chain_start(id_, id, author, to);
}

Log::Written Log::write(MemberId id, std::string body) {
    auto& feed = feeds_.at(id);
    auto& run = *feed.runs.rbegin();
    const auto hash = chain_next(run.second.end(), last_of(run) + 1, body);
    run.second.links.push_back({std::move(body), hash});
    count(feed, run.second.links.back());
    return {{id, last_of(run)}, protocol::chain_transcript(id_, id, feed.to, hash)};
}

std::string Log::transcript(const EntryId& id) const {
    const auto at = feeds_.find(id.feed);
    const auto* written = at == feeds_.end() || !at->second.ours ? nullptr : link(at->second, id.number);
    return written ? protocol::chain_transcript(id_, id.feed, at->second.to, written->hash) : "";
}

void Log::sign(const EntryId& id, std::string signature) {
    auto& feed = feeds_.at(id.feed);
    if (id.number <= feed.signed_number) return;
    feed.signature = std::move(signature);
    feed.signed_number = id.number;
}

std::uint64_t Log::written(MemberId feed) const { return last_of(*feeds_.at(feed).runs.rbegin()); }

bool Log::is_ours(MemberId feed) const {
    const auto at = feeds_.find(feed);
    return at != feeds_.end() && at->second.ours;
}

std::vector<MemberId> Log::ours() const {
    std::vector<MemberId> ours;
    for (const auto& [id, feed] : feeds_)
        if (feed.ours && feed.size > 0) ours.push_back(id);
    return ours;
}

// --- what comes --------------------------------------------------------------------------------------------------------------

// The first entries of those that came that are not here, up to the next one that is.
Log::Piece Log::cut(const Entries& entries) const {
    const Piece contradicted{Verdict::contradicted, 0, {}};
    const auto at = feeds_.find(entries.feed);
    if (at != feeds_.end() && at->second.ours) return {};
    if (entries.first == 1 && entries.before != chain_start(id_, entries.feed, entries.author, entries.to)) return contradicted;
    if (at != feeds_.end() && (at->second.author != entries.author || at->second.to != entries.to)) return contradicted;
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

std::string Log::transcript(const Entries& entries) const {
    auto hash = entries.before;
    auto number = entries.first;
    for (const auto& body : entries.bodies) hash = chain_next(hash, number++, body);
    return protocol::chain_transcript(id_, entries.feed, entries.to, hash);
}

std::vector<std::uint64_t> Log::take(const Entries& entries) {
    auto piece = cut(entries);
    if (piece.verdict != Verdict::proven && piece.verdict != Verdict::to_verify) return {};
    return insert(entries, std::move(piece));
}

std::vector<std::uint64_t> Log::restore(const Entries& entries) {
    auto piece = cut(entries);
    if (piece.verdict == Verdict::known || piece.verdict == Verdict::contradicted) return {};
    return insert(entries, std::move(piece));
}

std::vector<std::uint64_t> Log::insert(const Entries& entries, Piece piece) {
    auto& feed = feeds_[entries.feed];
    feed.author = entries.author;
    feed.to = entries.to;
    for (const auto& link : piece.run.links) count(feed, link);
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

std::vector<protocol::Head> Log::heads() const {
    std::vector<protocol::Head> heads;
    for (const auto& [id, feed] : feeds_)
        if (const auto one = head(id)) heads.push_back(*one);
    return heads;
}

std::vector<protocol::Head> Log::heads(const protocol::Identity& reader) const {
    auto heads = this->heads();
    heads.erase(std::remove_if(heads.begin(), heads.end(), [&](const protocol::Head& it) { return !may_read(it.feed, reader); }),
                heads.end());
    return heads;
}

std::optional<protocol::Head> Log::head(MemberId id) const {
    const auto at = feeds_.find(id);
    if (at == feeds_.end() || !link(at->second, at->second.signed_number)) return std::nullopt;
    return protocol::Head{id, run_before(at->second.runs, at->second.signed_number)->first, at->second.signed_number};
}

std::optional<EntriesWanted> Log::missing(const protocol::Head& theirs, std::uint64_t most) const {
    if (is_ours(theirs.feed) || most == 0) return std::nullopt;
    auto last = theirs.count;
    auto first = theirs.first;
    // Those between `after` and `last`.
    const auto gap = [&](std::uint64_t after) -> std::optional<EntriesWanted> {
        const auto from = std::max(after + 1, first);
        if (from > last) return std::nullopt;
        return EntriesWanted{theirs.feed, std::max(from, last - std::min(most - 1, last - 1)), last};
    };
    if (const auto at = feeds_.find(theirs.feed); at != feeds_.end()) {
        first = std::max(first, at->second.pruned + 1);
        const auto& runs = at->second.runs;
        for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
            if (run->second.links.empty()) continue;
            if (auto wanted = gap(last_of(*run))) return wanted;
            last = std::min(last, run->first - 1);
        }
    }
    return gap(0);
}

std::optional<Entries> Log::answer(const EntriesWanted& wanted, std::size_t most_bytes) const {
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
    Entries entries{wanted.feed, feed.author, last, {}, {}, last == feed.signed_number ? feed.signature : "", feed.to};
    std::size_t bytes = links[index(last)].body.size();
    while (entries.first > first && last - entries.first + 1 < protocol::max_range_entries) {
        bytes += links[index(entries.first - 1)].body.size();
        if (bytes > most_bytes) break;
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

protocol::Addressee Log::addressee(MemberId feed) const {
    const auto at = feeds_.find(feed);
    return at == feeds_.end() ? std::nullopt : at->second.to;
}

bool Log::may_read(MemberId feed, const protocol::Identity& person) const {
    const auto at = feeds_.find(feed);
    return at != feeds_.end() && (!at->second.to || *at->second.to == person || at->second.author == person);
}

bool Log::have_same_readers(MemberId a, MemberId b) const {
    if (a == b) return true;
    const auto to_a = addressee(a);
    const auto to_b = addressee(b);
    if (!to_a || !to_b) return !to_a && !to_b;
    const auto* by_a = author(a);
    const auto* by_b = author(b);
    return (*by_a == *by_b && to_a == to_b) || (*by_a == *to_b && *by_b == *to_a);
}

void Log::prune(MemberId id, std::uint64_t number) {
    const auto at = feeds_.find(id);
    if (at == feeds_.end()) return;
    auto& feed = at->second;
    feed.pruned = std::max(feed.pruned, number - 1);
    while (!feed.runs.empty() && feed.runs.begin()->first < number) {
        auto run = feed.runs.extract(feed.runs.begin());
        auto& [before, links] = run.mapped();
        for (; run.key() < number && !links.empty(); ++run.key()) {
            before = links.front().hash;
            discount(feed, links.front());
            links.pop_front();
        }
        // To our own last one, the next is to be chained.
        const bool goes_on = feed.ours && feed.runs.empty();
        if (goes_on || !links.empty()) feed.runs.insert(std::move(run));
        if (goes_on) return;
    }
}

void Log::drop(MemberId id) {
    const auto at = feeds_.find(id);
    if (at == feeds_.end() || at->second.ours) return;
    size_ -= at->second.size;
    bytes_ -= at->second.bytes;
    feeds_.erase(at);
}

void Log::count(Feed& feed, const Link& link) {
    ++feed.size;
    ++size_;
    feed.bytes += link.body.size();
    bytes_ += link.body.size();
}

void Log::discount(Feed& feed, const Link& link) {
    --feed.size;
    --size_;
    feed.bytes -= link.body.size();
    bytes_ -= link.body.size();
}

std::vector<EntryId> Log::oldest() const {
    std::vector<EntryId> oldest;
    for (const auto& [id, feed] : feeds_)
        if (feed.size > 0) oldest.push_back({id, feed.runs.begin()->first});
    return oldest;
}

std::optional<EntryId> Log::oldest_of_largest() const {
    const Feeds::value_type* largest = nullptr;
    for (const auto& each : feeds_)
        if (!each.second.ours && each.second.size > 1 && (!largest || each.second.bytes > largest->second.bytes)) largest = &each;
    return largest ? std::optional(EntryId{largest->first, largest->second.runs.begin()->first}) : std::nullopt;
}

}  // namespace client::conversation
