// Where a request ends and what it may cost before it has: endless heads, chunks and bodies, and requests that other websites make.
#include <doctest/doctest.h>
#include <signal.h>

#include <memory>
#include <string>
#include <vector>

#include "browser.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;

void check_error(const Reply& reply, ErrorWord error) {
    CHECK(reply.status == static_cast<int>(status(error)));
    CHECK(decode_error(reply.body) == error);
}

const std::string look = encode(LookRequest{});

std::string head(std::string_view fields, std::string_view line = "POST /api/look HTTP/1.1") {
    return std::string(line) + "\r\nHost: localhost\r\nContent-Type: application/json\r\n" + std::string(fields) + "\r\n";
}

constexpr std::string_view chunked = "Transfer-Encoding: chunked\r\n";

}  // namespace

TEST_CASE("a request with no end in sight is refused after as much as a head may have") {
    ServerProcess server;
    const std::string many(40'000, 'x');
    struct Endless {
        std::string begin;
        ErrorWord error;
    };
    const std::vector<Endless> all = {
        {"GET /" + many, ErrorWord::headers_too_large},
        {"GET / HTTP/1.1\r\nHost: x\r\nX: " + many, ErrorWord::headers_too_large},
        {head(chunked) + "1;" + many, ErrorWord::bad_request},
        {head(chunked) + "0\r\nX: " + many, ErrorWord::bad_request},
        {head(chunked) + std::string(40'000, '0'), ErrorWord::bad_request},
        {head(chunked) + "5\r\n{\"roo\r\n1;" + many, ErrorWord::bad_request},
    };
    for (const auto& [begin, error] : all) {
        CAPTURE(begin.substr(0, 120));
        Wire wire(server.place());
        wire.send(begin);
        check_error(wire.reply(), error);
        CHECK(wire.closed());
        // The same in small pieces.
        Wire slow(server.place());
        for (std::size_t at = 0; at < 10'000; at += 500) slow.send(std::string_view(begin).substr(at, 500));
        check_error(slow.reply(), error);
        CHECK(slow.closed());
    }
}

TEST_CASE("chunk extensions and trailers are refused, chunks of all sizes are not") {
    ServerProcess server;
    const auto size = [](std::size_t bytes) {
        char text[20];
        std::snprintf(text, sizeof text, "%zX\r\n", bytes);
        return std::string(text);
    };
    const std::string whole = size(look.size()) + look + "\r\n";
    for (const std::string& bad : {whole + "0;a=b\r\n\r\n", size(look.size()).insert(2, ";a") + look + "\r\n0\r\n\r\n",
                                   whole + "0\r\nX: y\r\n\r\n", whole + "0\r\nContent-Length: 3\r\n\r\n"}) {
        CAPTURE(bad);
        Wire wire(server.place());
        wire.send(head(chunked) + bad);
        check_error(wire.reply(), ErrorWord::bad_request);
        CHECK(wire.closed());
    }
    Wire wire(server.place());
    std::string in_ones = head(chunked);
    for (const char byte : look) in_ones += std::string("1\r\n") + byte + "\r\n";
    wire.send(in_ones + "0\r\n\r\n" + head(chunked) + "0000" + whole + "0\r\n\r\n");
    CHECK(wire.reply().status == 200);
    CHECK(wire.reply().status == 200);
}

TEST_CASE("a body whose end nobody can tell is refused, and nothing of it is taken for a request") {
    ServerProcess server;
    const std::string inside = "GET /inside HTTP/1.1\r\nHost: x\r\n\r\n";
    struct Odd {
        std::string fields;
        ErrorWord error;
    };
    const std::vector<Odd> all = {
        {"Transfer-Encoding: xchunked\r\n", ErrorWord::bad_request},
        {"Transfer-Encoding: chunked, identity\r\n", ErrorWord::bad_request},
        {"Transfer-Encoding: identity\r\n", ErrorWord::bad_request},
        {"Transfer-Encoding:\r\n", ErrorWord::bad_request},
        {"Transfer-Encoding: \r\nContent-Length: 33\r\n", ErrorWord::bad_request},
        {"Transfer-Encoding: ,\r\n", ErrorWord::bad_request},
        {"Transfer-Encoding: gzip, chunked\r\n", ErrorWord::unknown_coding},
        {"Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", ErrorWord::unknown_coding},
        {"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", ErrorWord::bad_request},
        {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", ErrorWord::bad_request},
        {"Content-Length: 5\r\nContent-Length: 6\r\n", ErrorWord::bad_request},
        {"Content-Length: 5, 6\r\n", ErrorWord::bad_request},
        {"Content-Length: +5\r\n", ErrorWord::bad_request},
        {"Content-Length: -1\r\n", ErrorWord::bad_request},
        {"Host: other\r\n", ErrorWord::bad_request},
    };
    for (const auto& [fields, error] : all) {
        CAPTURE(fields);
        Wire wire(server.place());
        wire.send(head(fields) + inside);
        check_error(wire.reply(), error);
        CHECK(wire.closed());
    }
    Wire old(server.place());
    old.send("POST /api/look HTTP/1.0\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + inside);
    check_error(old.reply(), ErrorWord::bad_request);
    CHECK(old.closed());
}

TEST_CASE("a host that is none is refused") {
    ServerProcess server;
    const auto status = [&](const std::string& host) {
        Wire wire(server.place());
        wire.send("GET /nowhere HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        return wire.reply().status;
    };
    for (const std::string host : {"", "localhost", "LOCALHOST:8080", "xn--bcher-kva.example", "127.0.0.1:80", "[::1]:8080", "a%20b"}) {
        CAPTURE(host);
        CHECK(status(host) == 404);
    }
    for (const std::string host : {"a b", "user@host", "host/path", "host?", "a\\b", "\"x\"", "\xc3\xbc.example"}) {
        CAPTURE(host);
        CHECK(status(host) == 400);
    }
}

TEST_CASE("the answer to HEAD has no body, whatever it says, and the next answer is read right") {
    ServerProcess server;
    Wire wire(server.place());
    for (const char* path : {"/nowhere", "/api/nowhere", "/api/look", "/"}) {
        CAPTURE(path);
        const Reply reply = wire.ask("HEAD", path);
        CHECK((reply.status == 404 || reply.status == 405));
        CHECK(reply.field("Content-Length").value_or("0") != "0");
        CHECK(wire.ask("POST", "/api/look", look).status == 200);
    }
    Wire wrong(server.place());
    wrong.send("HEAD / HTTP/1.1\r\n\r\n");
    const Reply refused = wrong.reply(true);
    CHECK(refused.status == 400);
    CHECK(wrong.rest().empty());
}

TEST_CASE("another website asks in vain, in its visitor's browser") {
    ServerProcess server({"--trusted-proxy", "127.0.0.1", "--address-joins-per-minute", "1"});
    const auto join = [&](std::string_view fields, std::string_view type = "application/json") {
        Wire wire(server.place());
        const std::string body = encode(JoinRequest{seat(1), "aGk"});
        wire.send("POST /api/join HTTP/1.1\r\nHost: chat.example\r\n" +
                  (type.empty() ? "" : "Content-Type: " + std::string(type) + "\r\n") + std::string(fields) +
                  "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        return wire.reply();
    };
    for (const char* type : {"", "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "application/jsonx"})
        check_error(join("", type), ErrorWord::wrong_type);
    for (const char* fields : {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n", "Origin: https://other.example\r\n",
                               "Origin: null\r\n", "Origin: https://chat.example.other\r\n"})
        check_error(join(fields), ErrorWord::other_site);
    // None of that was counted: only one join is allowed, and it is still there.
    CHECK(join("Sec-Fetch-Site: same-origin\r\nOrigin: https://whatever\r\n", "Application/JSON; charset=utf-8").status == 200);
    check_error(join("Origin: https://Chat.example\r\n"), ErrorWord::too_fast);
}

TEST_CASE("a body is read only where the path takes one") {
    ServerProcess server;
    const std::string large = "Content-Length: 1000000\r\n";
    for (const auto& [line, error] : {std::pair{"GET / HTTP/1.1", ErrorWord::unknown_path},
                                      {"POST /nowhere HTTP/1.1", ErrorWord::unknown_path},
                                      {"POST /api/nowhere HTTP/1.1", ErrorWord::unknown_path},
                                      {"PUT /api/look HTTP/1.1", ErrorWord::wrong_method}}) {
        CAPTURE(line);
        Wire wire(server.place());
        wire.send(head(large, line) + "only the beginning");
        check_error(wire.reply(), error);
        CHECK(wire.closed());
    }
}

TEST_CASE("the memory for requests without an end is bounded in total") {
    ServerProcess server({"--unfinished-bytes", "4194304", "--request-ms", "120000"});
    std::vector<std::unique_ptr<Wire>> held;
    unsigned refused = 0;
    const std::string most = head("Content-Length: 1048576\r\n") + std::string(300'000, 'x');
    for (int i = 0; i < 40; ++i) {
        held.push_back(std::make_unique<Wire>(server.place()));
        held.back()->send(most);
    }
    for (std::size_t i = 4; i < held.size(); ++i) {
        const Reply reply = held[i]->reply();
        check_error(reply, ErrorWord::server_full);
        ++refused;
    }
    CHECK(refused == 36);
    CHECK(Wire(server.place()).ask("POST", "/api/look", look).status == 200);  // what is whole at once needs nothing kept
    held.clear();
    Wire again(server.place());
    again.send(head("Content-Length: " + std::to_string(look.size()) + "\r\n"));
    again.send(look);
    CHECK(again.reply().status == 200);
}

TEST_CASE("the bytes of a body count for its sender as they come") {
    ServerProcess server({"--trusted-proxy", "10.0.0.0/8", "--address-bytes-per-second", "100000"});
    Wire wire(server.place());
    wire.send(head(chunked));
    // 1.6 MB may come at once, and this is no whole request yet; chunks of one byte cost what they take on the line.
    std::string chunks;
    for (int i = 0; i < 20'000; ++i) chunks += "1\r\n \r\n";
    for (int i = 0; i < 20; ++i) wire.send(chunks);
    check_error(wire.reply(), ErrorWord::too_fast);
    CHECK(wire.closed());
}

TEST_CASE("the mail that waits in all mailboxes is bounded in total") {
    ServerProcess server({"--waiting-bytes", "1048576", "--expiry-ms", "600000"});
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    bob.join();
    alice.receive();
    unsigned taken = 0;
    Reply reply;
    while (taken < 100 && (reply = alice.post(bob, std::string(60'000, 'A'))).status == 204) ++taken;
    check_error(reply, ErrorWord::server_full);
    CHECK(taken > 10);
    CHECK(taken < 18);
    Person eve(server.place(), 3, 7);
    eve.join();
    // As soon as they are fetched there is room again.
    bob.receive();
    std::uint64_t last = 0;
    for (unsigned i = 0; i < taken; ++i) last = bob.next_delivery().number;
    CHECK(bob.confirm(last).status == 204);
    CHECK(alice.post(bob, std::string(60'000, 'A')).status == 204);
}

TEST_CASE("at SIGHUP a server without a certificate ends as cleanly as at SIGTERM" * doctest::skip(over() == Over::tls)) {
    ServerProcess server;
    Person alice(server.place(), 1);
    alice.join();
    alice.receive();
    server.signal(SIGHUP);
    CHECK_FALSE(alice.stream().line());
    CHECK(server.wait() == 0);
}
