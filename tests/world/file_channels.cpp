#include "world/file_channels.hpp"

namespace world {
namespace {

constexpr Millis look_again_ms = 250;

}  // namespace

bool FileChannels::open(TabNumber tab, const client::files::Transfer& transfer) {
    close(tab, transfer);
    const auto connection = links_.connection(tab, transfer.peer);
    if (connection.id == 0) return false;
    const client::files::Transfer theirs{connection.me, transfer.offer, true};
    // It has opened another before, which did not hear that this one was closed.
    if (const auto had = places_.find({connection.other, theirs}); had != places_.end()) end(had->second.channel);
    const auto id = ++last_;
    channels_[id] = {connection.id, {Side{tab, transfer}, Side{connection.other, theirs}}};
    places_[{tab, transfer}] = {id, 0};
    places_[{connection.other, theirs}] = {id, 1};
    post(id, 1, ChannelOpens{});
    post(id, 0, ChannelOpens{});
    return true;
}

// The other side hears of it after all that was said before.
void FileChannels::close(TabNumber tab, const client::files::Transfer& transfer) {
    const auto at = places_.find({tab, transfer});
    if (at == places_.end()) return;
    const auto [id, side] = at->second;
    places_.erase(at);
    channels_.at(id).sides[side].coming.clear();
    post(id, 1 - side, ChannelCloses{});
}

void FileChannels::send(TabNumber from, const client::files::Transfer& transfer, FileMessage message) {
    const auto at = places_.find({from, transfer});
    if (at != places_.end()) post(at->second.channel, 1 - at->second.side, std::move(message));
}

void FileChannels::post(std::uint64_t channel, std::size_t to, FileMessage message) {
    auto& side = channels_.at(channel).sides[to];
    side.coming.push_back(std::move(message));
    clock_.in(side.order, conditions_.delay(dice_), [this, channel, to] { deliver(channel, to); });
}

void FileChannels::deliver(std::uint64_t channel, std::size_t to) {
    const auto at = channels_.find(channel);
    if (at == channels_.end() || at->second.sides[to].coming.empty()) return;
    auto& side = at->second.sides[to];
    const auto connection = at->second.connection;
    if (!links_.stands(connection)) return end(channel);
    if (!links_.carries(connection)) return clock_.in(look_again_ms, [this, channel, to] { deliver(channel, to); });
    const auto message = std::move(side.coming.front());
    side.coming.pop_front();
    const auto tab = side.tab;
    const auto transfer = side.transfer;
    const auto place = places_.find({tab, transfer});
    const bool listens = place != places_.end() && place->second.channel == channel;
    if (std::holds_alternative<ChannelCloses>(message)) {
        if (listens) places_.erase(place);
        channels_.erase(at);
    }
    if (listens) tell_(tab, transfer, message);
}

// The connection is no more: a browser may say so or not.
void FileChannels::end(std::uint64_t channel) {
    const auto ended = channels_.extract(channel).mapped();
    for (const auto& side : ended.sides) {
        const auto place = places_.find({side.tab, side.transfer});
        if (place == places_.end() || place->second.channel != channel) continue;
        places_.erase(place);
        if (dice_.chance(500)) clock_.in(1, [this, side] { tell_(side.tab, side.transfer, ChannelCloses{}); });
    }
}

}  // namespace world
