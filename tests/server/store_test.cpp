// The promises of every store, asked of each: rooms in memory, and rooms in a real Redis where one is installed. Deliveries are counted
// from the stay's beginning; how long something takes is for lobby_test.cpp, whose clock only the test moves.
#include "server/store/store.hpp"

#include <doctest/doctest.h>

#include <string>

#include "server/store_house.hpp"

using namespace protocol;
using namespace server;
using namespace server::store;
using namespace store_house;

#define EACH_STORE(sentence) TEST_CASE_TEMPLATE(sentence, Kind, InMemory, InRedis)
#define HOUSE(...)                     \
    if (!Kind::is_installed()) return; \
    Limits limits;                     \
    __VA_ARGS__;                       \
    House<Kind> house(limits)

EACH_STORE("a room fills, and everybody learns of everybody") {
    HOUSE();
    CHECK(house.join(alice).present.empty());
    REQUIRE_FALSE(house.open(alice, 0, 7));
    const Stay stay = house.join(bob);
    REQUIRE(stay.present.size() == 1);
    CHECK(stay.present[0].member == seat(alice).member);
    CHECK(stay.present[0].hello == "b");
    CHECK(house.mail(alice, 7, "1 joined c") == "1 joined c");
    CHECK(house.notified(7));
    REQUIRE(house.look(1).size() == 2);
    CHECK(house.look(1)[0].member == seat(alice).member);
    CHECK(house.look(2).empty());
}

EACH_STORE("rooms know nothing of each other") {
    HOUSE();
    house.join(alice, 1);
    CHECK(house.join(bob, 2).present.empty());
    CHECK_FALSE(house.post(alice, bob, "for nobody"));
    REQUIRE_FALSE(house.open(bob, 0, 1, 2));
    CHECK(house.store().read(room_id(2), seat(bob).member, 1, 0).mail.empty());
}

EACH_STORE("joining again with the same token renews the stay, and nobody hears of it") {
    HOUSE();
    house.join(alice);
    house.join(bob);
    REQUIRE_FALSE(house.open(alice, 1, 1));
    CHECK_FALSE(house.post(bob, alice, "while the answer to join was lost"));
    CHECK(house.join(bob).present.size() == 1);
    CHECK(house.mail(alice, 1, "2 while the answer to join was lost") == "2 while the answer to join was lost");
    CHECK(house.look(1).size() == 2);
}

EACH_STORE("a renewed stay goes on at the last confirmed delivery") {
    HOUSE();
    house.join(alice);
    house.join(bob);
    for (const char* text : {"one", "two", "three"}) CHECK_FALSE(house.post(bob, alice, text));
    CHECK_FALSE(house.post(alice, bob, "thanks", 2));
    CHECK(house.stay_of(house.try_join(alice)).after == house.number(alice, 2));
    REQUIRE_FALSE(house.open(alice, 2, 1));
    CHECK(house.mail(alice, 1, "3 two, 4 three") == "3 two, 4 three");
}

EACH_STORE("another token opens nothing") {
    HOUSE();
    house.join(alice);
    Seat thief = seat(alice);
    thief.token.bytes[15] ^= 1;
    CHECK(std::get<Refusal>(house.try_join(thief, "x")).why == ErrorWord::wrong_token);
    CHECK(house.try_post(thief, 0, {})->why == ErrorWord::wrong_token);
    CHECK(house.try_open(thief, 0, 1) == ErrorWord::wrong_token);
    CHECK(house.leave(thief) == ErrorWord::wrong_token);
    CHECK(house.look(1).size() == 1);
}

EACH_STORE("a token lives as long as its stay") {
    HOUSE();
    house.join(alice);
    house.join(bob);
    CHECK_FALSE(house.leave(seat(alice)));
    CHECK(house.open(alice, 0, 1) == ErrorWord::unknown_member);
    CHECK_FALSE(house.leave(seat(bob)));
    house.join(carol);
    CHECK(house.post(bob, carol, "in a room that has begun anew") == ErrorWord::unknown_member);
}

EACH_STORE("a member that never came is unknown, but may leave") {
    HOUSE();
    CHECK(house.try_post(seat(bob), 0, {})->why == ErrorWord::unknown_member);
    CHECK(house.open(bob, 0, 1) == ErrorWord::unknown_member);
    CHECK_FALSE(house.leave(seat(bob)));
    house.join(alice);
    CHECK(house.try_post(seat(bob), 0, {})->why == ErrorWord::unknown_member);
    CHECK_FALSE(house.leave(seat(bob)));
}

EACH_STORE("a full room takes nobody more, until somebody leaves") {
    HOUSE(limits.seats = 2);
    house.join(alice);
    house.join(bob);
    CHECK(std::get<Refusal>(house.try_join(carol)).why == ErrorWord::room_full);
    house.join(bob);
    CHECK_FALSE(house.leave(seat(alice)));
    CHECK(house.join(carol).present.size() == 1);
}

