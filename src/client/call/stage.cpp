#include "client/call/stage.hpp"

#include <algorithm>
#include <utility>

namespace client::call {
namespace {

// A picture of a third of the camera's width is as sharp there.
constexpr double small_px = 260;

}  // namespace

void CallStage::on(const TilePinned& pinned) {
    if (pinned.on)
        choice_.pinned = pinned.tile;
    else if (choice_.pinned == pinned.tile)
        choice_.pinned.reset();
}

void CallStage::on(const SelfViewChosen& chosen) {
    choice_.hides_self = chosen.hidden;
    choice_.corner = chosen.corner;
}

const ShowStage& CallStage::arrange(const std::vector<Participant>& people, MemberId me, std::optional<MemberId> speaker) {
    shown_.tiles = tiles(shown_.tiles, people, me);
    const auto& all = shown_.tiles;
    // A pin ends with its tile.
    if (choice_.pinned && std::find(all.begin(), all.end(), *choice_.pinned) == all.end()) choice_.pinned.reset();
    const auto is_face = [me](const Tile& tile) { return tile.kind == TileKind::camera && tile.member != me; };
    const auto has_face = [&](MemberId member) {
        return std::any_of(all.begin(), all.end(), [&](const Tile& tile) { return is_face(tile) && tile.member == member; });
    };
    if (speaker && has_face(*speaker)) choice_.speaker = speaker;
    // Until somebody has spoken, the first one is large.
    if (!choice_.speaker || !has_face(*choice_.speaker)) {
        const auto first = std::find_if(all.begin(), all.end(), is_face);
        choice_.speaker = first == all.end() ? std::nullopt : std::optional(first->member);
    }
    auto layout = call::arrange(all, me, size_.width, size_.height, choice_);
    shown_.arrangement = layout.arrangement;
    shown_.boxes = std::move(layout.boxes);
    shown_.mode = choice_.mode;
    shown_.pinned = choice_.pinned;
    shown_.hides_self = choice_.hides_self;
    shown_.corner = choice_.corner;
    shown_.quality = quality_;
    shown_.floating = floating();
    shown_.recorded.clear();
    // A recording has everybody in it, whom I see or not.
    auto whole = choice_;
    whole.hides_self = false;
    if (recording_) shown_.recorded = call::arrange(all, me, recording_width, recording_height, whole).boxes;
    return shown_;
}

protocol::Shown CallStage::size_of(MemberId member) const {
    protocol::Shown shown{protocol::ShownSize::none, protocol::ShownSize::none};
    for (std::size_t at = 0; at < shown_.tiles.size(); ++at) {
        if (shown_.tiles[at].member != member) continue;
        (shown_.tiles[at].kind == TileKind::screen ? shown.screen : shown.camera) = size_at(at);
    }
    return shown;
}

protocol::ShownSize CallStage::size_at(std::size_t tile) const {
    using protocol::ShownSize;
    if (quality_ == Quality::audio) return ShownSize::none;
    auto size = ShownSize::none;
    if (seen_.seen) size = measured_ ? size_in(shown_.boxes, tile) : ShownSize::large;
    if (seen_.floats && shown_.floating == shown_.tiles[tile]) size = ShownSize::large;
    size = std::max(size, size_in(shown_.recorded, tile));
    const bool saves = quality_ == Quality::saver && shown_.tiles[tile].kind == TileKind::camera;
    return saves ? std::min(size, ShownSize::small) : size;
}

protocol::ShownSize CallStage::size_in(const std::vector<Box>& boxes, std::size_t tile) const {
    if (boxes.empty() || boxes[tile].empty()) return protocol::ShownSize::none;
    const bool small = shown_.tiles[tile].kind == TileKind::camera && boxes[tile].width <= small_px;
    return small ? protocol::ShownSize::small : protocol::ShownSize::large;
}

// The pinned tile, else a screen, else the one who speaks.
std::optional<Tile> CallStage::floating() const {
    if (choice_.pinned) return choice_.pinned;
    const auto& all = shown_.tiles;
    const auto screen = std::find_if(all.begin(), all.end(), [](const Tile& tile) { return tile.kind == TileKind::screen; });
    if (screen != all.end()) return *screen;
    if (choice_.speaker) return Tile{*choice_.speaker};
    return all.empty() ? std::nullopt : std::optional(all.front());
}

}  // namespace client::call
