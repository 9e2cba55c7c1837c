// The stage of a call: who has a tile, in which order, and where the tiles go.
#include "client/call/layout.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "tests/client/orders.hpp"

using namespace client::call;
using story::member;

namespace {

const auto me = member(1);

Tile face(unsigned who) { return {member(who), TileKind::camera}; }
Tile screen(unsigned who) { return {member(who), TileKind::screen}; }

// That many screens of others, others' faces, and perhaps mine.
std::vector<Tile> stage(unsigned screens, unsigned faces, bool self) {
    std::vector<Tile> all;
    for (unsigned i = 0; i < faces; ++i) all.push_back(face(2 + i));
    for (unsigned i = 0; i < screens; ++i) all.push_back(screen(2 + i));
    if (self) all.push_back(face(1));
    return all;
}

using Boxes = std::vector<Box>;
Boxes boxes(unsigned screens, unsigned faces, bool self, double width, double height) {
    return arrange(stage(screens, faces, self), me, width, height).boxes;
}

bool overlap(const Box& a, const Box& b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

}  // namespace

TEST_CASE("nothing is on the stage while I am not in the call") {
    CHECK(tiles({}, {{member(2), true, true}, {me, false, false}}, me).empty());
    CHECK(tiles({face(2)}, {{member(2), true}}, me).empty());
    CHECK(tiles({}, {}, me).empty());
    CHECK(tiles({}, {{me, true}}, me) == std::vector{face(1)});
}

TEST_CASE("everybody in the call has a tile, and so have the screens of others, but not mine") {
    const std::vector<Participant> people{{member(3), true, true}, {member(2), false, true}, {member(4), true}, {me, true, true}};
    CHECK(tiles({}, people, me) == std::vector{screen(3), face(3), face(4), face(1)});
}

TEST_CASE("tiles that are there keep their order, and new ones come behind") {
    std::vector<Participant> people{{member(2), true}, {member(3), true}, {me, true}};
    auto now = tiles({}, people, me);
    CHECK(now == std::vector{face(2), face(3), face(1)});
    people[0].screen = true;
    people.insert(people.begin(), {member(4), true});
    now = tiles(now, people, me);
    CHECK(now == std::vector{face(2), face(3), face(1), face(4), screen(2)});
    people.erase(people.begin() + 1);  // 2 leaves
    now = tiles(now, people, me);
    CHECK(now == std::vector{face(3), face(1), face(4)});
    people.push_back({member(2), true});
    CHECK(tiles(now, people, me) == std::vector{face(3), face(1), face(4), face(2)});
}

TEST_CASE("a stage without a size has an arrangement, and places nothing") {
    CHECK(boxes(1, 2, true, 0, 700).empty());
    CHECK(boxes(1, 2, true, 1'000, 0).empty());
    CHECK(arrange(stage(1, 2, true), me, 0, 0).arrangement == Arrangement::screen);
    CHECK(arrange(stage(0, 2, true), me, 0, 0).arrangement == Arrangement::grid);
    CHECK(arrange(stage(0, 0, true), me, 0, 0).arrangement == Arrangement::alone);
    CHECK(arrange({}, me, 1'000, 700).boxes.empty());
}

TEST_CASE("alone, I fill the stage; with one other, that one does, and I am in the corner") {
    CHECK(boxes(0, 0, true, 1'000, 700) == Boxes{{0, 69, 1'000, 562}});
    CHECK(boxes(0, 1, true, 1'000, 700) == Boxes{{0, 69, 1'000, 562}, {768, 564, 220, 124}});
    CHECK(boxes(0, 1, true, 360, 640) == Boxes{{0, 219, 360, 202}, {252, 574, 96, 54}});
    CHECK(boxes(0, 1, false, 1'000, 700) == Boxes{{0, 69, 1'000, 562}});
}

TEST_CASE("a last row that is not full stands in the middle of its own, and the self view covers nobody") {
    CHECK(boxes(0, 3, true, 1'280, 720) == Boxes{{5, 0, 629, 354}, {646, 0, 629, 354}, {325, 366, 629, 354}, {1'036, 577, 232, 131}});
    // Clear of the corner: beside the self view where that leaves them larger, else above it.
    CHECK(boxes(0, 2, true, 2'000, 500) == Boxes{{0, 6, 866, 487}, {878, 6, 866, 487}, {1'756, 357, 232, 131}});
    CHECK(
        boxes(0, 5, true, 601, 599) ==
        Boxes{{0, 39, 294, 165}, {307, 39, 294, 165}, {0, 217, 294, 165}, {307, 217, 294, 165}, {153, 394, 294, 165}, {457, 513, 132, 74}});
    CHECK(boxes(0, 4, true, 360, 640).front().width == 244);
}

