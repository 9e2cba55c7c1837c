// Rooms in memory, where time is a number that only the test moves. (The promises of every store are in store_test.cpp.)
#include "server/store/lobby.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace {

using namespace protocol;
using namespace server;
using namespace server::store;

RoomId room_id(std::uint8_t n) {
    RoomId id;
    id.bytes[15] = n;
    return id;
}

// The seat of the person called `n`; their token is their own.
Seat seat(std::uint8_t n, std::uint8_t room = 1) {
    Seat seat{room_id(room), {}, {}};
    seat.member.bytes[0] = n;
    seat.token.bytes[0] = n;
    return seat;
}

Seat with_wrong_token(Seat seat) {
    seat.token.bytes[15] ^= 1;
    return seat;
}

constexpr std::uint8_t alice = 1, bob = 2, carol = 3;

struct Office {
    explicit Office(Limits limits = {}) : lobby(limits) {}

    Lobby lobby;
    Millis now = 1'000;

    Stay join(std::uint8_t who, std::uint8_t room = 1) {
        const auto outcome = lobby.join(seat(who, room), std::string(1, static_cast<char>('a' + who)), now);
        REQUIRE(std::holds_alternative<Stay>(outcome));
        return std::get<Stay>(outcome);
    }

    std::optional<ErrorWord> post(std::uint8_t from, std::uint8_t to, std::string body, std::uint64_t after = 0) {
        const auto refusal = lobby.post(seat(from), after, {{seat(to).member, std::move(body)}}, now);
        return refusal ? std::optional(refusal->why) : std::nullopt;
    }

    // All mail that waits for `who`, as words.
    std::string mail(std::uint8_t who, Subscriber subscriber, std::uint64_t after = 0) {
        const Waiting waiting = lobby.read(room_id(1), seat(who).member, subscriber, after);
        if (waiting.state == Waiting::State::gone) return "gone";
        if (waiting.state == Waiting::State::taken_over) return "taken over";
        std::string words;
        std::uint64_t number = waiting.first;
        for (const Mail& each : waiting.mail) {
            if (!words.empty()) words += ", ";
            words += std::to_string(number++) + ' ';
            if (const auto* hello = std::get_if<Hello>(&each.what)) words += "joined " + **hello;
            if (const auto* how = std::get_if<Departure>(&each.what)) words += *how == Departure::left ? "left" : "expired";
            if (const auto* body = std::get_if<std::string>(&each.what)) words += *body;
        }
        return words;
    }

    std::vector<Subscriber> notified() {
        std::vector<Subscriber> notified;
        lobby.take_notified(notified);
        return notified;
    }
};

}  // namespace

TEST_CASE("joining again with the same token renews the stay, and nobody hears of it") {
    Office office;
    office.join(alice);
    office.join(bob);
    REQUIRE_FALSE(office.lobby.open(seat(alice), 1, 1));
    CHECK_FALSE(office.post(bob, alice, "while the answer to join was lost"));
    office.now += 5'000;
    const Stay again = office.join(bob);
    CHECK(again.present.size() == 1);
    CHECK(office.mail(alice, 1) == "2 while the answer to join was lost");
    office.now += 5'000;
    office.lobby.expire(office.now);
    CHECK(office.lobby.look(room_id(1)).size() == 2);
}

