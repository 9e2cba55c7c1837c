// HTTP as hostile or clumsy clients speak it, the page's files, the command line, and the end of the server.
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>

#include "browser.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;
namespace fs = std::filesystem;

struct Pages {
    fs::path folder = fs::temp_directory_path() / ("tincan-edge-" + std::to_string(getpid()));
    Pages() {
        fs::create_directories(folder);
        write("index.html", "<!doctype html>");
        write("app-3f2a9c1b.wasm", std::string(3'000'000, 'w'));
        write("app-3f2a9c1b.wasm.br", "brotli");
    }
    ~Pages() { fs::remove_all(folder); }
    void write(const std::string& name, std::string_view text) const { std::ofstream(folder / name, std::ios::binary) << text; }
};

void check_error(const Reply& reply, ErrorWord error) {
    CHECK(reply.status == static_cast<int>(status(error)));
    CHECK(decode_error(reply.body) == error);
}

bool is_alive(const Place& place) { return Wire(place).ask("POST", "/api/look", encode(LookRequest{})).status == 200; }

}  // namespace

TEST_CASE("the page is served: spellings, tags, heads") {
    const Pages pages;
    ServerProcess server({"--pages", pages.folder.string()});
    Wire wire(server.place());
    const Reply index = wire.ask("GET", "/?from=somewhere");
    CHECK(index.status == 200);
    CHECK(index.body == "<!doctype html>");
    CHECK(index.field("Cache-Control") == "no-cache");
    CHECK(index.field("X-Content-Type-Options") == "nosniff");
    CHECK(index.field("Content-Security-Policy").value_or("").starts_with("default-src 'none'"));
    CHECK(index.field("Date"));
    CHECK(wire.ask("GET", "http://localhost/index.html").body == index.body);

    const Reply plain = wire.ask("GET", "/app-3f2a9c1b.wasm");
    CHECK(plain.body.size() == 3'000'000);
    const Reply brotli = wire.ask("GET", "/app-3f2a9c1b.wasm", {}, "Accept-Encoding: gzip, br\r\n");
    CHECK(brotli.body == "brotli");
    CHECK(brotli.field("Content-Encoding") == "br");
    CHECK(brotli.field("Content-Type") == "application/wasm");
    CHECK(brotli.field("Vary") == "Accept-Encoding");
    const Reply again =
        wire.ask("GET", "/app-3f2a9c1b.wasm", {}, "Accept-Encoding: br\r\nIf-None-Match: " + brotli.field("ETag").value() + "\r\n");
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    const Reply head = wire.ask("HEAD", "/app-3f2a9c1b.wasm");
    CHECK(head.status == 200);
    CHECK(head.field("Content-Length") == "3000000");
    CHECK(wire.ask("GET", "/").status == 200);  // nothing of the body was sent after HEAD
}

TEST_CASE("a person at a wrong address reads a page, and a program an error") {
    const Pages pages;
    pages.write("lost.en.html", "<a href=\"./\">back</a>");
    ServerProcess server({"--pages", pages.folder.string()});
    Wire wire(server.place());
    for (const char* field : {"Sec-Fetch-Mode: navigate\r\n", "Accept: text/html,application/xhtml+xml\r\n"}) {
        const Reply lost = wire.ask("GET", "/some/where", {}, field);
        CHECK(lost.status == 404);
        CHECK(lost.body == "<a href=\"./../\">back</a>");
        CHECK(lost.field("Content-Type") == "text/html; charset=utf-8");
        CHECK(lost.field("Content-Security-Policy").value_or("").starts_with("default-src 'none'"));
        const Reply head = wire.ask("HEAD", "/some/where", {}, field);
        CHECK(head.status == 404);
        CHECK(head.field("Content-Length") == std::to_string(lost.body.size()));
        check_error(wire.ask("GET", "/api/nothing", {}, field), ErrorWord::unknown_path);
    }
    check_error(wire.ask("GET", "/some/where", {}, "Accept: */*\r\nSec-Fetch-Mode: cors\r\n"), ErrorWord::unknown_path);
    const Reply sent_on = wire.ask("GET", "/%23/room/secret?utm=1");
    CHECK(sent_on.status == 302);
    CHECK(sent_on.field("Location") == "./../../#/room/secret");
    CHECK(sent_on.field("Content-Length") == "0");
    CHECK(wire.ask("GET", "//?fbclid=1").field("Location") == "./../");
}

