// The stage of a call: which tiles it has, in which order, and where they go. Numbers in, numbers out; all lengths are CSS pixels.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "client/ids.hpp"

namespace client::call {

enum class TileKind : std::uint8_t { camera, screen };

struct Tile {
    MemberId member;
    TileKind kind = TileKind::camera;

    friend bool operator==(const Tile& a, const Tile& b) { return a.member == b.member && a.kind == b.kind; }
};

// Somebody in the room, as far as the stage wants to know.
struct Participant {
    MemberId id;
    bool in_call = false;
    bool screen = false;  // shared, and here to be played
};

// Everybody in the call has a tile, and so has each screen that others share; my own is before me already. Tiles that were there `before`
// keep their order, so that nobody's jumps; new ones come behind, in the order of `people`. Nothing is on the stage while I, `me`, am not
// in the call.
std::vector<Tile> tiles(const std::vector<Tile>& before, const std::vector<Participant>& people, MemberId me);

struct Box {
    double x = 0;  // from the left of the stage
    double y = 0;  // from its top
    double width = 0;
    double height = 0;

    bool empty() const { return !(width > 0 && height > 0); }
    friend bool operator==(const Box&, const Box&) = default;
};

// grid: all faces alike; speaker: the one who speaks is large.
enum class LayoutMode : std::uint8_t { grid, speaker };

enum class Corner : std::uint8_t { top_left, top_right, bottom_left, bottom_right };

// The person's wishes.
struct LayoutChoice {
    LayoutMode mode = LayoutMode::grid;
    std::optional<Tile> pinned{};
    std::optional<MemberId> speaker{};  // of the speaker layout
    bool hides_self = false;
    Corner corner = Corner::bottom_right;  // of the self view in a call of two
};

// alone: I am the only one; pair: the other's face, mine in its corner; grid: faces of one size, mine the last; focus: the pinned tile, the
// screens or the speaker large, and everything else in a strip beside or below.
enum class Arrangement : std::uint8_t { alone, pair, grid, focus };

struct Layout {
    Arrangement arrangement = Arrangement::alone;
    std::vector<Box> boxes;  // of the tiles, in their order, an empty one for a tile that is not shown; none where the stage has no size
};

// Where each of `tiles` goes on a stage of `width` x `height`. Mine, the camera of `me`, may be missing.
Layout arrange(const std::vector<Tile>& tiles, MemberId me, double width, double height, const LayoutChoice& choice = {});

}  // namespace client::call
