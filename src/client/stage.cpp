#include "client/stage.hpp"

#include <algorithm>

namespace client {

Grid best_grid(unsigned count, double width, double height, double gap) {
    constexpr double aspect = 16.0 / 9.0;
    Grid best;
    for (unsigned columns = 1; columns <= count; ++columns) {
        const unsigned rows = (count + columns - 1) / columns;
        const double room_across = (width - gap * (columns - 1)) / columns;
        const double room_down = (height - gap * (rows - 1)) / rows;
        const double tile = std::min(room_across, room_down * aspect);
        if (tile > best.width) best = {columns, tile, tile / aspect};
    }
    return best;
}

}  // namespace client