TEST_CASE("faces that would get much smaller beside the self view stay under it") {
    bool covered = false;
    bool clear = false;
    for (double width = 200; width < 2'000; width += 100)
        for (double height = 200; height < 1'200; height += 100)
            for (unsigned faces = 2; faces < 8; ++faces) {
                const auto all = boxes(0, faces, true, width, height);
                const auto free = boxes(0, faces, false, width, height);
                const bool moved = all.front() != free.front();
                const bool under = std::any_of(all.begin(), all.end() - 1, [&](const Box& it) { return overlap(it, all.back()); });
                CHECK(all.front().width >= std::floor(free.front().width * 0.7));
                CHECK_FALSE((moved && under));
                covered = covered || under;
                clear = clear || moved;
            }
    CHECK(covered);
    CHECK(clear);
}

TEST_CASE("a screen has the stage, and all faces a strip beside it, or below on a narrow or upright one") {
    CHECK(boxes(1, 1, true, 1'280, 720) == Boxes{{1'056, 0, 224, 126}, {0, 0, 1'044, 720}, {1'056, 138, 224, 126}});
    CHECK(boxes(1, 2, true, 360, 640) == Boxes{{50, 490, 126, 71}, {184, 490, 126, 71}, {0, 0, 360, 482}, {117, 569, 126, 71}});
    CHECK(boxes(1, 0, false, 1'280, 720) == Boxes{{0, 0, 1'044, 720}});
    const auto two = boxes(2, 2, true, 1'280, 720);
    CHECK(two[2] == Box{207, 0, 629, 354});
    CHECK(two[3] == Box{207, 366, 629, 354});
}

TEST_CASE("all tiles lie on the stage, whatever its size, and none of a grid covers another") {
    for (unsigned screens = 0; screens < 3; ++screens)
        for (unsigned faces = 0; faces < 8; ++faces)
            for (double width = 40; width < 1'500; width += 73)
                for (double height = 40; height < 1'000; height += 67) {
                    CAPTURE(screens);
                    CAPTURE(faces);
                    CAPTURE(width);
                    CAPTURE(height);
                    const bool tiny = width < 200 || height < 160;
                    const auto all = boxes(screens, faces, true, width, height);
                    REQUIRE(all.size() == screens + faces + 1);
                    for (std::size_t i = 0; i < all.size(); ++i) {
                        const auto& it = all[i];
                        REQUIRE(it.width >= 0);
                        REQUIRE(it.height >= 0);
                        if (tiny) continue;  // the self view and the strip are no smaller than they can be recognised
                        REQUIRE(it.x >= 0);
                        REQUIRE(it.y >= 0);
                        REQUIRE(it.x + it.width <= width + 1);  // rounded to whole pixels
                        REQUIRE(it.y + it.height <= height + 1);
                        const bool self_may_cover = screens == 0;
                        for (std::size_t k = 0; k < i; ++k)
                            if (!self_may_cover || i + 1 < all.size()) REQUIRE_FALSE(overlap(all[k], it));
                    }
                }
}
