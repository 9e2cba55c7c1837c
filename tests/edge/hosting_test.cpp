// The server as those who run it place it: below a path, in frames of others, behind a service manager, watched.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "browser.hpp"
#include "certificates.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;
namespace fs = std::filesystem;

// A page as small as one can be.
struct SmallPage {
    fs::path folder = fs::temp_directory_path() / ("tincan-hosting-" + std::to_string(getpid()));
    SmallPage() {
        fs::create_directories(folder);
        std::ofstream(folder / "index.html") << "<!doctype html>";
        std::ofstream(folder / "lost.en.html") << "<a href=\"./\">back</a>";
    }
    ~SmallPage() { fs::remove_all(folder); }
};

// Listens at any free port of this computer, as a service manager does.
int listening() {
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(bind(listener, reinterpret_cast<sockaddr*>(&any), sizeof any) == 0);
    REQUIRE(listen(listener, 16) == 0);
    return listener;
}

bool answers(const Place& place) { return Wire(place).ask("POST", "/api/look", encode(LookRequest{})).status == 200; }

}  // namespace

TEST_CASE("below a path of its own there is all of it, and elsewhere nothing") {
    const SmallPage page;
    ServerProcess server({"--pages", page.folder, "--base-path", "/tools/chat/"});
    Wire wire(server.place());
    CHECK(wire.ask("GET", "/tools/chat/").body == "<!doctype html>");
    CHECK(wire.ask("POST", "/tools/chat/api/look", encode(LookRequest{})).status == 200);
    CHECK(wire.ask("GET", "/tools/chat").field("Location") == "./chat/");
    CHECK(wire.ask("GET", "/tools/chat/%23/a/b").field("Location") == "./../../#/a/b");
    CHECK(wire.ask("GET", "/tools/chat/some/where", {}, "Accept: text/html\r\n").body == "<a href=\"./../\">back</a>");
    for (const char* path : {"/", "/index.html", "/tools/", "/tools/chatter/", "/tools", "/tools/chat/../chat/"})
        CHECK_MESSAGE(wire.ask("GET", path).status == 404, path);
    CHECK(Wire(server.place()).ask("POST", "/api/look", encode(LookRequest{})).status == 404);
}

TEST_CASE("nobody shows the page in a frame but whom the host names, and the host's own headers go out") {
    const SmallPage page;
    const auto policy = [&](std::vector<std::string> options) {
        options.insert(options.end(), {"--pages", page.folder});
        ServerProcess server(options);
        return Wire(server.place()).ask("GET", "/").head;
    };
    CHECK(policy({}).find("frame-ancestors 'none';") != std::string::npos);
    const auto changed = policy({"--embed-origin", "https://intranet.example", "--embed-origin", "https://*.example.org:8443",
                                 "--page-header", "referrer-policy: origin", "--page-header", "X-Team: chat, calls"});
    CHECK(changed.find("frame-ancestors https://intranet.example https://*.example.org:8443;") != std::string::npos);
    CHECK(changed.find("Referrer-Policy: origin\r\n") != std::string::npos);
    CHECK(changed.find("X-Team: chat, calls\r\n") != std::string::npos);
}

TEST_CASE("a log is written where one is asked for, and says nothing of who, where and in which room") {
    const SmallPage page;
    for (const std::string form : {"lines", "json"}) {
        ServerProcess server({"--pages", page.folder, "--log", form}, ServerProcess::Errors::kept);
        {
            Person alice(server.place(), 0x41414141), bob(server.place(), 0x42424242);
            alice.join();
            bob.join();
            alice.receive();
            bob.post(alice, "c2VjcmV0");
            Wire wire(server.place());
            wire.ask("GET", "/%23/our-club/c2VjcmV0?q=secret", {}, "X-Forwarded-For: 192.0.2.7\r\nUser-Agent: secret\r\n");
        }
        server.signal(SIGTERM);
        const auto log = server.end().err;
        const std::string joined = form == "json" ? R"("path":"/api/join","status":200)" : "answered path=/api/join status=200";
        CHECK_MESSAGE(log.find(joined) != std::string::npos, log);
        CHECK_MESSAGE(log.find("ending") != std::string::npos, log);
        for (const char* word : {"AQAAAA", "QUFB", "QkJC", "c2Vj", "secret", "club", "127.0.0.1", "192.0.2.7"})
            CHECK_MESSAGE(log.find(word) == std::string::npos, word, " in ", log);
    }
}

