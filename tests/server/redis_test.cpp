// Rooms in a real Redis, as several nodes see them, and what happens to them when a node or Redis goes away. (The promises of every store
// are in store_test.cpp.)
#include "server/store/redis.hpp"

#include <doctest/doctest.h>
#include <signal.h>

#include <string>

#include "server/store_house.hpp"

using namespace protocol;
using namespace server;
using namespace server::store;
using namespace store_house;
using tests::RedisProcess;

#define IN_REDIS(sentence) TEST_CASE(sentence* doctest::skip(!RedisProcess::is_installed()))

namespace {

// Two nodes, which turn together.
struct Nodes {
    explicit Nodes(const RedisProcess& redis, Limits limits = {}) : one(limits, redis), two(limits, redis) {
        const auto joined = one.join(alice);
        REQUIRE_FALSE(one.open(alice, 0, 1));
        two.begins(alice, joined.after);
        one.begins(bob, two.join(bob).after);
        REQUIRE_FALSE(two.open(bob, 0, 2));
    }

    House<InRedis> one, two;
};

bool said(House<InRedis>& house, const std::string& words) {
    return house.until([&] { return !house.kind().said().empty() && house.kind().said().back().find(words) != std::string::npos; });
}

}  // namespace

IN_REDIS("a letter reaches a reader at another node, and one who reads at two is read at the last") {
    const RedisProcess redis;
    Nodes nodes(redis);
    CHECK_FALSE(nodes.two.post(bob, alice, "one"));
    CHECK(nodes.one.mail(alice, 1, "1 joined c, 2 one") == "1 joined c, 2 one");
    REQUIRE_FALSE(nodes.two.open(alice, 1, 5));
    CHECK(nodes.one.mail(alice, 1, "taken over", 1) == "taken over");
    CHECK(nodes.one.notified(1));
    CHECK_FALSE(nodes.one.post(bob, alice, "two"));
    CHECK(nodes.two.mail(alice, 5, "2 one, 3 two", 1) == "2 one, 3 two");
    nodes.one.close(alice, 1);
    CHECK_FALSE(nodes.one.leave(seat(alice)));
    CHECK(nodes.two.mail(alice, 5, "gone", 3) == "gone");
    CHECK(nodes.two.mail(bob, 2, "1 left") == "1 left");
}

