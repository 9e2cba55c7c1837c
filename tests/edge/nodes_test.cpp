// Several servers that share a real Redis: any of them serves any request, one that dies loses nothing of what it has answered, and while
// Redis is away those who are connected go on.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "browser.hpp"
#include "cut_relay.hpp"
#include "redis_process.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;
using tests::RedisProcess;

// Asks again and again, as a page does, until it is so.
template <class Condition>
bool comes_true(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!condition())
        if (std::chrono::steady_clock::now() > deadline) return false;
    return true;
}

bool is_ready(const ServerProcess& node) { return Wire(node.metrics_port()).ask("GET", "/readyz").status == 200; }

// A server at this Redis that takes members.
std::unique_ptr<ServerProcess> node_at(const std::string& url, std::vector<std::string> options = {}) {
    options.insert(options.end(), {"--redis", url, "--metrics-port", "0", "--letter-burst", "1000000"});
    auto node = std::make_unique<ServerProcess>(std::move(options));
    REQUIRE(comes_true([&] { return is_ready(*node); }));
    return node;
}

std::string body_of(const Delivery& delivery) { return std::get<ReceivedEnvelope>(delivery.what).body; }

std::string letter(int number) { return "bGV0dGVy" + std::string(4 - std::to_string(number).size(), 'A') + std::to_string(number); }

// The same person as at another server, who goes on at this one.
struct Pair {
    std::uint64_t alice_after = 0;
    Person alice, bob;
    Pair(const ServerProcess& of_alice, const ServerProcess& of_bob) : alice(of_alice.place(), 1), bob(of_bob.place(), 2) {
        alice_after = alice.join().after;
        alice.receive(alice_after);
        const auto joined = bob.join();
        bob.receive(joined.after);
        CHECK(std::get<Joined>(alice.next_delivery().what).member == bob.where().member);
        ++alice_after;
    }
};

}  // namespace

TEST_CASE("any server of several serves any request" * doctest::skip(!RedisProcess::is_installed())) {
    const RedisProcess redis;
    const auto first = node_at(redis.url()), second = node_at(redis.url());
    Pair room(*first, *second);
    Person alice_elsewhere(second->place(), 1), bob_elsewhere(first->place(), 2);
    CHECK(room.bob.post(room.alice, letter(1)).status == 204);
    CHECK(bob_elsewhere.post(room.alice, letter(2)).status == 204);
    for (int i = 1; i <= 2; ++i) {
        const auto delivery = room.alice.next_delivery();
        CHECK(delivery.number == room.alice_after + static_cast<std::uint64_t>(i));
        CHECK(body_of(delivery) == letter(i));
    }
    // The tab goes over to the other server, and the first one lets go of it.
    alice_elsewhere.receive(room.alice_after + 2);
    CHECK_FALSE(room.alice.stream().line());
    CHECK(room.bob.post(room.alice, letter(3)).status == 204);
    CHECK(body_of(alice_elsewhere.next_delivery()) == letter(3));
    CHECK(alice_elsewhere.leave().status == 204);
    CHECK(std::get<Left>(room.bob.next_delivery().what).member == room.alice.where().member);
}

TEST_CASE("a server that dies loses no letter, and its members go on at another" * doctest::skip(!RedisProcess::is_installed())) {
    const RedisProcess redis;
    const auto stays = node_at(redis.url());
    std::uint64_t seen = 0;
    int next = 1, expected = 1;
    Person alice(stays->place(), 1), bob(stays->place(), 2);
    seen = alice.join().after;
    alice.receive(seen);
    bob.join();
    seen = alice.next_delivery().number;
    for (int round = 0; round < 5; ++round) {
        auto dies = node_at(redis.url());
        Person alice_there(dies->place(), 1);
        alice_there.receive(seen);
        const auto takes = [&](Person& person) {
            const auto delivery = person.next_delivery();
            CHECK(delivery.number == seen + 1);
            CHECK(body_of(delivery) == letter(expected++));
            seen = delivery.number;
        };
        for (int i = 0; i < 20; ++i) CHECK(bob.post(alice, letter(next++)).status == 204);
        for (int i = 0; i < 10; ++i) takes(alice_there);
        dies->signal(SIGKILL);
        for (int i = 0; i < 10; ++i) CHECK(bob.post(alice, letter(next++)).status == 204);
        alice.receive(seen);
        while (expected < next) takes(alice);
    }
}

TEST_CASE("a server is added and another ends, while letters go on" * doctest::skip(!RedisProcess::is_installed())) {
    const RedisProcess redis;
    auto first = node_at(redis.url());
    const auto second = node_at(redis.url());
    Pair room(*first, *second);
    CHECK(room.bob.post(room.alice, letter(1)).status == 204);
    CHECK(body_of(room.alice.next_delivery()) == letter(1));
    const auto third = node_at(redis.url());
    first->signal(SIGTERM);
    CHECK_FALSE(room.alice.stream().line());
    CHECK(first->wait() == 0);
    CHECK(redis.ask({"ZCARD", "tc:due"}) == ":1\r\n");  // nobody reads Alice's mailbox, and Redis was told
    CHECK(room.bob.post(room.alice, letter(2)).status == 204);
    Person alice(third->place(), 1);
    alice.receive(room.alice_after + 1);
    CHECK(body_of(alice.next_delivery()) == letter(2));
}