EACH_STORE("in a full room, a seat whose member was written to and never wrote goes to whoever comes") {
    HOUSE(limits.seats = 3, limits.silence = 300);
    const std::uint8_t dan = 4, eve = 5;
    for (const auto who : {alice, bob, carol}) house.join(who);
    REQUIRE_FALSE(house.open(alice, 0, 1));
    REQUIRE_FALSE(house.open(bob, 0, 2));
    const auto comes_to_full_room = [&](std::uint8_t who) {
        const auto joined = house.try_join(who);
        const auto* refusal = std::get_if<Refusal>(&joined);
        return refusal && refusal->why == ErrorWord::room_full;
    };
    // Nobody owes an answer yet.
    CHECK(comes_to_full_room(dan));
    CHECK_FALSE(house.post(alice, bob, "hello"));
    CHECK_FALSE(house.post(alice, carol, "hello"));
    CHECK_FALSE(house.post(carol, alice, "good day"));
    CHECK_FALSE(house.post(alice, carol, "how are you"));
    CHECK(comes_to_full_room(dan));
    CHECK(house.until([&] { return !comes_to_full_room(dan); }));
    CHECK(house.mail(bob, 2, "gone") == "gone");
    CHECK(house.mail(alice, 1, "3 good day, 4 expired, 5 joined e", 2) == "3 good day, 4 expired, 5 joined e");
    const auto present = house.look(1);
    REQUIRE(present.size() == 3);
    CHECK(present[1].member == seat(carol).member);
    CHECK(present[2].member == seat(dan).member);
    // Of those who are left, all that were written to have answered.
    CHECK(comes_to_full_room(eve));
}

EACH_STORE("a full server makes no more rooms, until one is empty") {
    HOUSE(limits.rooms = 1);
    house.join(alice, 1);
    house.join(bob, 1);
    CHECK(std::get<Refusal>(house.try_join(seat(carol, 2), "c")).why == ErrorWord::server_full);
    CHECK_FALSE(house.leave(seat(alice)));
    CHECK_FALSE(house.leave(seat(bob)));
    house.join(carol, 2);
}

EACH_STORE("letters wait for a broken stream and none is lost") {
    HOUSE();
    house.join(alice);
    house.join(bob);
    REQUIRE_FALSE(house.open(alice, 0, 1));
    CHECK_FALSE(house.post(bob, alice, "one"));
    CHECK(house.mail(alice, 1, "1 joined c, 2 one") == "1 joined c, 2 one");
    CHECK(house.mail(alice, 1, "2 one", 1) == "2 one");
    house.close(alice, 1);
    CHECK_FALSE(house.post(bob, alice, "two"));
    REQUIRE_FALSE(house.open(alice, 1, 2));
    CHECK(house.mail(alice, 2, "2 one, 3 two", 1) == "2 one, 3 two");
    CHECK(house.mail(alice, 2, "", 3).empty());
}

