#include "client/files/download.hpp"

#include <algorithm>
#include <utility>

namespace client::files {
namespace {

constexpr std::uint32_t window = 16;   // slices that are asked of one member: 4 MiB
constexpr Millis stalled_ms = 30'000;  // for one slice: slower is no connection
// An author who had nothing to do for so long is asked for the shares of others, and then for what others have.
constexpr Millis spare_ms = 1'000;
constexpr Millis author_idle_ms = 2'000;

// The member with the largest one for a run gets that (rendezvous hashing): when somebody comes or goes, the shares of the others stay.
std::uint64_t claim(MemberId member, std::size_t run) {
    std::uint64_t bits = protocol::IdHash()(member) ^ (run + 1) * 0x9e3779b97f4a7c15;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
    return bits ^ bits >> 31;
}

}  // namespace

Download::Download(const FileKey& key) : tree_(key), states_(protocol::slices_of(key.size)), ours_((states_.size() + run - 1) / run, true) {
    if (states_.empty()) tree_.take_groups("");
}

Download::Download(HashTree whole) : tree_(std::move(whole)), states_(protocol::slices_of(tree_.key().size), State::here) {
    here_ = slices();
}

void Download::restore(const std::string& leaves, const std::string& slices) {
    if (slices.size() != states_.size() || leaves.size() != slices.size() * protocol::hash_bytes) return;
    for (std::size_t at = 0; at < slices.size(); ++at)
        if (slices[at] == 1 && states_[at] != State::here) {
            states_[at] = State::here;
            ++here_;
        }
    if (auto whole = HashTree::over(tree_.key().size, leaves); whole.key() == tree_.key())
        tree_ = std::move(whole);
    else
        kept_leaves_ = leaves;
}

std::uint64_t Download::bytes_here() const {
    auto bytes = std::uint64_t{here_} * protocol::slice_bytes;
    if (!states_.empty() && states_.back() == State::here)
        bytes -= protocol::slice_bytes - protocol::slice_length(tree_.key().size, slices() - 1);
    return bytes;
}

std::vector<protocol::SliceRange> Download::ranges_here() const {
    std::vector<protocol::SliceRange> ranges;
    for (std::uint32_t at = 0; at < slices(); ++at) {
        if (!has(at)) continue;
        if (ranges.empty() || ranges.back().first + ranges.back().count != at) ranges.push_back({at, 0});
        ++ranges.back().count;
    }
    return ranges;
}

void Download::share_with(MemberId self, const std::vector<MemberId>& others) {
    if (others == others_) return;
    others_ = others;
    for (std::size_t at = 0; at < ours_.size(); ++at)
        ours_[at] = std::none_of(others.begin(), others.end(), [&](MemberId it) { return claim(it, at) > claim(self, at); });
    wake_all();
}

void Download::join(MemberId member, bool author, std::uint64_t place, Millis now) {
    Source source;
    source.author = author;
    source.has.resize(slices());
    source.cursor = slices() ? static_cast<std::uint32_t>(place % slices()) : 0;
    source.active = now;
    sources_[member] = std::move(source);
}

void Download::leave(MemberId member) {
    const auto at = sources_.find(member);
    if (at == sources_.end()) return;
    release(at->second);
    sources_.erase(at);
    wake_all();
}

// Slices that were asked of it are to be asked of others.
void Download::release(Source& source) {
    for (const auto slice : source.asked)
        if (states_[slice] == State::asked) states_[slice] = State::missing;
    source.asked.clear();
    source.tree.reset();
}

void Download::wake_all() {
    for (auto& [member, source] : sources_) source.idle_until = 0;
}

std::uint32_t Download::sources() const {
    return static_cast<std::uint32_t>(std::count_if(sources_.begin(), sources_.end(), [](const auto& it) { return it.second.count > 0; }));
}

bool Download::heard(MemberId member, const protocol::SlicesHere& word) {
    auto& source = sources_.at(member);
    for (const auto& range : word.ranges) {
        if (range.first >= slices() || range.count > slices() - range.first) return false;
        for (auto slice = range.first; slice < range.first + range.count; ++slice) {
            source.count += !source.has[slice];
            source.has[slice] = 1;
        }
    }
    wake_all();
    return true;
}

bool Download::has_asked(MemberId member, const protocol::Hashes& word) const {
    const auto& tree = sources_.at(member).tree;
    return tree && tree->group == word.group;
}

bool Download::heard(MemberId member, const protocol::Hashes& word) {
    sources_.at(member).tree.reset();
    wake_all();
    if (word.group) return tree_.take_leaves(*word.group, word.hashes);
    if (!tree_.take_groups(word.hashes)) return false;
    for (std::uint32_t group = 0; !kept_leaves_.empty() && group < protocol::groups_of(tree_.key().size); ++group) {
        const auto from = std::size_t{group} * protocol::group_slices * protocol::hash_bytes;
        tree_.take_leaves(group, kept_leaves_.substr(from, protocol::leaves_of(tree_.key().size, group) * protocol::hash_bytes));
    }
    kept_leaves_.clear();
    return true;
}

void Download::paused(MemberId member) {
    auto& source = sources_.at(member);
    release(source);
    source.has.assign(slices(), 0);
    source.count = 0;
    wake_all();
}

bool Download::checked(MemberId member, std::uint32_t slice, bool good, Millis now) {
    const auto at = sources_.find(member);
    const bool asked = at != sources_.end() && std::erase(at->second.asked, slice) > 0;
    if (asked) at->second.active = now;
    if (slice >= slices() || (!asked && !good) || has(slice)) return asked;
    if (good) ++here_;
    states_[slice] = good ? State::here : State::missing;
    if (!good) wake_all();
    return true;
}

// --- what to ask of whom -----------------------------------------------------------------------------------------------------

std::vector<Download::Ask> Download::asks(Millis now) {
    std::vector<Ask> asks;
    // Members that are not the author come first.
    for (const bool author : {false, true})
        for (auto& [member, source] : sources_)
            if (source.author == author && source.count > 0) ask(member, source, now, asks);
    return asks;
}

void Download::ask(MemberId member, Source& source, Millis now, std::vector<Ask>& asks) {
    if (source.tree) return;
    if (!tree_.has_groups()) return want_tree(member, source, {}, now, asks);
    while (source.asked.size() + run <= window) {
        if (now < source.idle_until) return;
        const auto range = choose(source, now);
        if (!range) {
            source.idle_until = idle_until(source, now);
            return;
        }
        const auto group = range->first / protocol::group_slices;
        if (!tree_.has_leaves(group)) return want_tree(member, source, {group}, now, asks);
        if (source.asked.empty()) source.active = now;
        for (auto slice = range->first; slice < range->first + range->count; ++slice) {
            states_[slice] = State::asked;
            source.asked.push_back(slice);
        }
        source.cursor = (range->first + range->count) % slices();
        asks.push_back({member, protocol::SlicesWanted{*range}});
    }
}

void Download::want_tree(MemberId member, Source& source, const protocol::HashesWanted& wanted, Millis now, std::vector<Ask>& asks) {
    source.active = now;
    if (is_tree_asked(wanted)) return;
    source.tree = wanted;
    asks.push_back({member, wanted});
}

bool Download::is_tree_asked(const protocol::HashesWanted& wanted) const {
    return std::any_of(sources_.begin(), sources_.end(),
                       [&](const auto& it) { return it.second.tree && it.second.tree->group == wanted.group; });
}

std::optional<protocol::SliceRange> Download::choose(const Source& source, Millis now) const {
    const auto idle = source.asked.empty() ? now - source.active : 0;
    const bool any_share = !source.author || idle >= spare_ms;
    const bool any_slice = !source.author || idle >= author_idle_ms;
    const auto is_wanted = [&](std::uint32_t slice) {
        return states_[slice] == State::missing && source.has[slice] && (any_share || is_ours(slice)) && (any_slice || !others_have(slice));
    };
    for (std::uint32_t step = 0; step < slices(); ++step) {
        const auto first = (source.cursor + step) % slices();
        if (!is_wanted(first)) continue;
        protocol::SliceRange range{first, 1};
        const auto end = std::min(slices(), (first / run + 1) * run);
        while (first + range.count < end && is_wanted(first + range.count)) ++range.count;
        return range;
    }
    return std::nullopt;
}

Millis Download::idle_until(const Source& source, Millis now) {
    if (!source.author || !source.asked.empty()) return never;
    for (const auto patience : {spare_ms, author_idle_ms})
        if (now < source.active + patience) return source.active + patience;
    return never;
}

bool Download::others_have(std::uint32_t slice) const {
    return std::any_of(sources_.begin(), sources_.end(), [&](const auto& it) { return !it.second.author && it.second.has[slice]; });
}

std::optional<MemberId> Download::stalled(Millis now) const {
    for (const auto& [member, source] : sources_)
        if ((source.tree || !source.asked.empty()) && now >= source.active + stalled_ms) return member;
    return std::nullopt;
}

std::optional<Millis> Download::wake_at() const {
    std::optional<Millis> at;
    for (const auto& [member, source] : sources_) {
        std::optional<Millis> its;
        if (source.tree || !source.asked.empty())
            its = source.active + stalled_ms;
        else if (source.idle_until != 0 && source.idle_until != never)
            its = source.idle_until;
        if (its) at = at ? std::min(*at, *its) : *its;
    }
    return at;
}

}  // namespace client::files