TEST_CASE("figures may be told on a Unix socket too") {
    const auto file = (fs::temp_directory_path() / ("tincan-figures-" + std::to_string(getpid()))).string();
    ServerProcess server({"--metrics-socket", file});
    Place figures;
    figures.socket = file;
    CHECK(Wire(figures).ask("GET", "/readyz").status == 200);
    fs::remove(file);
}

TEST_CASE("a Unix socket that a killed server has left behind is taken, and one that is in use is not" *
          doctest::skip(over() == Over::tls)) {
    const auto file = (fs::temp_directory_path() / ("tincan-left-" + std::to_string(getpid()))).string();
    { ServerProcess killed({"--socket", file}); }
    CHECK(fs::exists(file));
    ServerProcess server({"--socket", file});
    CHECK(answers(server.place()));
    CHECK(run_server({"--socket", file}).err.starts_with("tincan-server: The Unix socket " + file + " cannot be listened on: "));
    CHECK(answers(server.place()));
    server.signal(SIGTERM);
    CHECK(server.wait() == 0);
    CHECK_FALSE(fs::exists(file));
}

TEST_CASE("those who run the server are told how it is, at a port of its own") {
    ServerProcess server({"--metrics-port", "0"});
    const auto get = [&](const std::string& path) { return Wire(server.metrics_port()).ask("GET", path, ""); };
    CHECK(get("/healthz").status == 200);
    CHECK(get("/readyz").status == 200);
    Person alice(server.place(), 1), bob(server.place(), 2);
    alice.join();
    bob.join();
    alice.receive();
    const auto figures = get("/metrics").body;
    for (const auto* line : {"tincan_rooms 1\n", "tincan_members 2\n", "tincan_streams 1\n", "{path=\"/api/join\",code=\"200\"} 2\n"})
        CHECK_MESSAGE(figures.find(line) != std::string::npos, line);
    CHECK(get("/").status == 404);
    CHECK(Wire(server.metrics_port()).ask("POST", "/metrics", "").status == 405);
    CHECK(Wire(server.place()).ask("GET", "/metrics", "").body.find("tincan_rooms") == std::string::npos);
    // Nonsense, and somebody who says nothing, are no trouble to the next.
    Wire silent(server.metrics_port()), hostile(server.metrics_port());
    hostile.send(std::string(20'000, 'x'));
    CHECK(get("/healthz").status == 200);
}

TEST_CASE("where the service manager listens, a restart turns nobody away" * doctest::skip(over() != Over::plain)) {
    const int listener = listening();
    Place place;
    {
        ServerProcess server({}, ServerProcess::Errors::shown, {listener});
        place = server.place();
        CHECK(answers(place));
        server.signal(SIGTERM);
        CHECK(server.wait() == 0);
    }
    Wire waits(place);
    waits.send(request("POST", "/api/look", encode(LookRequest{})));
    ServerProcess next({}, ServerProcess::Errors::shown, {listener});
    CHECK(next.place().port == place.port);
    CHECK(waits.reply().status == 200);
    close(listener);
}

TEST_CASE("from a second socket of the service manager people are sent on to https:" * doctest::skip(over() != Over::plain)) {
    const Certificate certificate("one");
    const int first = listening();
    const int second = listening();
    ServerProcess server({"--tls-certificate", certificate.file(), "--tls-key", certificate.key()}, ServerProcess::Errors::shown,
                         {first, second});
    CHECK(answers(server.place()));
    CHECK(Wire(server.redirect_port()).ask("GET", "/x").field("Location") ==
          "https://localhost:" + std::to_string(server.place().port) + "/x");
    close(first);
    close(second);
}