TEST_CASE("no path leads out of the folder") {
    const Pages pages;
    ServerProcess server({"--pages", pages.folder.string()});
    Wire wire(server.place());
    for (const char* path : {"/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/./index.html",
                             "/index.html/", "/app-3f2a9c1b.wasm.br", "/..", "http://localhost/../etc/passwd"})
        check_error(wire.ask("GET", path), ErrorWord::unknown_path);
}

TEST_CASE("files of the folder that are not served are said at the start, in one line") {
    const Pages pages;
    pages.write(".env", "private");
    fs::create_symlink("/etc/passwd", pages.folder / "pass\nwd");
    ServerProcess server({"--pages", pages.folder.string()}, ServerProcess::Errors::kept);
    Wire wire(server.place());
    check_error(wire.ask("GET", "/.env"), ErrorWord::unknown_path);
    check_error(wire.ask("GET", "/pass%0Awd"), ErrorWord::unknown_path);
    server.signal(SIGTERM);
    CHECK(server.end().err ==
          "tincan-server: Of the page's folder this is not served, being hidden, a symbolic link or no file: .env, pass?wd.\n");
}

TEST_CASE("wrong methods are told which would do") {
    const Pages pages;
    ServerProcess server({"--pages", pages.folder.string()});
    Wire wire(server.place());
    const Reply api = wire.ask("GET", "/api/join");
    check_error(api, ErrorWord::wrong_method);
    CHECK(api.field("Allow") == "POST");
    const Reply page = wire.ask("POST", "/", "x");
    check_error(page, ErrorWord::wrong_method);
    CHECK(page.field("Allow") == "GET, HEAD");
    check_error(wire.ask("POST", "/api/nothing", "{}"), ErrorWord::unknown_path);
    check_error(wire.ask("POST", "/api/join", "{\"room\":"), ErrorWord::bad_request);
}

TEST_CASE("requests that come together are answered in order") {
    ServerProcess server;
    Wire wire(server.place());
    wire.send(request("POST", "/api/look", encode(LookRequest{})) + request("GET", "/api/look") + request("GET", "/nothing"));
    CHECK(wire.reply().status == 200);
    CHECK(wire.reply().status == 405);
    CHECK(wire.reply().status == 404);
}

TEST_CASE("a request may come byte by byte, or in chunks") {
    ServerProcess server;
    Wire wire(server.place());
    for (const char byte : request("POST", "/api/look", encode(LookRequest{}))) wire.send({&byte, 1});
    CHECK(wire.reply().status == 200);
    const std::string body = encode(LookRequest{});
    wire.send("POST /api/look HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n" +
              body.substr(0, 5) + "\r\n");
    char size[8];
    std::snprintf(size, sizeof size, "%zx", body.size() - 5);
    wire.send(std::string(size) + "\r\n" + body.substr(5) + "\r\n0\r\n\r\n");
    CHECK(wire.reply().status == 200);
}

TEST_CASE("a client that asks whether to go on is told to") {
    ServerProcess server;
    Wire wire(server.place());
    const std::string body = encode(LookRequest{});
    wire.send("POST /api/look HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n");
    CHECK(wire.head().status == 100);
    wire.send(body);
    CHECK(wire.reply().status == 200);
}

