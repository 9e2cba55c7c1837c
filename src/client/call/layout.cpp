#include "client/call/layout.hpp"

#include <algorithm>
#include <cmath>

namespace client::call {
namespace {

// Pictures are cut to their tiles (object-fit: cover): beyond these shapes too little of a face would be left.
struct Shapes {
    double narrowest;  // width by height
    double widest;
};
constexpr double wide = 16.0 / 9.0;
constexpr Shapes of_faces{3.0 / 4.0, wide};
// One face fills an upright phone.
constexpr Shapes of_one_face{0.42, wide};
constexpr Shapes of_screens{1, 2.4};
constexpr Shapes of_strip{1, wide};

// A narrower stage has narrower gaps, and room for a strip of faces only below.
constexpr double wide_px = 600;
constexpr double inset_px = 12;

double gap_of(double width) { return width < wide_px ? 8 : 12; }

// As JavaScript's Math.round.
double round_half_up(double value) { return std::floor(value + 0.5); }

struct Grid {
    std::size_t columns = 0;
    double width = 0;  // of one tile
    double height = 0;
};

// The grid whose tiles have the largest area.
Grid best_grid(std::size_t count, const Box& space, double gap, const Shapes& shapes) {
    Grid best;
    for (std::size_t columns = 1; columns <= count; ++columns) {
        const auto rows = (count + columns - 1) / columns;
        const auto across = (space.width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
        const auto down = (space.height - gap * static_cast<double>(rows - 1)) / static_cast<double>(rows);
        if (across <= 0 || down <= 0) continue;
        const auto width = std::min(across, down * shapes.widest);
        const auto height = std::min(down, across / shapes.narrowest);
        if (width * height > best.width * best.height) best = {columns, width, height};
    }
    return best;
}

// `count` boxes, all of one size, in the middle of `space`; a last row that is not full in the middle of its own.
std::vector<Box> in_grid(std::size_t count, const Box& space, double gap, const Shapes& shapes) {
    const auto grid = best_grid(count, space, gap, shapes);
    if (count == 0) return {};
    // There is no room at all.
    if (grid.columns == 0) return std::vector<Box>(count, Box{space.x, space.y, 0, 0});
    const auto columns = grid.columns;
    const auto rows = (count + columns - 1) / columns;
    const auto length = [gap](std::size_t tiles, double size) {
        return static_cast<double>(tiles) * size + static_cast<double>(tiles - 1) * gap;
    };
    const auto top = space.y + (space.height - length(rows, grid.height)) / 2;
    std::vector<Box> boxes;
    for (std::size_t at = 0; at < count; ++at) {
        const auto row = at / columns;
        const auto in_row = row + 1 == rows ? count - row * columns : columns;
        const auto left = space.x + (space.width - length(in_row, grid.width)) / 2;
        boxes.push_back({round_half_up(left + static_cast<double>(at % columns) * (grid.width + gap)),
                         round_half_up(top + static_cast<double>(row) * (grid.height + gap)), std::floor(grid.width),
                         std::floor(grid.height)});
    }
    return boxes;
}

// The self view of a call of two: small, of the other tile's direction, in one of its corners.
Box in_corner(const Box& face, Corner corner) {
    const bool upright = face.height > face.width;
    const auto width = round_half_up(upright ? std::clamp(face.width * 0.26, 72.0, 168.0)
                                             : std::clamp(std::min(face.width, face.height * wide) * 0.22, 96.0, 264.0));
    const auto height = round_half_up(upright ? width * 4 / 3 : width / wide);
    const bool left = corner == Corner::top_left || corner == Corner::bottom_left;
    const bool top = corner == Corner::top_left || corner == Corner::top_right;
    return {left ? face.x + inset_px : face.x + face.width - width - inset_px,
            top ? face.y + inset_px : face.y + face.height - height - inset_px, width, height};
}

// The tiles that are shown, by their place in the list.
struct Parts {
    std::vector<std::size_t> large;
    std::vector<std::size_t> others;  // mine the last
    Arrangement arrangement = Arrangement::grid;
};

Parts sorted(const std::vector<Tile>& tiles, MemberId me, const LayoutChoice& choice) {
    const auto is_mine = [me](const Tile& tile) { return tile.kind == TileKind::camera && tile.member == me; };
    const auto is_pinned = [&](const Tile& tile) { return choice.pinned && *choice.pinned == tile; };
    const auto is_face = [&](const Tile& tile) { return tile.kind == TileKind::camera && !is_mine(tile); };
    const auto is_screen = [](const Tile& tile) { return tile.kind == TileKind::screen; };
    const auto faces = std::count_if(tiles.begin(), tiles.end(), is_face);
    const auto mine = std::find_if(tiles.begin(), tiles.end(), is_mine);
    const bool pins = std::any_of(tiles.begin(), tiles.end(), is_pinned);
    const bool screens = std::any_of(tiles.begin(), tiles.end(), is_screen);
    // Where the other one of two is pinned, it is where it was.
    const bool pair = mine != tiles.end() && !is_pinned(*mine) && faces == 1 && !screens;
    const bool follows = choice.mode == LayoutMode::speaker && faces > 1 && choice.speaker;
    const auto is_large = [&](const Tile& tile) {
        if (pair) return is_face(tile);
        if (pins) return is_pinned(tile);
        if (screens) return is_screen(tile);
        return follows && tile.kind == TileKind::camera && tile.member == *choice.speaker;
    };
    Parts parts;
    for (std::size_t at = 0; at < tiles.size(); ++at) {
        if (is_large(tiles[at]))
            parts.large.push_back(at);
        else if (!is_mine(tiles[at]))
            parts.others.push_back(at);
    }
    const bool shows_self = mine != tiles.end() && !is_large(*mine) && (!choice.hides_self || tiles.size() == 1);
    if (shows_self) parts.others.push_back(static_cast<std::size_t>(mine - tiles.begin()));
    parts.arrangement = pair                  ? Arrangement::pair
                        : tiles.size() == 1   ? Arrangement::alone
                        : parts.large.empty() ? Arrangement::grid
                                              : Arrangement::focus;
    return parts;
}

// The room for what is large, and the strip beside or below it for what is not.
struct Halves {
    Box large;
    Box strip;
};

Halves halves(const Box& whole, double gap) {
    const auto [width, height] = std::pair(whole.width, whole.height);
    const bool beside = width > height && width >= wide_px;
    const auto thick = round_half_up(beside ? std::clamp(width * 0.2, 120.0, 320.0) : std::clamp(height * 0.24, 64.0, 180.0));
    Halves at{whole, whole};
    if (beside) {
        at.large.width = std::max(0.0, width - thick - gap);
        at.strip.x = width - thick;
        at.strip.width = thick;
    } else {
        at.large.height = std::max(0.0, height - thick - gap);
        at.strip.y = height - thick;
        at.strip.height = thick;
    }
    return at;
}

void place(std::vector<Box>& boxes, const std::vector<std::size_t>& which, const std::vector<Box>& where) {
    for (std::size_t at = 0; at < which.size(); ++at) boxes[which[at]] = where[at];
}

}  // namespace

std::vector<Tile> tiles(const std::vector<Tile>& before, const std::vector<Participant>& people, MemberId me) {
    std::vector<Tile> wanted;
    bool mine = false;
    for (const auto& person : people) {
        if (!person.in_call) continue;
        mine = mine || person.id == me;
        if (person.screen && person.id != me) wanted.push_back({person.id, TileKind::screen});
        wanted.push_back({person.id, TileKind::camera});
    }
    if (!mine) return {};
    std::vector<Tile> now;
    const auto is_in = [](const std::vector<Tile>& some, const Tile& tile) {
        return std::find(some.begin(), some.end(), tile) != some.end();
    };
    for (const auto& tile : before)
        if (is_in(wanted, tile)) now.push_back(tile);
    for (const auto& tile : wanted)
        if (!is_in(before, tile)) now.push_back(tile);
    return now;
}

Layout arrange(const std::vector<Tile>& tiles, MemberId me, double width, double height, const LayoutChoice& choice) {
    const auto parts = sorted(tiles, me, choice);
    Layout layout{parts.arrangement, {}};
    if (tiles.empty() || !(width > 0) || !(height > 0)) return layout;
    layout.boxes.resize(tiles.size());
    const Box whole{0, 0, width, height};
    const auto gap = gap_of(width);
    const auto one_or_more = [&](const std::vector<std::size_t>& which) { return which.size() == 1 ? of_one_face : of_faces; };
    if (parts.large.empty()) {
        place(layout.boxes, parts.others, in_grid(parts.others.size(), whole, gap, one_or_more(parts.others)));
        return layout;
    }
    if (parts.arrangement == Arrangement::pair) {
        const auto face = in_grid(1, whole, gap, of_one_face);
        place(layout.boxes, parts.large, face);
        place(layout.boxes, parts.others, {in_corner(face.front(), choice.corner)});
        return layout;
    }
    const auto at = parts.others.empty() ? Halves{whole, {}} : halves(whole, gap);
    const bool screens = tiles[parts.large.front()].kind == TileKind::screen;
    // A screen has no box, so one has all the room.
    const bool whole_room = screens && parts.large.size() == 1;
    place(layout.boxes, parts.large,
          whole_room ? std::vector<Box>{at.large}
                     : in_grid(parts.large.size(), at.large, gap, screens ? of_screens : one_or_more(parts.large)));
    place(layout.boxes, parts.others, in_grid(parts.others.size(), at.strip, gap, of_strip));
    return layout;
}

}  // namespace client::call
