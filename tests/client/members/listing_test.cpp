// The order in which the page lists people.
#include "client/members/listing.hpp"

#include <doctest/doctest.h>

#include "tests/client/orders.hpp"

using namespace client::members;
using client::MemberId;
using story::member;

namespace {

// A room as its first member sees it.
struct Room {
    std::map<MemberId, ShowPerson> people;
    Arrivals arrivals;

    Room& has(unsigned who, PersonState state = PersonState::connected) {
        ShowPerson person;
        person.id = member(who);
        person.me = who == 1;
        person.state = state;
        people[member(who)] = person;
        return *this;
    }
    Room& loses(unsigned who) {
        people.erase(member(who));
        return *this;
    }
    ShowListing listed() { return arrivals.list(people); }
};

std::vector<MemberId> members(std::initializer_list<unsigned> numbers) {
    std::vector<MemberId> all;
    for (const auto number : numbers) all.push_back(member(number));
    return all;
}

}  // namespace

TEST_CASE("people are listed in the order in which they came, oneself last") {
    Room room;
    CHECK(room.listed() == ShowListing{});
    CHECK(room.has(1).listed().here == members({1}));
    CHECK(room.has(5).listed().here == members({5, 1}));
    CHECK(room.has(3).listed().here == members({5, 3, 1}));
    CHECK(room.has(4).has(2).listed().here == members({5, 3, 2, 4, 1}));  // at once: any order will do, as long as it stays
}

TEST_CASE("somebody who changes keeps the place, somebody who comes back is last") {
    Room room;
    room.has(1).has(5).listed();
    room.has(3).listed();
    CHECK(room.has(5, PersonState::reconnecting).listed().here == members({5, 3, 1}));
    CHECK(room.loses(5).listed().here == members({3, 1}));
    CHECK(room.has(5).listed().here == members({3, 5, 1}));
    CHECK(room.loses(1).listed().here == members({3, 5}));
}

TEST_CASE("somebody at the door is not among those who are here, and keeps the place when let in") {
    Room room;
    room.has(1).has(2).listed();
    room.has(6, PersonState::knocking).listed();
    const auto listing = room.has(4).has(5, PersonState::knocking).listed();
    CHECK(listing.here == members({2, 4, 1}));
    CHECK(listing.knocking == members({6, 5}));
    CHECK(room.has(6).listed().here == members({2, 6, 4, 1}));
    CHECK(room.listed().knocking == members({5}));
}

TEST_CASE("somebody is being reached until the first connection stands") {
    Room room;
    CHECK_FALSE(room.has(1).listed().reaching);
    CHECK(room.has(2, PersonState::connecting).listed().reaching);
    CHECK(room.has(3).listed().reaching);
    CHECK_FALSE(room.has(2).listed().reaching);
    CHECK_FALSE(room.has(2, PersonState::reconnecting).listed().reaching);
    CHECK_FALSE(room.has(3, PersonState::gone).has(4, PersonState::knocking).listed().reaching);
}
