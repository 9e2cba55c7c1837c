// Joining, posting and receiving over real sockets; streams that break, are taken over, or are polls.
#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "browser.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;

std::string body_of(const Delivery& delivery) { return std::get<ReceivedEnvelope>(delivery.what).body; }

}  // namespace

TEST_CASE("two people meet and write to each other") {
    ServerProcess server({"--stun", "stun:stun.example.org:3478"});
    Person alice(server.place(), 1), bob(server.place(), 2);
    const JoinAnswer first = alice.join();
    CHECK(first.present.empty());
    REQUIRE(first.ice.size() == 1);
    CHECK(first.ice[0].urls == std::vector<std::string>{"stun:stun.example.org:3478"});
    alice.receive(first.after);
    const JoinAnswer second = bob.join();
    REQUIRE(second.present.size() == 1);
    CHECK(second.present[0].member == alice.where().member);
    bob.receive(second.after);
    CHECK(std::get<Joined>(alice.next_delivery().what).member == bob.where().member);

    CHECK(bob.post(alice, "b25l").status == 204);
    const Delivery letter = alice.next_delivery();
    CHECK(letter.number == first.after + 2);
    CHECK(body_of(letter) == "b25l");
    CHECK(std::get<ReceivedEnvelope>(letter.what).from == bob.where().member);
    CHECK(alice.post(bob, "dHdv", 2).status == 204);
    CHECK(body_of(bob.next_delivery()) == "dHdv");

    CHECK(bob.leave().status == 204);
    const auto left = std::get<Left>(alice.next_delivery().what);
    CHECK(left.member == bob.where().member);
    CHECK(left.how == Departure::left);
    CHECK(std::get<MailboxRefused>(bob.next()).why == ErrorWord::unknown_member);
    CHECK_FALSE(bob.stream().line());
}

TEST_CASE("the head of a stream asks proxies to hold nothing back") {
    ServerProcess server;
    Person alice(server.place(), 1);
    alice.join();
    Wire wire(server.place());
    wire.send(request("POST", "/api/receive", encode(ReceiveRequest{Wait::stream, {{alice.where(), 0}}})));
    const Reply head = wire.head();
    CHECK(head.status == 200);
    CHECK(head.field("Content-Type") == "application/x-ndjson");
    CHECK(head.field("Cache-Control") == "no-store");
    CHECK(head.field("X-Accel-Buffering") == "no");
    CHECK(wire.line() == R"({"is":"open"})");
}

TEST_CASE("a stream that breaks loses nothing: the next goes on after the cursor") {
    ServerProcess server;
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    alice.receive();
    bob.join();
    std::uint64_t seen = alice.next_delivery().number;
    for (int round = 0; round < 5; ++round) {
        const auto text = [&](int n) { return std::string("cm91bmQ") + static_cast<char>('a' + round) + static_cast<char>('a' + n); };
        bob.post(alice, text(0));
        const Delivery first = alice.next_delivery();
        CHECK(body_of(first) == text(0));
        seen = first.number;
        bob.post(alice, text(1));
        alice.hang_up();  // whether the second was written by then or not
        bob.post(alice, text(2));
        alice.receive(seen);
        for (int n = 1; n < 3; ++n) {
            const Delivery next = alice.next_delivery();
            CHECK(next.number == seen + 1);
            CHECK(body_of(next) == text(n));
            seen = next.number;
        }
    }
}

TEST_CASE("a second stream takes the mailbox over and the first ends cleanly") {
    ServerProcess server;
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    alice.receive();
    Person again(server.place(), 1);
    again.receive();
    CHECK_FALSE(alice.stream().line());
    bob.join();
    CHECK(std::holds_alternative<Joined>(again.next_delivery().what));
}

TEST_CASE("a stream that loses one mailbox ends for the others too, and they can be asked for again") {
    ServerProcess server;
    Person one(server.place(), 1), two(server.place(), 2);
    const auto before_two = one.join().after;
    const auto before = two.join().after;
    Wire both(server.place());
    both.send(
        request("POST", "/api/receive", encode(ReceiveRequest{Wait::stream, {{one.where(), before_two + 1}, {two.where(), before}}})));
    CHECK(both.head().status == 200);
    CHECK(both.line() == R"({"is":"open"})");
    one.receive(before_two + 1);
    CHECK_FALSE(both.line());
    two.receive(before);
    one.post(two, "dHdv");
    CHECK(std::get<ReceivedEnvelope>(two.next_delivery().what).body == "dHdv");
    two.post(one, "b25l");
    CHECK(std::get<ReceivedEnvelope>(one.next_delivery().what).body == "b25l");
}