IN_REDIS("letters that are posted at two nodes at once come in order, none twice and none missing") {
    const RedisProcess redis;
    Limits limits;
    limits.letters = {100'000, 100'000};
    limits.bytes_per_seat = {100'000'000, 100'000'000};
    Nodes nodes(redis, limits);
    constexpr std::uint64_t count = 600;
    std::uint64_t posted = 0, taken = 1;
    const auto from_bob = [&](House<InRedis>& house) {
        house.store().post(seat(bob), 0, {{seat(alice).member, std::string(3'000, 'x')}}, house.kind().now(), [&](const auto& refusal) {
            CHECK_FALSE(refusal);
            ++posted;
        });
    };
    for (std::uint64_t round = 0; taken < count + 1; ++round) {
        if (round < count / 20)
            for (int i = 0; i < 10; ++i) {
                from_bob(nodes.one);
                from_bob(nodes.two);
            }
        nodes.two.kind().turn();
        REQUIRE(nodes.one.until([&] { return posted >= std::min(count, 20 * (round + 1)) || (nodes.two.kind().turn(), false); }));
        const auto waiting = nodes.one.store().read(room_id(1), seat(alice).member, 1, nodes.one.number(alice, taken));
        if (!waiting.mail.empty()) CHECK(waiting.first == nodes.one.number(alice, taken) + 1);
        taken += waiting.mail.size();
        CHECK_FALSE(nodes.one.try_post(seat(alice), taken, {}));  // confirmed
    }
    CHECK(taken == count + 1);
    CHECK(nodes.one.store().census().waiting < count);
}

IN_REDIS("a reader that takes nothing costs its node no more than a bit") {
    const RedisProcess redis;
    Limits limits;
    limits.letters = {100'000, 100'000};
    Nodes nodes(redis, limits);
    for (int i = 0; i < 100; ++i) CHECK_FALSE(nodes.two.post(bob, alice, std::string(10'000, 'x')));
    std::uint64_t taken = 1;
    std::size_t most = 0;
    CHECK(nodes.one.until([&] {
        const auto mail = nodes.one.store().read(room_id(1), seat(alice).member, 1, nodes.one.number(alice, taken)).mail.size();
        taken += mail;
        most = std::max(most, mail);
        return taken == 101;
    }));
    CHECK(most < 100);
}

IN_REDIS("the members of a node that dies are counted until they had the time to come back") {
    const RedisProcess redis;
    Limits limits;
    limits.expiry = 500;
    auto one = std::make_unique<House<InRedis>>(limits, redis);
    House<InRedis> two(limits, redis);
    one->join(alice);
    REQUIRE_FALSE(one->open(alice, 0, 1));
    two.join(bob);
    REQUIRE_FALSE(two.open(bob, 0, 2));
    const auto carols = one->join(carol);
    REQUIRE_FALSE(one->open(carol, 0, 3));
    one.reset();
    two.begins(carol, carols.after);
    REQUIRE_FALSE(two.open(carol, 0, 4));
    CHECK(two.mail(bob, 2, "1 joined d, 2 expired") == "1 joined d, 2 expired");
    CHECK(two.mail(carol, 4, "1 expired") == "1 expired");
    CHECK(two.look(1).size() == 2);
}

IN_REDIS("Redis goes away and comes back with its data: nothing is lost, and nobody had to do anything") {
    RedisProcess redis({"--appendonly", "yes"});
    Nodes nodes(redis);
    CHECK_FALSE(nodes.two.post(bob, alice, "one"));
    CHECK(nodes.one.mail(alice, 1, "1 joined c, 2 one") == "1 joined c, 2 one");
    redis.kill();
    CHECK(said(nodes.one, "Redis is away"));
    CHECK(nodes.one.post(alice, bob, "two") == ErrorWord::unavailable);
    CHECK(std::get<Refusal>(nodes.one.try_join(carol)).why == ErrorWord::unavailable);
    CHECK(nodes.one.mail(alice, 1, "1 joined c, 2 one") == "1 joined c, 2 one");
    CHECK_FALSE(nodes.one.store().is_ready());
    redis.start();
    CHECK(said(nodes.one, "Redis is back"));
    CHECK(said(nodes.two, "Redis is back"));
    CHECK_FALSE(nodes.one.post(alice, bob, "two", 2));
    CHECK_FALSE(nodes.two.post(bob, alice, "three"));
    CHECK(nodes.two.mail(bob, 2, "1 two") == "1 two");
    CHECK(nodes.one.mail(alice, 1, "3 three", 2) == "3 three");
    CHECK(nodes.one.store().remote()->times_up == 2);
}

IN_REDIS("Redis comes back without its data, or forgets it: the readers hear that their members are gone") {
    RedisProcess redis;
    Nodes nodes(redis);
    redis.kill();
    redis.start();
    CHECK(nodes.one.mail(alice, 1, "gone") == "gone");
    CHECK(nodes.one.notified(1));
    REQUIRE(nodes.one.until([&] { return nodes.one.store().is_ready(); }));
    const auto again = nodes.one.join(alice);
    CHECK(again.after > nodes.one.number(alice, 1));
    nodes.one.begins(alice, again.after);
    REQUIRE_FALSE(nodes.one.open(alice, 0, 9));
    redis.ask({"FLUSHALL"});
    CHECK(nodes.one.mail(alice, 9, "gone") == "gone");
}

IN_REDIS("a Redis that hangs counts as away") {
    RedisProcess redis;
    Nodes nodes(redis);
    redis.signal(SIGSTOP);
    CHECK(nodes.one.post(alice, bob, "one") == ErrorWord::unavailable);
    CHECK_FALSE(nodes.one.store().is_ready());
    redis.signal(SIGCONT);
    CHECK(said(nodes.one, "Redis is back"));
    CHECK_FALSE(nodes.one.post(alice, bob, "two"));
}

IN_REDIS("scripts that Redis has forgotten are told it again") {
    const RedisProcess redis;
    Nodes nodes(redis);
    redis.ask({"SCRIPT", "FLUSH"});
    CHECK_FALSE(nodes.two.post(bob, alice, "one"));
    CHECK_FALSE(nodes.two.post(bob, alice, "two"));
    CHECK(nodes.one.mail(alice, 1, "1 joined c, 2 one, 3 two") == "1 joined c, 2 one, 3 two");
    CHECK(nodes.two.kind().said().empty());
}

IN_REDIS("a Redis whose memory is full takes nothing more, and says so") {
    const RedisProcess redis({"--maxmemory-policy", "noeviction"});
    Nodes nodes(redis);
    redis.ask({"CONFIG", "SET", "maxmemory", "1"});
    CHECK(nodes.two.post(bob, alice, "one") == ErrorWord::server_full);
    redis.ask({"CONFIG", "SET", "maxmemory", "0"});
    CHECK_FALSE(nodes.two.post(bob, alice, "two"));
}

IN_REDIS("a room empties without a trace") {
    const RedisProcess redis;
    Nodes nodes(redis);
    CHECK_FALSE(nodes.one.leave(seat(alice)));
    CHECK_FALSE(nodes.two.leave(seat(bob)));
    // This is left: the counters, which are 0, the nodes, and the salt.
    CHECK(redis.ask({"DBSIZE"}) == ":3\r\n");
    CHECK(nodes.one.until([&] { return nodes.one.store().census().rooms == 0 && nodes.one.store().census().waiting_bytes == 0; }));
}

TEST_CASE("addresses of a Redis are read, and nonsense is not") {
    const auto plain = parse_redis_address("redis://10.0.0.5");
    REQUIRE(plain);
    CHECK(plain->host == "10.0.0.5");
    CHECK(plain->port == 6379);
    CHECK(plain->database == 0);
    const auto whole = parse_redis_address("redis://tin%40can:p%3A%2F%25@[::1]:7000/12");
    REQUIRE(whole);
    CHECK(whole->host == "::1");
    CHECK(whole->port == 7000);
    CHECK(whole->user == "tin@can");
    CHECK(whole->password == "p:/%");
    CHECK(whole->database == 12);
    const auto file = parse_redis_address("unix://:secret@/run/redis.sock?db=3");
    REQUIRE(file);
    CHECK(file->socket == "/run/redis.sock");
    CHECK(file->user.empty());
    CHECK(file->password == "secret");
    CHECK(file->database == 3);
    const auto named = parse_redis_address("redis://tincan@host");
    REQUIRE(named);
    CHECK(named->user == "tincan");
    CHECK(named->password.empty());
    for (const char* wrong : {"", "redis", "redis://", "redis://:6379", "redis://a b", "redis://host:0", "redis://host:70000",
                              "redis://host:x", "redis://:%zz@host", "redis://:%4", "redis://host/x", "rediss://host", "unix://file",
                              "unix://", "unix:///file?db=x", "redis://[::1", "redis://[]:1", "http://host"})
        CHECK_FALSE_MESSAGE(parse_redis_address(wrong), wrong);
}
