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
Boxes boxes(unsigned screens, unsigned faces, bool self, double width, double height, const LayoutChoice& choice = {}) {
    return arrange(stage(screens, faces, self), me, width, height, choice).boxes;
}

double area(const Box& it) { return it.width * it.height; }

struct Size {
    const char* name;
    double width;
    double height;
};
// The stage of windows that people have: the window without header and bar.
constexpr Size sizes[] = {{"a small phone", 360, 584},
                          {"a phone", 390, 700},
                          {"a large phone", 430, 790},
                          {"a small phone on its side", 568, 248},
                          {"a phone on its side", 740, 300},
                          {"a large phone on its side", 870, 340},
                          {"a tablet", 768, 880},
                          {"a tablet on its side", 1'024, 630},
                          {"a laptop beside the chat", 880, 660},
                          {"a laptop", 1'280, 660},
                          {"a desk", 1'920, 950},
                          {"4K", 3'840, 2'030}};

// The largest part of the stage that `count` tiles of one size and one of these shapes can cover, gaps left aside. It is found by trying
// every shape in every grid.
double best_possible(unsigned count, double width, double height, double narrowest) {
    double best = 0;
    for (unsigned columns = 1; columns <= count; ++columns)
        for (double shape = narrowest; shape <= 16.0 / 9.0 + 0.001; shape += 0.001) {
            const unsigned rows = (count + columns - 1) / columns;
            const auto wide = std::min(width / columns, height / rows * shape);
            best = std::max(best, count * wide * wide / shape);
        }
    return best;
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
    CHECK(arrange(stage(1, 2, true), me, 0, 0).arrangement == Arrangement::focus);
    CHECK(arrange(stage(0, 2, true), me, 0, 0).arrangement == Arrangement::grid);
    CHECK(arrange(stage(0, 1, true), me, 0, 0).arrangement == Arrangement::pair);
    CHECK(arrange(stage(0, 0, true), me, 0, 0).arrangement == Arrangement::alone);
    CHECK(arrange({}, me, 1'000, 700).boxes.empty());
}

TEST_CASE("alone, I fill the stage; with one other, that one does, and I am in the corner") {
    CHECK(boxes(0, 0, true, 1'000, 700) == Boxes{{0, 0, 1'000, 700}});
    CHECK(boxes(0, 1, true, 1'000, 700) == Boxes{{0, 0, 1'000, 700}, {768, 564, 220, 124}});
    CHECK(boxes(0, 1, false, 2'000, 700) == Boxes{{378, 0, 1'244, 700}});
    // An upright phone is filled.
    CHECK(boxes(0, 1, true, 360, 640) == Boxes{{0, 0, 360, 640}, {254, 503, 94, 125}});
}

TEST_CASE("the self view of two stands in the corner that was chosen, or is hidden") {
    const auto in = [](Corner corner) { return boxes(0, 1, true, 1'600, 900, {.corner = corner}).back(); };
    CHECK(in(Corner::top_left) == Box{12, 12, 264, 149});
    CHECK(in(Corner::top_right) == Box{1'324, 12, 264, 149});
    CHECK(in(Corner::bottom_left) == Box{12, 739, 264, 149});
    CHECK(in(Corner::bottom_right) == Box{1'324, 739, 264, 149});
    const auto hidden = boxes(0, 1, true, 1'600, 900, {.hides_self = true});
    CHECK(hidden == Boxes{{0, 0, 1'600, 900}, {}});
    CHECK(boxes(0, 0, true, 1'600, 900, {.hides_self = true}) == Boxes{{0, 0, 1'600, 900}});  // alone, there is nothing else to see
    CHECK(boxes(0, 3, true, 1'600, 900, {.hides_self = true}).back().empty());
    CHECK(boxes(1, 3, true, 1'600, 900, {.hides_self = true}).back().empty());
}

TEST_CASE("from three on all faces are alike, mine the last; a last row that is not full stands in the middle of its own") {
    auto tiles_now = stage(0, 2, true);
    std::swap(tiles_now[0], tiles_now[2]);  // I came first
    const auto all = arrange(tiles_now, me, 1'280, 660);
    CHECK(all.arrangement == Arrangement::grid);
    CHECK(all.boxes[0].x > all.boxes[2].x);
    CHECK(all.boxes[0].x > all.boxes[1].x);
    const auto five = boxes(0, 4, true, 1'280, 660);
    CHECK(five[0].y == five[2].y);
    CHECK(five[3].y == five[4].y);
    CHECK(five[3].y > five[0].y);
    CHECK(five[3].x + five[4].x + five[4].width == doctest::Approx(1'280).epsilon(0.002));
}

TEST_CASE("for one to eight people at twelve sizes nothing overlaps or is cut, and nine tenths of the possible are used") {
    double worst = 1;
    for (const auto& size : sizes)
        for (unsigned people = 1; people <= 8; ++people) {
            CAPTURE(size.name);
            CAPTURE(people);
            const auto all = boxes(0, people - 1, true, size.width, size.height);
            REQUIRE(all.size() == people);
            double used = 0;
            for (std::size_t i = 0; i < all.size(); ++i) {
                const auto& it = all[i];
                CHECK(it.width > 50);
                CHECK(it.height > 50);
                CHECK(it.x >= 0);
                CHECK(it.y >= 0);
                CHECK(it.x + it.width <= size.width + 1);  // rounded to whole pixels
                CHECK(it.y + it.height <= size.height + 1);
                const bool in_corner = people == 2 && i == 1;
                if (in_corner) continue;
                used += area(it);
                for (std::size_t k = 0; k < i; ++k) CHECK_FALSE(overlap(all[k], it));
            }
            const bool one = people <= 2;
            const auto share = used / best_possible(one ? 1 : people, size.width, size.height, one ? 0.42 : 0.75);
            CHECK(share >= 0.9);
            worst = std::min(worst, share);
        }
    MESSAGE("the smallest share of what is possible: ", worst);
}

TEST_CASE("a screen has the stage, and all faces a strip beside it, or below on a narrow or upright one") {
    const auto wide = boxes(1, 1, true, 1'280, 720);
    CHECK(wide[1] == Box{0, 0, 1'012, 720});
    CHECK(wide[0].x >= 1'024);
    CHECK(wide[2].x == wide[0].x);
    CHECK(wide[2].y > wide[0].y);
    // In the middle of the screen's height.
    CHECK(wide[0].y + wide[2].y + wide[2].height == doctest::Approx(720).epsilon(0.005));
    const auto upright = boxes(1, 2, true, 360, 640);
    CHECK(upright[2].x == 0);
    CHECK(upright[2].width == 360);
    for (const auto at : {0U, 1U, 3U}) CHECK(upright[at].y >= upright[2].height);
    CHECK(boxes(1, 0, false, 1'280, 720) == Boxes{{0, 0, 1'280, 720}});
    const auto two = boxes(2, 2, true, 1'280, 720);
    CHECK(area(two[2]) == area(two[3]));
    CHECK(area(two[2]) > 3 * area(two[0]));
}

TEST_CASE("what is pinned has the stage, a face before a screen, and everything else is in the strip") {
    const auto pinned = [](const Tile& tile) { return boxes(1, 3, true, 1'280, 720, {.pinned = tile}); };
    auto all = pinned(face(3));
    for (const auto at : {0U, 2U, 3U, 4U}) CHECK(area(all[1]) > 4 * area(all[at]));
    all = pinned(face(1));
    for (const auto at : {0U, 1U, 2U, 3U}) CHECK(area(all[4]) > 4 * area(all[at]));
    CHECK(pinned(screen(2))[3] == Box{0, 0, 1'012, 720});
    CHECK(pinned(face(9)) == boxes(1, 3, true, 1'280, 720));  // gone
    // Of two, the other one fills the stage already.
    CHECK(boxes(0, 1, true, 1'280, 720, {.pinned = face(2)}) == boxes(0, 1, true, 1'280, 720));
    const auto mine = boxes(0, 1, true, 1'280, 720, {.pinned = face(1)});
    CHECK(area(mine[1]) > 4 * area(mine[0]));
}

TEST_CASE("in the speaker layout the one who speaks is large, from three people on and where nobody shares a screen") {
    const LayoutChoice choice{.mode = LayoutMode::speaker, .speaker = member(3)};
    const auto all = boxes(0, 3, true, 1'280, 720, choice);
    CHECK(arrange(stage(0, 3, true), me, 1'280, 720, choice).arrangement == Arrangement::focus);
    for (const auto at : {0U, 2U, 3U}) CHECK(area(all[1]) > 4 * area(all[at]));
    CHECK(boxes(0, 1, true, 1'280, 720, choice) == boxes(0, 1, true, 1'280, 720));
    CHECK(boxes(1, 3, true, 1'280, 720, choice) == boxes(1, 3, true, 1'280, 720));
}

TEST_CASE("all tiles lie on the stage, whatever its size, and none covers another but the self view of two") {
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
                        const bool self_may_cover = screens == 0 && faces == 1;
                        for (std::size_t k = 0; k < i; ++k)
                            if (!self_may_cover) REQUIRE_FALSE(overlap(all[k], it));
                    }
                }
}