TEST_CASE("one stream serves several tabs") {
    ServerProcess server;
    Person one(server.place(), 1), two(server.place(), 2), bob(server.place(), 3);
    const auto before_two = one.join().after;
    const auto before_bob = two.join().after;
    bob.join();
    Wire wire(server.place());
    const Seat stranger = seat(9);
    wire.send(request("POST", "/api/receive",
                      encode(ReceiveRequest{Wait::stream, {{one.where(), before_two + 2}, {two.where(), before_bob + 1}, {stranger, 0}}})));
    CHECK(wire.head().status == 200);
    CHECK(wire.line() == R"({"is":"open"})");
    const auto refused = decode_mail_line(wire.line().value());
    REQUIRE(refused);
    CHECK(std::get<MailboxRefused>(*refused).to == stranger.member);
    bob.post(one, "b25l");
    bob.post(two, "dHdv");
    for (const Person* tab : {&one, &two}) {
        const auto line = decode_mail_line(wire.line().value());
        REQUIRE(line);
        CHECK(std::get<Delivery>(*line).to == tab->where().member);
    }
}

TEST_CASE("a receive that is refused whole has the error's own status") {
    ServerProcess server;
    Person alice(server.place(), 1);
    alice.join();
    Wire wire(server.place());
    CHECK(wire.ask("POST", "/api/receive", encode(ReceiveRequest{Wait::stream, {{seat(9), 0}}})).status == 404);
    Seat thief = alice.where();
    thief.token.bytes[9] = 1;
    const Reply reply = wire.ask("POST", "/api/receive", encode(ReceiveRequest{Wait::poll, {{thief, 0}}}));
    CHECK(reply.status == 403);
    CHECK(decode_error(reply.body) == ErrorWord::wrong_token);
}

TEST_CASE("a poll ends with the first deliveries, and empty after a while") {
    ServerProcess server({"--poll-ms", "50"});
    Person alice(server.place(), 1), bob(server.place(), 2);
    const auto before_bob = alice.join().after;
    alice.receive(before_bob, Wait::poll);
    const Reply empty = alice.stream().reply();
    CHECK(empty.status == 200);
    CHECK(empty.body == "{\"is\":\"open\"}\n");
    bob.join();
    alice.receive(before_bob, Wait::poll);
    const Reply full = alice.stream().reply();
    CHECK(std::count(full.body.begin(), full.body.end(), '\n') == 2);
    // The connection is good for the next.
    alice.stream().send(request("POST", "/api/receive", encode(ReceiveRequest{Wait::poll, {{alice.where(), before_bob + 1}}})));
    CHECK(alice.stream().reply().status == 200);
}

TEST_CASE("a waiting poll is answered when mail comes") {
    ServerProcess server;
    Person alice(server.place(), 1), bob(server.place(), 2);
    const auto before_bob = alice.join().after;
    bob.join();
    alice.receive(before_bob + 1, Wait::poll);
    bob.post(alice, "b25l");
    const std::string body = alice.stream().reply().body;
    CHECK(body.find("b25l") != std::string::npos);
}

TEST_CASE("a member whose connection drops expires, and the others hear it") {
    ServerProcess server({"--expiry-ms", "1000"});
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.enter();
    const int stays = bob.enter();
    bob.hang_up();
    for (int i = 0; i < stays; ++i) {
        CHECK(std::get<Joined>(alice.next_delivery().what).member == bob.where().member);
        const auto left = std::get<Left>(alice.next_delivery().what);
        CHECK(left.member == bob.where().member);
        CHECK(left.how == Departure::expired);
    }
    CHECK(bob.post(alice, "bGF0ZQ").status == 404);
}

