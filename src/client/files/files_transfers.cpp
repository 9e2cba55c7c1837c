// The channels over which files come and go, and what is shown of it (files.hpp).
#include <algorithm>
#include <iterator>
#include <utility>

#include "client/files/files.hpp"
#include "protocol/wire.hpp"

namespace client::files {
namespace {

// Files that are fetched at a time, and channels by which one member may fetch from us.
constexpr std::size_t most_fetched = 8;
constexpr std::size_t most_served = 64;
constexpr std::uint32_t most_queued = 64;  // slices that one channel may ask for before they are sent
constexpr std::uint32_t most_nonsense = 8;
constexpr Millis retry_ms = 5'000;
constexpr Millis show_ms = 250;

}  // namespace

// The person whom that member is may have the file.
bool Files::may_have(MemberId member, const Offer& offer, const Context& context) const {
    const auto* record = context.members.find(member);
    if (!record || !record->is_known() || record->banned) return false;
    return !offer.to || record->key.identity == *offer.to || record->key.identity == offer.author;
}

const Files::Content* Files::content_of(const Transfer& transfer) const {
    const auto offer = offers_.find(transfer.offer);
    const auto at = offer == offers_.end() ? contents_.end() : contents_.find(offer->second.key());
    return at == contents_.end() ? nullptr : &at->second;
}

Files::Content* Files::content_of(const Transfer& transfer) { return const_cast<Content*>(std::as_const(*this).content_of(transfer)); }

void Files::say(const Transfer& transfer, const protocol::FileWord& word, const Context& context) const {
    context.order(SayTransfer{transfer, protocol::encode(word)});
}

void Files::close(Channels::iterator at, const Context& context) {
    const auto transfer = at->first;
    channels_.erase(at);
    context.order(CloseTransfer{transfer});
    if (transfer.serving) return;
    if (auto* content = content_of(transfer); content && content->download) content->download->leave(transfer.peer);
}

void Files::close_all(const FileKey& key, bool serving, const Context& context) {
    for (auto each = channels_.begin(); each != channels_.end();) {
        const auto here = each++;
        const auto offer = offers_.find(here->first.offer);
        if (here->first.serving == serving && offer != offers_.end() && offer->second.key() == key) close(here, context);
    }
}

void Files::ask_later(const Transfer& transfer, Millis at) {
    std::erase_if(retries_, [&](const Retry& it) { return it.peer == transfer.peer && it.offer == transfer.offer; });
    retries_.push_back({transfer.peer, transfer.offer, at});
}

bool Files::is_for_later(MemberId peer, const OfferId& offer) const {
    return std::any_of(retries_.begin(), retries_.end(), [&](const Retry& it) { return it.peer == peer && it.offer == offer; });
}

// --- what happens to a channel -----------------------------------------------------------------------------------------------

void Files::on(const TransferOpened& opened, const Context& context) {
    const auto& transfer = opened.transfer;
    const auto* record = context.members.find(transfer.peer);
    const auto offer = offers_.find(transfer.offer);
    auto* content = content_of(transfer);
    const auto served = std::count_if(channels_.begin(), channels_.end(),
                                      [&](const auto& it) { return it.first.serving && it.first.peer == transfer.peer; });
    const bool known = transfer.serving ? static_cast<std::size_t>(served) < most_served : channels_.count(transfer) > 0;
    if (!known || !record || !record->connection || !content || !may_have(transfer.peer, offer->second, context)) {
        channels_.erase(transfer);
        return context.order(CloseTransfer{transfer});
    }
    auto& channel = channels_[transfer] = {};
    channel.link = record->connection->link;
    channel.open = true;
    if (transfer.serving && !content->download && content->stored) open(*content, offer->second.key(), context);
    // It wants the file, and so will soon have some of it.
    if (transfer.serving)
        std::erase_if(retries_, [&](const Retry& it) { return it.peer == transfer.peer && it.offer == transfer.offer && it.at != never; });
    if (content->download) tell_all(transfer, *content, context);
    if (transfer.serving || !content->download) return;
    const auto place = static_cast<std::uint64_t>(context.self().id.bytes[0]) << 16 |
                       static_cast<std::uint64_t>(context.self().id.bytes[1]) << 8 | context.self().id.bytes[2];
    const bool author = record->key.identity == offer->second.author;
    content->download->join(transfer.peer, author, place * content->download->slices() >> 24, context.now());
}

void Files::on(const TransferClosed& closed, const Context& context) {
    const auto at = channels_.find(closed.transfer);
    if (at == channels_.end()) return;
    if (!closed.transfer.serving) ask_later(closed.transfer, context.now() + retry_ms);
    close(at, context);
}

void Files::on(const TransferSaid& said, const Context& context) {
    const auto at = channels_.find(said.transfer);
    auto* content = content_of(said.transfer);
    if (at == channels_.end() || !at->second.open || !content) return;
    const auto word = protocol::decode_file_word(said.bytes);
    if (word && heard(said.transfer, at->second, *content, *word, context)) return;
    ++context.dropped;
    if (++at->second.nonsense < most_nonsense) return;
    ask_later(said.transfer, never);
    close(at, context);
}

bool Files::heard(const Transfer& transfer, Channel& channel, Content& content, const protocol::FileWord& word, const Context& context) {
    if (!content.download) return true;  // it is being opened, and was told nothing
    if (const auto* here = std::get_if<protocol::SlicesHere>(&word); here && !note_here(channel, content, *here, context.now()))
        return false;
    return transfer.serving ? serve(transfer, channel, content, word, context) : take(transfer, content, word, context);
}

// False where it names slices that the file has not.
bool Files::note_here(Channel& channel, const Content& content, const protocol::SlicesHere& word, Millis now) {
    const auto slices = content.download->slices();
    channel.has.resize(slices);
    for (const auto& range : word.ranges) {
        if (range.first >= slices || range.count > slices - range.first) return false;
        for (auto slice = range.first; slice < range.first + range.count; ++slice) {
            channel.here += !channel.has[slice];
            channel.has[slice] = 1;
        }
    }
    channel.speed.note(std::uint64_t{channel.here} * protocol::slice_bytes, now);
    return true;
}

// A peer that fetches from us.
bool Files::serve(const Transfer& transfer, Channel& channel, Content& content, const protocol::FileWord& word, const Context& context) {
    const auto& tree = content.download->tree();
    if (std::holds_alternative<protocol::SlicesHere>(word)) return true;
    if (!can_serve(content)) {
        say(transfer, protocol::SendingPaused{}, context);
        return true;
    }
    if (const auto* wanted = std::get_if<protocol::HashesWanted>(&word)) {
        if (++channel.trees > 2 * protocol::groups_of(tree.key().size) + 2) return false;
        if (wanted->group ? !tree.has_leaves(*wanted->group) : !tree.has_groups()) return false;
        say(transfer, protocol::Hashes{wanted->group, wanted->group ? tree.leaves(*wanted->group) : tree.groups()}, context);
        return true;
    }
    const auto* wanted = std::get_if<protocol::SlicesWanted>(&word);
    if (!wanted) return false;
    const auto& range = wanted->range;
    if (range.first >= content.download->slices() || range.count > content.download->slices() - range.first) return false;
    if (range.count > most_queued - std::min(most_queued, channel.queued)) return false;
    for (auto slice = range.first; slice < range.first + range.count; ++slice)
        if (!content.download->has(slice)) return false;
    channel.queued += range.count;
    context.order(SendSlices{transfer, tree.key(), range});
    return true;
}

// A peer from which we fetch.
bool Files::take(const Transfer& transfer, Content& content, const protocol::FileWord& word, const Context& context) {
    auto& download = *content.download;
    if (!download.is_source(transfer.peer)) return true;
    if (const auto* here = std::get_if<protocol::SlicesHere>(&word)) return download.heard(transfer.peer, *here);
    if (std::holds_alternative<protocol::SendingPaused>(word)) {
        download.paused(transfer.peer);
        // Another may be asked for the same slices, and they are put together by their numbers.
        context.order(DropExpected{transfer});
        return true;
    }
    const auto* hashes = std::get_if<protocol::Hashes>(&word);
    if (!hashes || !download.has_asked(transfer.peer, *hashes)) return false;
    const bool had = download.tree().has_groups();
    if (!download.heard(transfer.peer, *hashes)) {
        blame(transfer, content, context);
        return true;
    }
    if (hashes->group) context.order(KeepLeaves{download.tree().key(), *hashes->group, hashes->hashes});
    if (!had && download.is_complete()) finish(content, download.tree().key(), context);
    return true;
}

void Files::tell_takers(const Content& content, const Context& context) const {
    for (const auto& [transfer, channel] : channels_)
        if (transfer.serving && channel.open && content_of(transfer) == &content) tell_all(transfer, content, context);
}

// As many words as it takes.
void Files::tell_all(const Transfer& transfer, const Content& content, const Context& context) const {
    if (!can_serve(content)) return;
    const auto ranges = content.download->ranges_here();
    for (std::size_t first = 0; first < ranges.size(); first += protocol::max_file_ranges) {
        const auto from = ranges.begin() + static_cast<std::ptrdiff_t>(first);
        const auto count = std::min(ranges.size() - first, protocol::max_file_ranges);
        say(transfer, protocol::SlicesHere{{from, from + static_cast<std::ptrdiff_t>(count)}}, context);
    }
}

// --- what follows from all ---------------------------------------------------------------------------------------------------

void Files::settle(const Context& context) {
    std::erase_if(retries_, [&](const Retry& it) { return context.now() >= it.at; });
    drop_dead(context);
    connect(context);
    pump(context);
    if (announce_at_ != 0 && context.now() >= announce_at_) announce(context);
    show(context);
}

// A connection that was replaced takes its channels along, without a word.
void Files::drop_dead(const Context& context) {
    for (auto each = channels_.begin(); each != channels_.end();) {
        const auto here = each++;
        const auto* record = context.members.find(here->first.peer);
        const bool alive = record && record->connection && record->connection->link == here->second.link && !record->banned;
        if (!alive) close(here, context);
    }
}

void Files::connect(const Context& context) {
    std::size_t fetched = 0;
    for (const auto& [id, offer] : offers_) {
        auto& content = contents_[offer.key()];
        if (!content.wanted || content.paused || content.attached || !content.download || content.download->is_complete()) continue;
        if (content.trouble != FileTrouble::none) continue;
        if (++fetched > most_fetched) return;
        for (const auto& [peer, record] : context.members.peers()) {
            const Transfer transfer{peer, id, false};
            // Of several offers of one file, one leads to each member.
            const bool has_channel = std::any_of(channels_.begin(), channels_.end(), [&, who = peer](const auto& it) {
                return it.first.peer == who && !it.first.serving && content_of(it.first) == &content;
            });
            if (has_channel || !record->talks() || is_for_later(peer, id) || !may_have(peer, offer, context)) continue;
            channels_[transfer].link = record->connection->link;
            context.order(OpenTransfer{transfer});
        }
    }
}

void Files::pump(const Context& context) {
    for (auto& [key, content] : contents_) {
        if (!content.download || content.download->is_complete()) continue;
        std::map<MemberId, Transfer> sources;
        std::vector<MemberId> others;
        for (const auto& [transfer, channel] : channels_) {
            if (!channel.open || content_of(transfer) != &content) continue;
            if (transfer.serving)
                others.push_back(transfer.peer);
            else
                sources.emplace(transfer.peer, transfer);
        }
        content.download->share_with(context.self().id, others);
        for (const auto& [from, word] : content.download->asks(context.now())) {
            const auto& transfer = sources.at(from);
            if (const auto* wanted = std::get_if<protocol::SlicesWanted>(&word)) {
                const auto& tree = content.download->tree();
                context.order(ExpectSlices{transfer, tree.key(), wanted->range, tree.leaves(wanted->range)});
            }
            say(transfer, word, context);
        }
    }
    for (auto each = channels_.begin(); each != channels_.end();) {
        const auto here = each++;
        const auto* content = content_of(here->first);
        if (here->first.serving || !content || !content->download || content->download->stalled(context.now()) != here->first.peer)
            continue;
        ask_later(here->first, context.now() + retry_ms);
        close(here, context);
    }
}

// Others are told what has come.
void Files::announce(const Context& context) {
    announce_at_ = 0;
    for (auto& [key, content] : contents_) {
        if (content.news.empty()) continue;
        std::sort(content.news.begin(), content.news.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        protocol::SlicesHere here;
        for (const auto& range : std::exchange(content.news, {})) {
            if (!here.ranges.empty() && here.ranges.back().first + here.ranges.back().count == range.first)
                ++here.ranges.back().count;
            else if (here.ranges.size() < protocol::max_file_ranges)
                here.ranges.push_back(range);
        }
        for (const auto& [transfer, channel] : channels_)
            if (channel.open && content_of(transfer) == &content) say(transfer, here, context);
    }
}

// --- what is shown -----------------------------------------------------------------------------------------------------------

FileState Files::state(const Offer& offer, const Content& content, const Context& context) const {
    if (content.trouble != FileTrouble::none) return FileState::failed;
    const bool mine = offer.author == context.self().identity;
    if (content.paused) return FileState::paused;
    if (content.download && content.download->is_complete()) return content.attached ? FileState::sending : FileState::done;
    if (!content.wanted) return mine ? FileState::missing : content.declined ? FileState::declined : FileState::offered;
    return content.download && content.download->sources() > 0 ? FileState::fetching : FileState::waiting;
}

ShowFile Files::shown(const OfferId& id, const Offer& offer, const Context& context) const {
    const auto& content = contents_.at(offer.key());
    ShowFile file{id, offer.key(), state(offer, content, context), content.trouble};
    file.automatic = content.automatic;
    file.liar = content.liar;
    if (content.download) {
        file.done = content.download->bytes_here();
        file.sources = content.download->sources();
    }
    if (file.state == FileState::fetching) file.speed = content.speed.now();
    if (file.speed > 0) file.left = (offer.file.size - file.done) / file.speed + 1;
    for (const auto& [transfer, channel] : channels_) {
        const auto* member = context.members.find(transfer.peer);
        if (!transfer.serving || transfer.offer != id || !member || channel.has.empty()) continue;
        FileTaker taker{member->name, static_cast<std::uint32_t>(std::uint64_t{channel.here} * 100 / channel.has.size())};
        const auto missing = (channel.has.size() - channel.here) * std::uint64_t{protocol::slice_bytes};
        if (missing > 0 && file.state == FileState::sending) taker.speed = channel.speed.now();
        if (taker.speed > 0) taker.left = missing / taker.speed + 1;
        file.takers.push_back(taker);
    }
    return file;
}

void Files::show(const Context& context) {
    const bool in_time = context.now() >= show_at_;
    bool later = false;
    for (auto& [id, offer] : offers_) {
        auto file = shown(id, offer, context);
        auto& had = offer.shown;
        if (had == file) continue;
        const bool same_state = had && had->state == file.state && had->takers.size() == file.takers.size();
        if (same_state && !in_time) {
            later = true;
            continue;
        }
        had = file;
        file.name = offer.file.name;
        file.type = offer.file.type;
        file.mine = offer.author == context.self().identity;
        file.author = letters_of(offer.author);
        file.may_welcome = !file.mine && offer.file.size <= welcome_bytes;
        context.order(std::move(file));
        if (same_state) show_at_ = context.now() + show_ms;
    }
    progressed_ = later;
}

std::optional<Millis> Files::wake_at(const Context&) const {
    std::optional<Millis> at;
    const auto sooner = [&](Millis when) { at = at ? std::min(*at, when) : when; };
    if (announce_at_ != 0) sooner(announce_at_);
    if (progressed_) sooner(show_at_);
    for (const auto& [transfer, channel] : channels_) {
        if (transfer.serving || !channel.open) continue;
        const auto* content = content_of(transfer);
        const auto when = content && content->download ? content->download->wake_at() : std::nullopt;
        if (when) sooner(*when);
    }
    for (const auto& retry : retries_)
        if (retry.at != never) sooner(retry.at);
    return at;
}

}  // namespace client::files