TEST_CASE("another token opens nothing") {
    Office office;
    office.join(alice);
    const Seat thief = with_wrong_token(seat(alice));
    CHECK(std::get<Refusal>(office.lobby.join(thief, "x", office.now)).why == ErrorWord::wrong_token);
    CHECK(office.lobby.post(thief, 0, {}, office.now)->why == ErrorWord::wrong_token);
    CHECK(office.lobby.open(thief, 0, 1) == ErrorWord::wrong_token);
    CHECK(office.lobby.leave(thief) == ErrorWord::wrong_token);
    CHECK(office.lobby.look(room_id(1)).size() == 1);
    for (unsigned bit = 0; bit < 128; ++bit) {
        Seat nearly = seat(alice);
        nearly.token.bytes[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        CHECK(office.lobby.open(nearly, 0, 1) == ErrorWord::wrong_token);
    }
}

TEST_CASE("a second reader takes the mailbox over, and the first hears of it") {
    Office office;
    office.join(alice);
    REQUIRE_FALSE(office.lobby.open(seat(alice), 0, 1));
    REQUIRE_FALSE(office.lobby.open(seat(alice), 0, 2));
    CHECK(office.notified() == std::vector<Subscriber>{1});
    CHECK(office.mail(alice, 1) == "taken over");
    CHECK(office.mail(alice, 2).empty());
    office.lobby.close(room_id(1), seat(alice).member, 1, office.now);
    office.now += 60'000;
    office.lobby.expire(office.now);
    CHECK(office.lobby.look(room_id(1)).size() == 1);
}

TEST_CASE("a mailbox that nobody receives expires after six seconds, not before") {
    Office office;
    office.join(alice);
    REQUIRE_FALSE(office.lobby.open(seat(alice), 0, 1));
    CHECK(office.lobby.next_expiry() == 7'000);
    office.join(bob);
    office.now += 5'999;
    office.lobby.expire(office.now);
    CHECK(office.mail(alice, 1) == "1 joined c");
    office.now += 1;
    office.lobby.expire(office.now);
    CHECK(office.mail(alice, 1) == "1 joined c, 2 expired");
    CHECK_FALSE(office.lobby.next_expiry());
}

TEST_CASE("a member that receives again in time stays") {
    Office office;
    office.join(alice);
    REQUIRE_FALSE(office.lobby.open(seat(alice), 0, 1));
    for (Subscriber subscriber = 1; subscriber < 10; ++subscriber) {
        office.lobby.close(room_id(1), seat(alice).member, subscriber, office.now);
        office.now += 5'000;
        office.lobby.expire(office.now);
        REQUIRE_FALSE(office.lobby.open(seat(alice), 0, subscriber + 1));
    }
    office.lobby.expire(office.now + 60'000);
    CHECK(office.lobby.look(room_id(1)).size() == 1);
}

TEST_CASE("letters per second are limited, the burst first and then the rate") {
    Limits limits;
    limits.letters = {64, 600};
    Office office(limits);
    office.join(alice);
    office.join(bob);
    std::vector<Envelope> letters(64, Envelope{seat(carol).member, "x"});
    CHECK_FALSE(office.lobby.post(seat(alice), 0, letters, office.now));
    const auto refusal = office.lobby.post(seat(alice), 0, {letters[0]}, office.now);
    REQUIRE(refusal);
    CHECK(refusal->why == ErrorWord::too_fast);
    CHECK(refusal->retry_after > 0);
    CHECK(refusal->retry_after <= 101);
    CHECK_FALSE(office.lobby.post(seat(alice), 0, {}, office.now));
    CHECK_FALSE(office.post(bob, alice, "others are not slowed down"));
    office.now += refusal->retry_after;
    CHECK_FALSE(office.lobby.post(seat(alice), 0, {letters[0]}, office.now));
    CHECK(office.lobby.post(seat(alice), 0, {letters[0]}, office.now)->why == ErrorWord::too_fast);
    office.now += 3'600'000;
    CHECK_FALSE(office.lobby.post(seat(alice), 0, letters, office.now));
    CHECK(office.lobby.post(seat(alice), 0, {letters[0]}, office.now)->why == ErrorWord::too_fast);
}

TEST_CASE("a room takes only so many newcomers; those who are inside are not counted again") {
    Limits limits;
    limits.seats = 2;
    limits.joins_per_seat = {.burst = 2, .per_minute = 30};
    Office office(limits);
    office.join(alice);
    for (int i = 0; i < 3; ++i) {
        office.join(bob);
        office.lobby.leave(seat(bob));
    }
    const auto refused = std::get<Refusal>(office.lobby.join(seat(bob), "b", office.now));
    CHECK(refused.why == ErrorWord::too_fast);
    CHECK(refused.retry_after == 1'000);
    office.join(alice);
    office.now += 1'000;
    office.join(bob);
}

TEST_CASE("a room passes on only so much, however many have sat there") {
    Limits limits;
    limits.seats = 2;
    limits.letters = {.burst = 64, .per_minute = 60};
    limits.bytes_per_seat = {.burst = 10, .per_minute = 60};
    Office office(limits);
    office.join(alice);
    office.join(bob);
    const auto post = [&](std::size_t bytes) {
        return office.lobby.post(seat(alice), 0, {{seat(bob).member, std::string(bytes, 'x')}}, office.now);
    };
    CHECK_FALSE(post(20));
    CHECK(post(1)->why == ErrorWord::too_fast);
    office.now += 500;
    CHECK_FALSE(post(1));
}