TEST_CASE("a member that joins and never receives expires too") {
    ServerProcess server({"--expiry-ms", "1000"});
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.enter();
    bob.join();
    CHECK(std::holds_alternative<Joined>(alice.next_delivery().what));
    CHECK(std::get<Left>(alice.next_delivery().what).how == Departure::expired);
}

TEST_CASE("a stream shows signs of life") {
    ServerProcess server({"--heartbeat-ms", "20"});
    Person alice(server.place(), 1);
    alice.join();
    alice.receive();
    for (int i = 0; i < 3; ++i) CHECK(alice.stream().line() == "");
}

TEST_CASE("a stream for HTTP/1.0 goes until the connection ends") {
    ServerProcess server;
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    Wire wire(server.place());
    const std::string body = encode(ReceiveRequest{Wait::stream, {{alice.where(), 0}}});
    wire.send("POST /api/receive HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n" + body);
    const Reply head = wire.head();
    CHECK_FALSE(head.field("Transfer-Encoding"));
    CHECK(head.field("Connection") == "close");
    alice.leave();
    CHECK(wire.closed());
}

namespace {

// Somebody who takes nothing of a stream, and two for whom that must make no difference.
struct SlowReader {
    ServerProcess server;
    Person slow{server.place(), 1}, quick{server.place(), 2}, writer{server.place(), 3};
    const std::string big = std::string(60'000, 'A');
    std::optional<Left> gone;  // how the slow one went

    explicit SlowReader(std::vector<std::string> options) : server(std::move(options)) {
        slow.enter(4096);
        quick.enter();
        writer.enter();
    }

    void check_quick_is_served() {
        CHECK(writer.post(quick, "cXVpY2s").status == 204);
        Delivery delivery = quick.next_delivery();
        for (; !std::holds_alternative<ReceivedEnvelope>(delivery.what); delivery = quick.next_delivery()) {
            const auto* left = std::get_if<Left>(&delivery.what);
            if (left && left->member == slow.where().member) gone = *left;
        }
        CHECK(body_of(delivery) == "cXVpY2s");
        quick.confirm(delivery.number);
    }
};

}  // namespace

TEST_CASE("a reader that takes nothing does not slow the others") {
    SlowReader room({"--letter-burst", "1000000"});
    int refused = 0;
    // Mail that nobody confirms fills the mailbox.
    for (int i = 0; i < 20; ++i) {
        if (decode_error(room.writer.post(room.slow, room.big).body) == ErrorWord::mailbox_full) ++refused;
        room.check_quick_is_served();
    }
    CHECK(refused > 0);
}

TEST_CASE("a reader that takes nothing is cut off") {
    SlowReader room({"--write-ms", "1000", "--expiry-ms", "1000", "--letter-burst", "1000000", "--seats", "64"});
    // Mail that is confirmed unread makes room in the mailbox, until its connection is full: 64 MB are more than one holds.
    constexpr std::uint64_t everything = 1ULL << 52;
    int times_full = 0;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!room.gone && std::chrono::steady_clock::now() < deadline) {
        const bool full = decode_error(room.writer.post(room.slow, room.big).body) == ErrorWord::mailbox_full;
        if (full && ++times_full <= 64) room.slow.confirm(everything);
        room.check_quick_is_served();
    }
    REQUIRE(room.gone);
    CHECK(room.gone->how == Departure::expired);
}

TEST_CASE("thousands wait, and each gets its letter") {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    REQUIRE(files.rlim_max > 6'000);  // two connections each
    ServerProcess server({"--seats", "64"});
    std::vector<std::unique_ptr<Person>> people;
    constexpr std::uint32_t count = 2'400;
    for (std::uint32_t i = 0; i < count; ++i) {
        people.push_back(std::make_unique<Person>(server.place(), i, static_cast<std::uint8_t>(i / 48)));
        const auto joined = people.back()->join();
        people.back()->receive(joined.after);
    }
    for (std::uint32_t i = 0; i < count; ++i) CHECK(people[i]->post(*people[i / 48 * 48 + (i + 1) % 48], "aGVsbG8").status == 204);
    for (auto& person : people) {
        Delivery delivery = person->next_delivery();
        while (!std::holds_alternative<ReceivedEnvelope>(delivery.what)) delivery = person->next_delivery();
        CHECK(body_of(delivery) == "aGVsbG8");
    }
}
