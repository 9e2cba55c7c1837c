// The stage's geometry: how large the tiles of a call can be. Numbers in, numbers out.
#pragma once

namespace client {

struct Grid {
    unsigned columns = 0;
    double width = 0;  // of one tile
    double height = 0;
};

// The grid with the largest 16:9 tiles for `count` people in `width` x `height`, with `gap` between tiles; all in one unit.
Grid best_grid(unsigned count, double width, double height, double gap);

}  // namespace client