TEST_CASE("a client that does not ask, or would not understand, is not told to go on") {
    ServerProcess server;
    const std::string body = encode(LookRequest{});
    for (const std::string line : {"HTTP/1.0\r\nExpect: 100-continue\r\n", "HTTP/1.1\r\nExpect: something-else\r\n"}) {
        CAPTURE(line);
        Wire wire(server.place());
        wire.send("POST /api/look " + line + "Host: x\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                  "\r\n\r\n");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        wire.send(body);
        CHECK(wire.head().status == 200);
    }
}

TEST_CASE("a connection ends where its client says so") {
    ServerProcess server;
    Wire wire(server.place());
    const Reply reply = wire.ask("POST", "/api/look", encode(LookRequest{}), "Connection: close\r\n");
    CHECK(reply.status == 200);
    CHECK(reply.field("Connection") == "close");
    CHECK(wire.closed());
    Wire old(server.place());
    old.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(old.reply().status == 404);
    CHECK(old.closed());
}

TEST_CASE("a body that is too large is refused before it has come, and the answer arrives") {
    ServerProcess server;
    Wire wire(server.place());
    wire.send("POST /api/post HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1048577\r\n\r\n" +
              std::string(200'000, 'x'));
    check_error(wire.reply(), ErrorWord::too_large);
    CHECK(wire.closed());
    Wire chunked(server.place());
    chunked.send("POST /api/post HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n" +
                 std::string(1'100'000, 'x'));
    check_error(chunked.reply(), ErrorWord::too_large);
    Wire fits(server.place());
    check_error(fits.ask("POST", "/api/post", std::string(1024 * 1024, 'x')), ErrorWord::bad_request);
}

TEST_CASE("headers that are too large are refused") {
    ServerProcess server;
    Wire wire(server.place());
    wire.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(9'000, 'x'));
    check_error(wire.reply(), ErrorWord::headers_too_large);
    CHECK(wire.closed());
    Wire fits(server.place());
    CHECK(fits.ask("GET", "/", {}, "X: " + std::string(7'000, 'x') + "\r\n").status == 404);
}

TEST_CASE("a request that comes too slowly is told so") {
    ServerProcess server({"--request-ms", "500"});
    Wire headers(server.place());
    headers.send("GET / HTTP/1.1\r\nHo");
    check_error(headers.reply(), ErrorWord::request_timeout);
    CHECK(headers.closed());
    Wire body(server.place());
    body.send("POST /api/look HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{");
    check_error(body.reply(), ErrorWord::request_timeout);
}

TEST_CASE("a connection that says nothing is closed, before its first request and after it") {
    ServerProcess server({"--idle-ms", "500"});
    Wire silent(server.place());
    CHECK(silent.closed());
    // On a busy computer, the first ones may be closed before they have asked.
    bool was_answered = false;
    for (int attempt = 0; attempt < 100 && !was_answered; ++attempt) {
        Wire idle(server.place());
        try {
            was_answered = idle.ask("POST", "/api/look", encode(LookRequest{})).status == 200;
        } catch (const std::runtime_error&) {
            continue;
        }
        CHECK(idle.closed());
    }
    CHECK(was_answered);
}

TEST_CASE("garbage ends its own connection only") {
    ServerProcess server;
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    alice.receive();
    std::string noise;
    for (std::uint32_t i = 1, x = 1; i < 3'000; ++i) noise += static_cast<char>((x = x * 1'664'525 + 1'013'904'223) >> 24);
    for (const std::string& bytes :
         {noise, std::string("\r\n\r\n\r\n"), std::string("GET\r\n\r\n"), std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
          std::string("GET / HTTP/1.1\r\n\r\n"), std::string("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
          std::string("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
          std::string("POST /api/look HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
          std::string("\x16\x03\x01\x02\x00\x01\x00", 7) + "\r\n\r\n", std::string(100, '\0') + "\r\n\r\n"}) {
        Wire wire(server.place());
        wire.send(bytes);
        check_error(wire.reply(), ErrorWord::bad_request);
        CHECK(wire.closed());
    }
    CHECK(is_alive(server.place()));
    bob.join();
    CHECK(std::holds_alternative<Joined>(alice.next_delivery().what));
}

TEST_CASE("connections that end in the middle of anything hurt nobody") {
    ServerProcess server;
    const std::string whole = request("POST", "/api/look", encode(LookRequest{}));
    for (std::size_t size = 0; size < whole.size(); size += 7) Wire(server.place()).send(whole.substr(0, size));
    for (int i = 0; i < 50; ++i) Wire(server.place()).send(whole);  // gone before the answer
    CHECK(is_alive(server.place()));
}

TEST_CASE("a client that talks into a stream loses it") {
    ServerProcess server;
    Person alice(server.place(), 1);
    alice.join();
    alice.receive();
    alice.stream().send("hello");
    CHECK(alice.stream().closed());
}

TEST_CASE("more connections than allowed are turned away with an answer") {
    ServerProcess server({"--connections", "2"});
    Wire one(server.place()), two(server.place());
    CHECK(one.ask("GET", "/").status == 404);
    CHECK(two.ask("GET", "/").status == 404);
    Wire three(server.place());
    check_error(three.ask("GET", "/"), ErrorWord::server_full);
    CHECK(three.closed());
    CHECK(one.ask("GET", "/").status == 404);
}

TEST_CASE("letters that come too fast, and rooms that are full, over the wire") {
    ServerProcess server({"--letter-burst", "64", "--letters-per-second", "1", "--seats", "2", "--rooms", "1"});
    Person alice(server.place(), 1), bob(server.place(), 2), carol(server.place(), 3);
    alice.join();
    bob.join();
    Reply last;
    for (int i = 0; i < 1'000 && last.status != 429; ++i) last = alice.post(carol, "eA");
    check_error(last, ErrorWord::too_fast);
    CHECK(last.field("Retry-After") == "1");
    Wire wire(server.place());
    check_error(wire.ask("POST", "/api/join", encode(JoinRequest{carol.where(), "aGk"})), ErrorWord::room_full);
    check_error(wire.ask("POST", "/api/join", encode(JoinRequest{seat(4, 2), "aGk"})), ErrorWord::server_full);
}

TEST_CASE("at SIGTERM streams end cleanly, running requests are answered, and the server goes with 0") {
    ServerProcess server;
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    alice.receive();
    bob.join();
    alice.next_delivery();
    bob.receive(0, Wait::poll);
    Wire idle(server.place());
    CHECK(idle.ask("POST", "/api/look", encode(LookRequest{})).status == 200);
    Wire running(server.place());
    const std::string whole = request("POST", "/api/look", encode(LookRequest{}));
    running.send(whole.substr(0, 30));
    CHECK(is_alive(server.place()));  // by now the first part has been read
    server.signal(SIGTERM);
    CHECK_FALSE(alice.stream().line());  // the body's end, not a broken connection
    CHECK(alice.stream().closed());
    CHECK(bob.stream().reply().status == 200);
    CHECK(idle.closed());
    running.send(whole.substr(30));
    const Reply last = running.reply();
    CHECK(last.status == 200);
    CHECK(last.field("Connection") == "close");
    CHECK(server.wait() == 0);
}

TEST_CASE("a request that never ends holds the end up only so long") {
    ServerProcess server({"--drain-ms", "50"});
    Wire wire(server.place());
    wire.send("GET / HTT");
    CHECK(is_alive(server.place()));
    server.signal(SIGINT);
    CHECK(server.wait() == 0);
}

TEST_CASE("an error at the start is one sentence" * doctest::skip(over() != Over::plain)) {
    ServerProcess server;
    const std::string port = std::to_string(server.place().port);
    const Ended taken = run_server({"--port", port});
    CHECK(taken.code == 1);
    CHECK(taken.err == "tincan-server: Port " + port + " on 127.0.0.1 is taken; choose another with --port.\n");
    const Ended misused = run_server({"--seats", "1"});
    CHECK(misused.code == 2);
    CHECK(misused.err == "tincan-server: The option --seats takes a whole number from 2 to 64, not \"1\".\n");
    CHECK(run_server({"--host", "nowhere"}).err.find("takes an IP address") != std::string::npos);
    CHECK(run_server({"--pages", "/nonexistent"}).err ==
          "tincan-server: The folder /nonexistent holds no index.html; build the page first.\n");
    CHECK(run_server({"--turn", "turn:a"}).err ==
          "tincan-server: The option --turn needs the secret that the TURN server was given: name its file with --turn-secret-file.\n");
    CHECK(run_server({"--config", "/nonexistent"}).err == "tincan-server: The file /nonexistent of the option --config cannot be read.\n");
    CHECK(run_server({"--check"}).out == "All options are good.\n");
    CHECK(run_server({"--check", "--pages", "/nonexistent"}).code == 1);
    CHECK(run_server({"--turn", "turn:a", "--turn-secret-file", "/nonexistent"}).err ==
          "tincan-server: There is no secret in the file /nonexistent of the option --turn-secret-file.\n");
    CHECK(run_server({"--help"}).out.find("--stun URL") != std::string::npos);
    CHECK(run_server({"--version"}).out.starts_with("tincan-server "));
}
