// The colours in which people are shown.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/client/tab.hpp"

using namespace story;
using protocol::Departure;

TEST_CASE("eight people have eight colours, each its own for the whole stay") {
    Tab ann;
    const auto wish = [](unsigned number) { return member(number).bytes[0] % 8; };
    REQUIRE(wish(9) == wish(1));
    std::vector<Introduction> present;
    for (const unsigned number : {9U, 17U, 2U, 10U}) present.push_back(greeting(number, "Ben"));
    std::map<MemberId, unsigned> colour_of;
    const auto look = [&](const Orders& orders) {
        for (const auto& shown : all<ShowPerson>(orders)) {
            const auto known = colour_of.emplace(shown.id, shown.card.colour).first;
            CHECK(known->second == shown.card.colour);
        }
    };
    look(ann.enters("Ann", present));
    CHECK(colour_of[member(9)] == wish(9));  // who came first has the choice
    CHECK(colour_of[member(1)] != wish(1));
    for (const unsigned number : {25U, 3U, 4U}) look(ann.joined(number, "Cem"));
    std::set<unsigned> different;
    for (const auto& [id, colour] : colour_of) different.insert(colour);
    CHECK(different.size() == 8);
    // A ninth must share; whoever comes when somebody left has that one's colour.
    look(ann.joined(5, "Dia"));
    CHECK(colour_of[member(5)] == wish(5));
    ann.left(5, Departure::left);
    ann.left(9, Departure::left);
    look(ann.joined(6, "Eli"));
    CHECK(colour_of[member(6)] == wish(9));
}

TEST_CASE("a lost member keeps no colour from others, and comes back in a free one") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.left(2, Departure::expired);
    ann.does(ChannelClosed{member(2), ann.link(2)});
    CHECK(only<ShowPerson>(ann.joined(10, "Cem")).card.colour == member(2).bytes[0] % 8);
    for (const auto& shown : all<ShowPerson>(ann.joined(2, "Ben")))
        if (shown.id == member(2)) CHECK(shown.card.colour != member(2).bytes[0] % 8);
}
