#include "client/call/layout.hpp"

#include <algorithm>
#include <cmath>

namespace client::call {
namespace {

constexpr double aspect = 16.0 / 9.0;
// A narrower stage has narrower gaps, and room for a strip of faces only below.
constexpr double wide_px = 600;
constexpr double margin_px = 12;
// Faces give up at most so much of their width to keep clear of the self view.
constexpr double least_share = 0.7;

double gap_of(double width) { return width < wide_px ? 8 : 12; }

// As JavaScript's Math.round.
double round_half_up(double value) { return std::floor(value + 0.5); }

struct Grid {
    std::size_t columns = 0;
    double width = 0;  // of one tile
    double height = 0;
};

// The grid with the largest tiles.
Grid best_grid(std::size_t count, double width, double height, double gap) {
    Grid best;
    for (std::size_t columns = 1; columns <= count; ++columns) {
        const auto rows = (count + columns - 1) / columns;
        const auto room_across = (width - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
        const auto room_down = (height - gap * static_cast<double>(rows - 1)) / static_cast<double>(rows);
        const auto tile = std::min(room_across, room_down * aspect);
        if (tile > best.width) best = {columns, tile, tile / aspect};
    }
    return best;
}

// `count` boxes, all of one size, in the middle of `space`, or at its top; a last row that is not full in the middle of its own.
std::vector<Box> in_grid(std::size_t count, const Box& space, double gap, bool at_top = false) {
    const auto grid = best_grid(count, space.width, space.height, gap);
    if (count == 0) return {};
    // There is no room at all.
    if (grid.columns == 0) return std::vector<Box>(count, Box{space.x, space.y, 0, 0});
    const auto columns = grid.columns;
    const auto rows = (count + columns - 1) / columns;
    const auto length = [gap](std::size_t tiles, double size) {
        return static_cast<double>(tiles) * size + static_cast<double>(tiles - 1) * gap;
    };
    const auto top = at_top ? space.y : space.y + (space.height - length(rows, grid.height)) / 2;
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

// The self view: small, at the bottom right.
Box corner(double width, double height) {
    const auto wide = round_half_up(std::clamp(std::min(width * 0.22, height * 0.28 * aspect), 96.0, 232.0));
    const auto tall = round_half_up(wide / aspect);
    return {width - wide - margin_px, height - tall - margin_px, wide, tall};
}

// One face may lie partly under the self view, as in every call of two. Of several, the last one would be hidden, so they move together, to
// the side that leaves them larger; unless that makes all of them much smaller. `free`: as placed without minding the self view.
std::vector<Box> clear_of(const Box& self, std::vector<Box> free, const Box& whole, double gap) {
    const auto is_under = [&](const Box& it) { return it.x + it.width > self.x && it.y + it.height > self.y; };
    if (free.size() < 2 || std::none_of(free.begin(), free.end(), is_under)) return free;
    auto best = in_grid(free.size(), {0, 0, self.x - gap, whole.height}, gap);
    auto above = in_grid(free.size(), {0, 0, whole.width, self.y - gap}, gap);
    if (above.front().width > best.front().width) best = std::move(above);
    return best.front().width < free.front().width * least_share ? free : best;
}

// How many tiles of each kind there are, and then their boxes.
struct Counts {
    std::size_t screens = 0;
    std::size_t faces = 0;  // of others
    bool self = false;
};
struct Places {
    std::vector<Box> screens;
    std::vector<Box> faces;
    Box self;
};

Places beside_screens(const Counts& counts, const Box& whole, double gap) {
    const auto [width, height] = std::pair(whole.width, whole.height);
    const bool beside = width > height && width >= wide_px;
    const auto thick = round_half_up(beside ? std::clamp(width * 0.2, 120.0, 224.0) : std::clamp(height * 0.24, 64.0, 150.0));
    auto main = whole;
    auto strip = whole;
    if (beside) {
        main.width = std::max(0.0, width - thick - gap);
        strip.x = width - thick;
        strip.width = thick;
    } else {
        main.height = std::max(0.0, height - thick - gap);
        strip.y = height - thick;
        strip.height = thick;
    }
    Places places;
    places.screens = counts.screens == 1 ? std::vector<Box>{main} : in_grid(counts.screens, main, gap);
    places.faces = in_grid(counts.faces + (counts.self ? 1 : 0), strip, gap, beside);
    if (!counts.self) return places;
    places.self = places.faces.back();
    places.faces.pop_back();
    return places;
}

Places without_screens(const Counts& counts, const Box& whole, double gap) {
    if (counts.faces == 0) return {{}, {}, in_grid(1, whole, gap).front()};
    auto free = in_grid(counts.faces, whole, gap);
    if (!counts.self) return {{}, std::move(free), {}};
    const auto self = corner(whole.width, whole.height);
    return {{}, clear_of(self, std::move(free), whole, gap), self};
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

Layout arrange(const std::vector<Tile>& tiles, MemberId me, double width, double height) {
    Counts counts;
    const auto is_self = [me](const Tile& tile) { return tile.kind == TileKind::camera && tile.member == me; };
    for (const auto& tile : tiles) {
        if (tile.kind == TileKind::screen)
            ++counts.screens;
        else if (is_self(tile))
            counts.self = true;
        else
            ++counts.faces;
    }
    Layout layout;
    layout.arrangement = counts.screens ? Arrangement::screen : counts.faces ? Arrangement::grid : Arrangement::alone;
    if (tiles.empty() || !(width > 0) || !(height > 0)) return layout;
    const Box whole{0, 0, width, height};
    const auto places = counts.screens ? beside_screens(counts, whole, gap_of(width)) : without_screens(counts, whole, gap_of(width));
    auto screen = places.screens.begin();
    auto face = places.faces.begin();
    for (const auto& tile : tiles)
        layout.boxes.push_back(tile.kind == TileKind::screen ? *screen++ : is_self(tile) ? places.self : *face++);
    return layout;
}

}  // namespace client::call
