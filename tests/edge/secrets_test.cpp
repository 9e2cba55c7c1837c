// The server must not say these: the TURN server's secret, credentials to whoever is no member, and anything at all in a log.
#include <doctest/doctest.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "browser.hpp"
#include "server/ice.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;
namespace fs = std::filesystem;

const std::string secret = "known-to-two-servers";

struct SecretFile {
    fs::path path = fs::temp_directory_path() / ("tincan-edge-secret-" + std::to_string(getpid()));
    SecretFile() { std::ofstream(path) << secret << "\n"; }
    ~SecretFile() { fs::remove(path); }
};

Reply ask_to_join(Wire& wire, const Seat& seat) { return wire.ask("POST", "/api/join", encode(JoinRequest{seat, "aGk"})); }

// The credential that was given is what a TURN server with this secret computes, and good for two hours. Returns whose it is.
std::string check_relay(const std::vector<IceServer>& ice, std::uint32_t seconds) {
    REQUIRE(ice.size() == 1);
    CHECK(ice[0].urls == std::vector<std::string>{"turn:turn.example.org"});
    CHECK(ice[0].credential == server::turn_credential(secret, ice[0].username));
    const auto until = std::stoll(ice[0].username);
    const auto now = static_cast<long long>(std::time(nullptr));
    CHECK(until > now + 7'100);
    CHECK(until <= now + 7'200);
    CHECK(seconds == 7'200);
    return ice[0].username.substr(ice[0].username.find(':') + 1);
}

std::string check_relay(const JoinAnswer& answer) { return check_relay(answer.ice, answer.ice_seconds); }

// There is one, to be used later.
void check_named(const JoinAnswer& answer) {
    REQUIRE(answer.ice.size() == 1);
    CHECK(answer.ice[0].urls == std::vector<std::string>{"turn:turn.example.org"});
    CHECK((answer.ice[0].username + answer.ice[0].credential).empty());
}

}  // namespace

TEST_CASE("a member gets credentials for the relay with the first other member, and again when it joins again; nobody else does") {
    const SecretFile file;
    ServerProcess server({"--turn", "turn:turn.example.org", "--turn-secret-file", file.path.string(), "--seats", "2"});
    Person alice(server.place(), 1), bob(server.place(), 2);
    check_named(alice.join());
    check_named(alice.join());
    alice.receive();
    check_relay(bob.join());
    const auto joined = std::get<Joined>(alice.next_delivery().what);
    check_relay(joined.ice, joined.ice_seconds);
    check_relay(alice.join());

    Wire wire(server.place());
    Seat thief = alice.where();
    thief.token.bytes[15] ^= 1;
    const std::string others[] = {
        ask_to_join(wire, thief).body,    // wrong_token
        ask_to_join(wire, seat(3)).body,  // room_full
        wire.ask("POST", "/api/look", encode(LookRequest{alice.where().room})).body,
        wire.ask("POST", "/api/join", "{}").body,
        bob.post(alice, "aGk").body,
    };
    for (const auto& said : others) {
        CHECK_MESSAGE(said.find("turn") == std::string::npos, said);
        CHECK_MESSAGE(said.find("credential") == std::string::npos, said);
    }
}

TEST_CASE("however often an address asks for credentials, it has one name for an hour") {
    const SecretFile file;
    ServerProcess server({"--turn", "turn:turn.example.org", "--turn-secret-file", file.path.string(), "--trusted-proxy", "127.0.0.1"});
    const auto name_at = [&](std::uint8_t room, const std::string& address) {
        Wire wire(server.place());
        const auto from = "X-Forwarded-For: " + address + "\r\n";
        wire.ask("POST", "/api/join", encode(JoinRequest{seat(1, room), "aGk"}), from);
        const auto second = decode_join_answer(wire.ask("POST", "/api/join", encode(JoinRequest{seat(2, room), "aGk"}), from).body);
        REQUIRE(second);
        return check_relay(*second);
    };
    std::set<std::string> names;  // where an hour ends meanwhile, it has two
    for (std::uint8_t room = 0; room < 20; ++room) names.insert(name_at(room, "2001:db8:1:2::" + std::to_string(room)));
    CHECK(names.size() <= 2);
    CHECK_FALSE(names.count(name_at(20, "2001:db8:1:3::1")));
    CHECK_FALSE(names.count(name_at(21, "192.0.2.1")));
}

TEST_CASE("options may come from the environment; the secret itself comes from its file alone") {
    const SecretFile file;
    setenv("TINCAN_TURN", "turn:turn.example.org", 1);
    setenv("TINCAN_TURN_SECRET", secret.c_str(), 1);
    CHECK(run_server({"--check"}).code == 1);
    setenv("TINCAN_TURN_SECRET_FILE", file.path.c_str(), 1);
    {
        ServerProcess server;
        Person alice(server.place(), 1), bob(server.place(), 2);
        alice.join();
        check_relay(bob.join());
    }
    for (const char* name : {"TINCAN_TURN", "TINCAN_TURN_SECRET", "TINCAN_TURN_SECRET_FILE"}) unsetenv(name);
}

TEST_CASE("the server says where it listens and then nothing, whatever happens: no address and no token is in any log") {
    const SecretFile file;
    ServerProcess server({"--turn", "turn:turn.example.org", "--turn-secret-file", file.path.string(), "--trusted-proxy", "127.0.0.1",
                          "--address-joins-per-minute", "3", "--seats", "2", "--request-ms", "500"},
                         ServerProcess::Errors::kept);
    {
        Person alice(server.place(), 1), bob(server.place(), 2);
        alice.join();
        bob.join();
        alice.receive();
        bob.post(alice, "aGk");
        Wire wire(server.place());
        Seat thief = alice.where();
        thief.token.bytes[0] ^= 1;
        CHECK(ask_to_join(wire, thief).status == 403);
        CHECK(ask_to_join(wire, seat(3)).status == 429);
        CHECK(wire.ask("POST", "/api/look", "nonsense", "X-Forwarded-For: nonsense\r\n").status == 400);
        CHECK(wire.ask("GET", "/nowhere").status == 404);
        Wire garbage(server.place());
        garbage.send("\x16\x03\x01 hello");
        CHECK(garbage.closed());
        Wire slow(server.place());
        slow.send("POST /api/jo");
        CHECK(slow.reply().status == 408);
        alice.stream().send("words in the middle of an answer");
        CHECK(alice.stream().closed());
    }
    server.signal(SIGTERM);
    const Ended ended = server.end();
    CHECK(ended.code == 0);
    CHECK(ended.out.empty());
    CHECK(ended.err.empty());
}
