// The name of a new room, until somebody gives it another.
#include "client/room/proposed_name.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <vector>

using namespace client::room;

namespace {

const std::vector<std::string> english{"quiet warm young", "amber teal", "otter"};
const std::vector<std::string> korean{"다정한 조용한", "수달 여우"};

std::string named(const std::vector<std::string>& lists, std::string_view joint, std::vector<std::uint8_t> random) {
    return proposed_name(lists, joint, random);
}

}  // namespace

TEST_CASE("a name has a word of each list") {
    CHECK(named(english, "-", {0, 0, 0, 0, 0, 0}) == "quiet-amber-otter");
    CHECK(named(english, "-", {0, 1, 0, 1, 0, 1}) == "warm-teal-otter");
    CHECK(named(english, "-", {0, 2, 0, 2, 255, 255}) == "young-amber-otter");
    CHECK(named(english, "-", {1, 0, 1, 0, 0, 0}) == "warm-amber-otter");  // 256, of three and of two
    CHECK(named(korean, " ", {0, 1, 0, 0}) == "조용한 수달");
}

TEST_CASE("every word comes up, as often as the others") {
    std::map<std::string, int> names;
    for (int value = 0; value < 65'536; ++value)
        ++names[named({"a b c d e f"}, "-", {static_cast<std::uint8_t>(value / 256), static_cast<std::uint8_t>(value % 256)})];
    CHECK(names.size() == 6);
    for (const auto& [name, count] : names) {
        CHECK(name.size() == 1);
        CHECK(count >= 10'922);
        CHECK(count <= 10'923);
    }
}

TEST_CASE("a name is made of the lists that are there") {
    CHECK(named(english, "-", {}) == "quiet-amber-otter");
    CHECK(named(english, "-", {0, 1}) == "warm-amber-otter");
    CHECK(named({}, "-", {1, 2}).empty());
    CHECK(named({"", "a b"}, "-", {0, 1, 0, 1}) == "-b");
}