EACH_STORE("a confirmation beyond what was sent confirms what was sent") {
    HOUSE();
    house.join(alice);
    house.join(bob);
    REQUIRE_FALSE(house.open(alice, 1'000, 1));
    CHECK_FALSE(house.post(bob, alice, "one"));
    CHECK(house.mail(alice, 1, "2 one") == "2 one");
}

EACH_STORE("a second reader takes the mailbox over, and the first hears of it") {
    HOUSE();
    house.join(alice);
    REQUIRE_FALSE(house.open(alice, 0, 1));
    REQUIRE_FALSE(house.open(alice, 0, 2));
    CHECK(house.notified(1));
    CHECK(house.mail(alice, 1, "taken over") == "taken over");
    house.close(alice, 1);
    house.join(bob);
    CHECK(house.mail(alice, 2, "1 joined c") == "1 joined c");
}

EACH_STORE("a member that leaves is gone at once") {
    HOUSE();
    house.join(alice);
    house.join(bob);
    REQUIRE_FALSE(house.open(alice, 1, 1));
    REQUIRE_FALSE(house.open(bob, 0, 2));
    CHECK_FALSE(house.leave(seat(bob)));
    CHECK(house.mail(alice, 1, "2 left") == "2 left");
    CHECK(house.mail(bob, 2, "gone") == "gone");
    CHECK(house.notified(2));
    CHECK_FALSE(house.leave(seat(alice)));
    CHECK(house.look(1).empty());
}

EACH_STORE("a mailbox that nobody receives expires, and one that is received does not") {
    HOUSE(limits.expiry = 300);
    house.join(alice);
    REQUIRE_FALSE(house.open(alice, 0, 1));
    house.join(bob);
    CHECK(house.mail(alice, 1, "1 joined c, 2 expired") == "1 joined c, 2 expired");
    CHECK(house.post(bob, alice, "after its end") == ErrorWord::unknown_member);
    house.close(alice, 1);
    CHECK(house.until([&] { return house.look(1).empty(); }));
}

EACH_STORE("letters of one member are limited, and others are not slowed down") {
    HOUSE(limits.letters = {64, 1});
    house.join(alice);
    house.join(bob);
    const std::vector<Envelope> letters(64, Envelope{seat(carol).member, "x"});
    CHECK_FALSE(house.try_post(seat(alice), 0, letters));
    const auto refusal = house.try_post(seat(alice), 0, {letters[0]});
    REQUIRE(refusal);
    CHECK(refusal->why == ErrorWord::too_fast);
    CHECK(refusal->retry_after > 1'000);
    CHECK(refusal->retry_after <= 60'001);
    CHECK_FALSE(house.try_post(seat(alice), 0, {}));
    CHECK_FALSE(house.post(bob, alice, "others are not slowed down"));
}

EACH_STORE("a mailbox holds so many letters, and all of a post or none") {
    HOUSE(limits.waiting_mail = 3);
    for (const auto who : {alice, bob, carol}) house.join(who);
    CHECK_FALSE(house.post(carol, bob, "one"));  // bob's second: carol's coming was the first
    const auto refusal =
        house.try_post(seat(carol), 0, {{seat(alice).member, "x"}, {seat(bob).member, "two"}, {seat(bob).member, "three"}});
    REQUIRE(refusal);
    CHECK(refusal->why == ErrorWord::mailbox_full);
    REQUIRE_FALSE(house.open(alice, 0, 1));
    CHECK(house.mail(alice, 1, "1 joined c, 2 joined d") == "1 joined c, 2 joined d");
    CHECK_FALSE(house.post(carol, bob, "two"));
    CHECK(house.post(carol, bob, "three") == ErrorWord::mailbox_full);
    CHECK_FALSE(house.post(bob, alice, "thanks", 1));
    CHECK_FALSE(house.post(carol, bob, "three"));
}

EACH_STORE("a mailbox holds so many bytes") {
    HOUSE(limits.waiting_bytes = 10);
    house.join(alice);
    house.join(bob);
    CHECK_FALSE(house.post(bob, alice, "12345678"));
    CHECK(house.post(bob, alice, "123") == ErrorWord::mailbox_full);
    CHECK_FALSE(house.post(alice, bob, "1234567890", 2));
    CHECK_FALSE(house.post(bob, alice, "1234567890"));
}

EACH_STORE("the hellos that wait in mailboxes count as what waits") {
    HOUSE(limits.all_waiting_bytes = 10'000);
    house.join(alice);
    REQUIRE_FALSE(house.open(alice, 0, 1));
    const auto comes = [&] { return house.try_join(seat(bob), std::string(2'000, 'b')); };
    for (int i = 0; i < 5; ++i) {
        REQUIRE(std::holds_alternative<Stay>(comes()));
        CHECK_FALSE(house.leave(seat(bob)));
    }
    CHECK(std::get<Refusal>(comes()).why == ErrorWord::server_full);
    REQUIRE_FALSE(house.open(alice, 10, 1));
    CHECK(std::holds_alternative<Stay>(comes()));
}

EACH_STORE("a member that lets news pile up without end is taken out, and the others stay") {
    HOUSE(limits.waiting_mail = 4);
    house.join(alice);
    house.join(bob);
    REQUIRE_FALSE(house.open(alice, 0, 1));
    for (std::uint64_t i = 1; i <= 10; ++i) {
        house.stay_of(house.try_join(carol));
        CHECK_FALSE(house.leave(seat(carol)));
        REQUIRE_FALSE(house.open(bob, 2 * i, 2));
    }
    CHECK(house.mail(alice, 1, "gone") == "gone");
    const auto present = house.look(1);
    REQUIRE(present.size() == 1);
    CHECK(present[0].member == seat(bob).member);
}

EACH_STORE("a room takes only so many newcomers; those who are inside are not counted again") {
    HOUSE(limits.seats = 2, limits.joins_per_seat = {.burst = 2, .per_minute = 1});
    house.join(alice);
    for (int i = 0; i < 3; ++i) {
        house.stay_of(house.try_join(bob));
        CHECK_FALSE(house.leave(seat(bob)));
    }
    const auto refused = std::get<Refusal>(house.try_join(bob));
    CHECK(refused.why == ErrorWord::too_fast);
    CHECK(refused.retry_after > 1'000);
    house.stay_of(house.try_join(alice));
}

EACH_STORE("a room passes on only so much, however many have sat there") {
    HOUSE(limits.seats = 2, limits.letters = {.burst = 64, .per_minute = 60}, limits.bytes_per_seat = {.burst = 10, .per_minute = 1});
    house.join(alice);
    house.join(bob);
    CHECK_FALSE(house.post(alice, bob, std::string(20, 'x')));
    CHECK(house.post(alice, bob, "x") == ErrorWord::too_fast);
}

EACH_STORE("a census counts who is there and what waits") {
    HOUSE(limits.expiry = 600'000);
    house.join(alice);
    house.join(bob);
    house.post(alice, bob, "hello");
    CHECK(house.until([&] {
        const auto census = house.store().census();
        return census.rooms == 1 && census.members == 2 && census.waiting == 2 && census.waiting_bytes > 5;
    }));
    CHECK(house.store().letters() == 1);
    CHECK_FALSE(house.leave(seat(alice)));
    CHECK_FALSE(house.leave(seat(bob)));
    CHECK(house.until([&] {
        const auto census = house.store().census();
        return census.rooms + census.members + census.waiting + census.waiting_bytes == 0;
    }));
}