TEST_CASE("members of a server that died expire, where they do not come back" * doctest::skip(!RedisProcess::is_installed())) {
    const RedisProcess redis;
    const std::vector<std::string> soon{"--expiry-ms", "1000"};
    auto dies = node_at(redis.url(), soon);
    const auto stays = node_at(redis.url(), soon);
    Person bob(stays->place(), 2), alice(dies->place(), 1);
    bob.enter();
    alice.enter();
    dies->signal(SIGKILL);
    for (auto delivery = bob.next_delivery();; delivery = bob.next_delivery()) {
        const auto* left = std::get_if<Left>(&delivery.what);
        if (!left) continue;
        CHECK(left->member == alice.where().member);
        CHECK(left->how == Departure::expired);
        break;
    }
}

TEST_CASE("while Redis is away, those who are connected stay, others hear a clear word, and it heals by itself" *
          doctest::skip(!RedisProcess::is_installed())) {
    RedisProcess redis({"--appendonly", "yes"});
    const auto first = node_at(redis.url(), {"--heartbeat-ms", "50"}), second = node_at(redis.url());
    Pair room(*first, *second);
    redis.kill();
    REQUIRE(comes_true([&] { return !is_ready(*first) && !is_ready(*second); }));
    Wire newcomer(first->place());
    const auto refused = newcomer.ask("POST", "/api/join", encode(JoinRequest{seat(3), "aGVsbG8"}));
    CHECK(refused.status == 503);
    CHECK(decode_error(refused.body) == ErrorWord::unavailable);
    CHECK(refused.field("Retry-After") == "1");
    CHECK(decode_error(room.bob.post(room.alice, letter(1)).body) == ErrorWord::unavailable);
    CHECK(room.alice.stream().line() == "");  // a sign of life
    redis.start();
    REQUIRE(comes_true([&] { return is_ready(*first) && is_ready(*second); }));
    CHECK(room.bob.post(room.alice, letter(1)).status == 204);
    CHECK(body_of(room.alice.next_delivery()) == letter(1));
    CHECK(newcomer.ask("POST", "/api/join", encode(JoinRequest{seat(3), "aGVsbG8"})).status == 200);
}

TEST_CASE("where Redis comes back without its data, everybody hears of it and joins again" * doctest::skip(!RedisProcess::is_installed())) {
    RedisProcess redis;
    const auto first = node_at(redis.url()), second = node_at(redis.url());
    Pair room(*first, *second);
    redis.kill();
    redis.start();
    CHECK(std::get<MailboxRefused>(room.alice.next()).why == ErrorWord::unknown_member);
    CHECK_FALSE(room.alice.stream().line());
    REQUIRE(comes_true([&] { return is_ready(*first) && is_ready(*second); }));
    Pair anew(*first, *second);
    CHECK(anew.alice_after > room.alice_after);
    CHECK(anew.bob.post(anew.alice, letter(1)).status == 204);
    CHECK(body_of(anew.alice.next_delivery()) == letter(1));
}

TEST_CASE("a server that is cut off from Redis notices, and brings what came meanwhile" * doctest::skip(!RedisProcess::is_installed())) {
    const RedisProcess redis;
    CutRelay way(redis.socket());
    const auto cut_off = node_at(way.url()), other = node_at(redis.url());
    Pair room(*cut_off, *other);
    way.cut();
    Wire newcomer(cut_off->place());
    const auto refused = newcomer.ask("POST", "/api/join", encode(JoinRequest{seat(3), "aGVsbG8"}));  // waits, but not for ever
    CHECK(decode_error(refused.body) == ErrorWord::unavailable);
    CHECK_FALSE(is_ready(*cut_off));
    for (int i = 1; i <= 100; ++i) CHECK(room.bob.post(room.alice, letter(i)).status == 204);
    way.heal();
    for (int i = 1; i <= 100; ++i) CHECK(body_of(room.alice.next_delivery()) == letter(i));
    CHECK(comes_true([&] { return is_ready(*cut_off); }));
}

TEST_CASE("one address may hold so much of all servers together" * doctest::skip(!RedisProcess::is_installed())) {
    const RedisProcess redis;
    const std::vector<std::string> options{"--trusted-proxy", "127.0.0.1", "--address-mailboxes", "1"};
    const auto first = node_at(redis.url(), options), second = node_at(redis.url(), options);
    const auto ask = [](Wire& wire, std::string_view path, const std::string& body, const std::string& from) {
        wire.send(request("POST", path, body, "X-Forwarded-For: " + from + "\r\n"));
        return wire.head();
    };
    Wire asks(first->place());
    for (std::uint32_t who = 1; who <= 3; ++who) asks.ask("POST", "/api/join", encode(JoinRequest{seat(who), "aGVsbG8"}));
    const auto receive = [](std::uint32_t who) { return encode(ReceiveRequest{protocol::Wait::stream, {{seat(who), 0}}}); };
    Wire holds(first->place());
    CHECK(ask(holds, "/api/receive", receive(1), "192.0.2.1").status == 200);
    CHECK(comes_true([&] {
        Wire wants(second->place());
        return ask(wants, "/api/receive", receive(2), "192.0.2.1").status == 503;
    }));
    Wire another(second->place());
    CHECK(ask(another, "/api/receive", receive(3), "192.0.2.2").status == 200);
}
