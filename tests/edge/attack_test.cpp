// Attackers do what they can while honest people wait and write. What counts is how long a letter takes: at most a few times as long as
// when it is quiet.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "browser.hpp"
#include "server_process.hpp"

namespace {

using namespace edge;
using namespace protocol;
namespace fs = std::filesystem;

struct Attack {
    const char* name;
    std::size_t connections;
    std::uint32_t addresses;   // from so many, all of 127.0.0.0/8
    std::string begin;         // is sent on each connection
    std::string again = {};    // and then this, for ever
    bool reads = true;         // what is answered
    bool comes_again = false;  // where the server has closed
};

// The connections of an attack, none of which ever waits for the server.
class Crowd {
  public:
    Crowd(const Attack& attack, std::uint16_t port) : attack_(attack), port_(port), all_(attack.connections) {}
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    ~Crowd() {
        for (const auto& each : all_)
            if (each.socket >= 0) close(each.socket);
    }

    // Each does what it can at once.
    void go_on() {
        for (std::size_t i = 0; i < all_.size(); ++i) {
            if (all_[i].is_new) connect_from(all_[i], static_cast<std::uint32_t>(i) % attack_.addresses);
            if (all_[i].socket >= 0) go_on(all_[i]);
        }
    }

  private:
    struct Connection {
        int socket = -1;
        bool is_new = true;
        std::size_t sent = 0;  // of what it begins with
    };

    void connect_from(Connection& it, std::uint32_t number) const {
        it = {socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), false, 0};
        sockaddr_in from{};
        from.sin_family = AF_INET;
        from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 256 + number);
        bind(it.socket, reinterpret_cast<sockaddr*>(&from), sizeof from);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port_);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connect(it.socket, reinterpret_cast<sockaddr*>(&to), sizeof to);
    }

    void go_on(Connection& it) const {
        const bool begins = it.sent < attack_.begin.size();
        const std::string_view bytes = begins ? std::string_view(attack_.begin).substr(it.sent) : attack_.again;
        const auto count = bytes.empty() ? 0 : send(it.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (begins && count > 0) it.sent += static_cast<std::size_t>(count);
        std::array<char, 16 * 1024> part;
        const auto got = attack_.reads ? recv(it.socket, part.data(), part.size(), MSG_DONTWAIT) : -1;
        const bool is_over = got == 0 || (got < 0 && attack_.reads && errno != EAGAIN && errno != ENOTCONN);
        if (!is_over) return;
        close(it.socket);
        it.socket = -1;
        it.is_new = attack_.comes_again;
    }

    const Attack& attack_;
    std::uint16_t port_;
    std::vector<Connection> all_;
};

// People in rooms of four, who wait for mail, and write to each other.
class Crew {
  public:
    Crew(const Place& place, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count; ++i) {
            people_.push_back(std::make_unique<Person>(place, i, static_cast<std::uint8_t>(1 + i / 40)));
            people_.back()->receive(people_.back()->join().after);
        }
    }

    // Of a hundred letters, how long the second slowest takes from the first byte until it is delivered.
    std::chrono::microseconds slowest_letters() {
        std::vector<std::chrono::microseconds> times;
        for (int i = 0; i < 100; ++i) {
            const auto from = next_++ % people_.size();
            Person& writer = *people_[from];
            Person& reader = *people_[from % 40 == 39 || from + 1 == people_.size() ? from - 1 : from + 1];
            const auto start = std::chrono::steady_clock::now();
            CHECK(writer.post(reader, "aGVsbG8").status == 204);
            Delivery delivery = reader.next_delivery();
            while (!std::holds_alternative<ReceivedEnvelope>(delivery.what)) delivery = reader.next_delivery();
            times.push_back(std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
            reader.confirm(delivery.number);
        }
        std::sort(times.begin(), times.end());
        return times[98];
    }

  private:
    std::vector<std::unique_ptr<Person>> people_;
    std::size_t next_ = 0;
};

std::string times(std::size_t count, const std::string& text) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

const std::string head = "POST /api/look HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
const std::string get = "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n";

const std::vector<Attack> attacks = {
    {"slow heads", 2'000, 20, "GET / HTTP/1.1\r\nHost: x\r\nX: ", "x"},
    {"slow bodies", 2'000, 20, head + "Content-Length: 900000\r\n\r\n", " "},
    {"readers that take nothing", 300, 4, times(20, "GET /app-3f2a9c1b.wasm HTTP/1.1\r\nHost: x\r\n\r\n"), "", false},
    {"too many connections of one address", 3'000, 1, "", "", true, true},
    {"as many of many addresses", 3'000, 300, "", "", true, true},
    {"requests in one piece", 100, 4, "", times(200, get)},
    {"requests to be metered in one piece", 100, 4, "", times(100, head + "Content-Length: 2\r\n\r\n{}")},
    {"nonsense", 200, 4, std::string(3'000, '\x91') + "\r\n\r\n", "", true, true},
    {"heads without an end", 100, 4, "GET / HTTP/1.1\r\nX: " + std::string(40'000, 'x'), "", true, true},
    {"two requests in the clothes of one", 200, 4,
     head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /inside HTTP/1.1\r\nHost: x\r\n\r\n", "", true, true},
    {"handshakes that do not go on", 1'000, 20, std::string("\x16\x03\x01\x02\x00\x01\x00", 7), "\x01", true, true},
};

}  // namespace

// TINCAN_MANY: thousands of honest people.
TEST_CASE("whatever attackers do, a letter between honest people takes not much longer" * doctest::skip(over() == Over::unix_socket)) {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const std::uint32_t people = std::getenv("TINCAN_MANY") ? 2'400 : 120;
    REQUIRE(files.rlim_max > 2 * people + 5'000);
    const fs::path folder = fs::temp_directory_path() / ("tincan-attack-" + std::to_string(getpid()));
    fs::create_directories(folder);
    std::ofstream(folder / "index.html") << "<!doctype html>";
    std::ofstream(folder / "app-3f2a9c1b.wasm") << std::string(3'000'000, 'w');
    // (The honest all come from one address: so many are no office any more.)
    ServerProcess server({"--pages", folder, "--trusted-proxy", "10.0.0.0/8", "--seats", "64", "--request-ms", "10000",
                          "--address-joins-per-minute", "100000", "--address-handshakes-per-minute", "100000", "--address-connections",
                          std::to_string(std::max(600U, 3 * people)), "--address-mailboxes", "5000"});
    Crew crew(server.place(), people);
    for (const Attack& attack : attacks) {
        // The least of several looks: this computer has other work too.
        constexpr int most_looks = 4;
        constexpr std::chrono::milliseconds allowance{30};
        auto quiet = std::chrono::microseconds::max();
        auto attacked = std::chrono::microseconds::max();
        for (int look = 0; look < most_looks && (look == 0 || attacked > 3 * quiet + allowance); ++look) {
            quiet = std::min(quiet, crew.slowest_letters());
            std::atomic<bool> goes_on = true;
            std::thread attackers([&] {
                Crowd crowd(attack, server.place().port);
                while (goes_on) {
                    crowd.go_on();
                    std::this_thread::yield();
                }
            });
            attacked = std::min(attacked, crew.slowest_letters());
            goes_on = false;
            attackers.join();
        }
        MESSAGE(std::string(attack.name), ": ", attacked.count(), " us, quiet ", quiet.count(), " us");
        CHECK_MESSAGE(attacked <= 3 * quiet + allowance, std::string(attack.name));
    }
    fs::remove_all(folder);
}
