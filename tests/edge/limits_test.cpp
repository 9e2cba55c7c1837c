// The limits of one address and the sender of a request, as the real server decides them.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>

#include "browser.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;

constexpr const char* minas = "X-Forwarded-For: 192.0.2.1\r\n";
constexpr const char* juns = "X-Forwarded-For: 198.51.100.7\r\n";

// One connection of the proxy on this computer, over which come requests from everywhere.
struct Proxy {
    Wire wire;
    explicit Proxy(const ServerProcess& server) : wire(server.place()) {}

    Reply join(std::uint32_t who, std::string_view fields, std::uint8_t room = 1) {
        return wire.ask("POST", "/api/join", encode(JoinRequest{seat(who, room), "aGk"}), fields);
    }
    Reply post(std::uint32_t from, std::size_t letters, std::string_view fields) {
        return wire.ask("POST", "/api/post", encode(PostRequest{seat(from), 0, {letters, {seat(2).member, "eA"}}}), fields);
    }
};

void check_too_fast(const Reply& reply) {
    CHECK(reply.status == 429);
    CHECK(decode_error(reply.body) == ErrorWord::too_fast);
    CHECK(std::stoi(reply.field("Retry-After").value_or("0")) >= 1);
}

// The first answer that says so, or the last of many.
template <class Ask>
Reply until_too_fast(Ask ask) {
    Reply reply = ask();
    for (int i = 0; i < 100 && reply.status != 429; ++i) reply = ask();
    return reply;
}

}  // namespace

TEST_CASE("behind a proxy everybody has limits of their own, and nobody can write another address into them") {
    ServerProcess server({"--trusted-proxy", "127.0.0.1", "--address-joins-per-minute", "2"});
    Proxy proxy(server);
    CHECK(proxy.join(1, minas).status == 200);
    CHECK(proxy.join(2, minas).status == 200);
    check_too_fast(proxy.join(3, minas));
    CHECK(proxy.join(3, juns).status == 200);
    // Mina's own field stands before what the proxy adds, in the same field or in one of its own.
    check_too_fast(proxy.join(4, "X-Forwarded-For: 203.0.113.5, 192.0.2.1\r\n"));
    check_too_fast(proxy.join(4, "X-Forwarded-For: 203.0.113.6\r\nX-Forwarded-For: 192.0.2.1\r\n"));
    check_too_fast(proxy.join(4, "Forwarded: for=203.0.113.7, for=192.0.2.1\r\n"));
    // In the spelling that the proxy does not use it wins nothing: all who do that share the proxy's own address.
    CHECK(proxy.join(4, "Forwarded: for=203.0.113.8\r\nX-Forwarded-For: 192.0.2.1\r\n").status == 200);
    CHECK(proxy.join(5, "Forwarded: for=203.0.113.9\r\nX-Forwarded-For: 192.0.2.1\r\n").status == 200);
    check_too_fast(proxy.join(6, "Forwarded: for=203.0.113.10\r\nX-Forwarded-For: 192.0.2.1\r\n"));
}

TEST_CASE("a client that is no trusted proxy is counted by where it is, whatever it writes") {
    ServerProcess server({"--trusted-proxy", "10.0.0.0/8", "--address-joins-per-minute", "2"});
    Proxy nobodys(server);
    CHECK(nobodys.join(1, "X-Forwarded-For: 203.0.113.1\r\n").status == 200);
    CHECK(nobodys.join(2, "Forwarded: for=203.0.113.2\r\n").status == 200);
    check_too_fast(nobodys.join(3, "X-Forwarded-For: 203.0.113.3\r\n"));
    check_too_fast(nobodys.join(3, "X-Forwarded-For: 10.0.0.1\r\n"));
    check_too_fast(nobodys.join(3, ""));
}

TEST_CASE("a tab that joins again and again is told when it may, and stays inside") {
    ServerProcess server({"--trusted-proxy", "127.0.0.1", "--address-joins-per-minute", "2"});
    Proxy proxy(server);
    check_too_fast(until_too_fast([&] { return proxy.join(1, minas); }));
    check_too_fast(proxy.join(2, minas));  // whatever it calls itself
    CHECK(proxy.join(2, juns).status == 200);
    CHECK(proxy.post(1, 1, minas).status == 204);
}

TEST_CASE("one address has only so many connections; a trusted proxy has as many as it needs") {
    ServerProcess counting({"--trusted-proxy", "10.0.0.0/8", "--address-connections", "2"});
    ServerProcess behind({"--trusted-proxy", "127.0.0.1", "--address-connections", "2"});
    Wire first(counting.place()), second(counting.place()), third(counting.place());
    CHECK(first.ask("GET", "/").status == 404);
    CHECK(second.ask("GET", "/").status == 404);
    CHECK(third.closed());
    CHECK(first.ask("GET", "/").status == 404);
    Wire one(behind.place()), two(behind.place()), three(behind.place());
    for (Wire* wire : {&one, &two, &three}) CHECK(wire->ask("GET", "/").status == 404);
}

TEST_CASE("where no proxy is named, this computer may ask for as much as it likes") {
    ServerProcess server({"--address-joins-per-minute", "1"});
    Proxy own(server);
    for (std::uint32_t who = 1; who < 5; ++who) CHECK(own.join(who, minas).status == 200);
}

TEST_CASE("letters, bytes and mailboxes of one address have an end, and others do not feel it") {
    ServerProcess server({"--trusted-proxy", "127.0.0.1", "--address-letters-per-second", "4", "--address-bytes-per-second", "100000",
                          "--address-mailboxes", "2"});
    Proxy proxy(server);
    for (std::uint32_t who = 1; who < 5; ++who) CHECK(proxy.join(who, minas).status == 200);
    // (Until it is too fast: on a slow computer there may be room for another one in the meantime.)
    CHECK(proxy.post(1, 60, minas).status == 204);
    check_too_fast(until_too_fast([&] { return proxy.post(3, 60, minas); }));
    CHECK(proxy.post(3, 1, juns).status == 204);

    const auto receive = [&](Wire& wire, std::uint32_t who, std::string_view fields) {
        wire.send(request("POST", "/api/receive", encode(ReceiveRequest{Wait::stream, {{seat(who), 0}}}), fields));
        return wire.head();
    };
    {
        Wire one(server.place()), two(server.place()), three(server.place()), four(server.place());
        CHECK(receive(one, 1, minas).status == 200);
        CHECK(receive(two, 2, minas).status == 200);
        CHECK(receive(three, 3, minas).status == 503);
        CHECK(receive(four, 3, juns).status == 200);
    }
    // Those have ended, and are not counted for ever. The server hears of that a moment later.
    int status = 503;
    for (const auto deadline = std::chrono::steady_clock::now() + patience; status == 503 && std::chrono::steady_clock::now() < deadline;) {
        Wire again(server.place());
        status = receive(again, 3, minas).status;
    }
    CHECK(status == 200);

    const std::string much(1'000'000, ' ');  // after the second time it takes seconds until there is room for it
    CHECK(proxy.wire.ask("POST", "/api/look", much, minas).status == 400);
    // A request too many ends its connection.
    check_too_fast(until_too_fast([&] { return Wire(server.place()).ask("POST", "/api/look", much, minas); }));
    CHECK(Wire(server.place()).ask("POST", "/api/look", much, juns).status == 400);
}
