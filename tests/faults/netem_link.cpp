// A network of its own: one end, a TUN device called "cable", in each of some network namespaces, and between them the
// conditions that are ordered. It does itself what kernels may have no module for. Linux only, as root.
//
//   faults_netem NAMESPACE=ADDRESS...     says "ready", and then takes orders, one a line: NAMESPACE WHAT NUMBER
//
// An order holds for all that goes into that end or comes out of it:
//   address 1..254  its last byte, from now on
//   up 0|1          whether anything passes
//   udp 0|1         whether UDP does
//   loss 0..1       of all packets
//   delay MS        each way, and up to so much more or less by
//   jitter MS
//   rate BITS       a second, each way; 0: any
//   apart 0..254    the last byte of another end with which it exchanges nothing; 0: none
// Packets between two ends never overtake each other. Each order is answered with a line, "ok", after which it holds.
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <optional>
#include <queue>
#include <random>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Seconds = double;

constexpr std::size_t longest_packet = 2048;
constexpr Seconds longest_queue = 0.3;  // before a narrow place; more is dropped, as by a router at home
constexpr Seconds longest_wait = 1;
constexpr std::size_t destination_at = 16;  // of an IPv4 header (RFC 791 section 3.1)
constexpr std::size_t protocol_at = 9;
constexpr std::uint8_t udp_protocol = 17;

Seconds now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Enters the namespace and leaves a TUN device there. The device stays where it was made, whatever this process enters next.
int open_tun(const std::string& name) {
    const int space = open(("/var/run/netns/" + name).c_str(), O_RDONLY | O_CLOEXEC);
    if (space < 0 || setns(space, CLONE_NEWNET) != 0) throw std::runtime_error("there is no network namespace " + name);
    close(space);
    const int tun = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ifreq request{};
    request.ifr_flags = IFF_TUN | IFF_NO_PI;
    std::memcpy(request.ifr_name, "cable", sizeof "cable");
    if (tun < 0 || ioctl(tun, TUNSETIFF, &request) != 0) throw std::runtime_error("no device can be made in " + name);
    return tun;
}

struct Packet {
    Seconds due = 0;
    std::uint64_t number = 0;  // in the order in which they came
    std::size_t to = 0;
    std::string bytes;
    bool operator>(const Packet& other) const { return due != other.due ? due > other.due : number > other.number; }
};

struct End {
    std::string name;
    in_addr address{};
    int tun = -1;
    bool up = true, udp = true;
    double loss = 0;
    Seconds delay = 0, jitter = 0;
    double rate = 0;
    std::uint32_t apart = 0;
    Seconds busy[2] = {0, 0};           // until when the narrow place is, out of this end and into it
    std::vector<Seconds> transceivers;  // when what went last to each other end arrives
};

class Cable {
  public:
    explicit Cable(std::vector<End> ends) : ends_(std::move(ends)) {
        for (auto& each : ends_) each.transceivers.resize(ends_.size());
    }

    void carry() {
        std::vector<pollfd> files{{STDIN_FILENO, POLLIN, 0}};
        for (const auto& each : ends_) files.push_back({each.tun, POLLIN, 0});
        std::puts("ready");
        std::fflush(stdout);
        for (;;) {
            const Seconds wait = waiting_.empty() ? longest_wait : std::clamp(waiting_.top().due - now(), 0.0, longest_wait);
            const timespec patience{static_cast<time_t>(wait),
                                    static_cast<long>((wait - static_cast<double>(static_cast<time_t>(wait))) * 1e9)};
            ppoll(files.data(), files.size(), &patience, nullptr);
            if (files[0].revents && !take_orders()) return;
            for (std::size_t from = 0; from < ends_.size(); ++from)
                if (files[from + 1].revents) take_packets(from);
            deliver();
        }
    }

  private:
    void take_packets(std::size_t from) {
        std::array<char, longest_packet> bytes;
        for (;;) {
            const auto count = read(ends_[from].tun, bytes.data(), bytes.size());
            if (count <= 0) return;
            send(from, std::string(bytes.data(), static_cast<std::size_t>(count)));
        }
    }

    void send(std::size_t from, std::string bytes) {
        if (bytes.size() < destination_at + 4 || (bytes[0] >> 4 & 0xf) != 4) return;
        in_addr destination;
        std::memcpy(&destination, bytes.data() + destination_at, sizeof destination);
        const auto end = std::find_if(ends_.begin(), ends_.end(), [&](const End& it) { return it.address.s_addr == destination.s_addr; });
        if (end == ends_.end()) return;
        const auto to = static_cast<std::size_t>(end - ends_.begin());
        if (ends_[from].apart == last_byte(*end) || end->apart == last_byte(ends_[from])) return;
        const auto left = pass(ends_[from], 0, bytes, now());
        const auto due = left ? pass(ends_[to], 1, bytes, *left) : std::nullopt;
        if (!due) return;
        Seconds& last = ends_[from].transceivers[to];
        last = std::max(last, *due);
        waiting_.push({last, ++packets_, to, std::move(bytes)});
    }

    static std::uint32_t last_byte(const End& end) { return ntohl(end.address.s_addr) & 0xff; }

    // When a packet that comes to this end at `at` is through; nothing where it is lost.
    std::optional<Seconds> pass(End& end, int way, const std::string& bytes, Seconds at) {
        const bool is_udp = static_cast<std::uint8_t>(bytes[protocol_at]) == udp_protocol;
        if (!end.up || (is_udp && !end.udp) || chance_(dice_) < end.loss) return std::nullopt;
        if (end.rate > 0) {
            Seconds& busy = end.busy[way];
            busy = std::max(busy, at);
            if (busy - at > longest_queue) return std::nullopt;
            busy += static_cast<double>(bytes.size()) * 8 / end.rate;
            at = busy;
        }
        return at + std::max(0.0, end.delay + end.jitter * (2 * chance_(dice_) - 1));
    }

    void deliver() {
        while (!waiting_.empty() && waiting_.top().due <= now()) {
            const Packet& packet = waiting_.top();
            // A full device drops, as networks do.
            [[maybe_unused]] const auto count = write(ends_[packet.to].tun, packet.bytes.data(), packet.bytes.size());
            waiting_.pop();
        }
    }

    bool take_orders() {
        std::array<char, 512> bytes;
        const auto count = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (count <= 0) return false;
        orders_.append(bytes.data(), static_cast<std::size_t>(count));
        for (auto end = orders_.find('\n'); end != std::string::npos; end = orders_.find('\n')) {
            obey(orders_.substr(0, end));
            orders_.erase(0, end + 1);
        }
        return true;
    }

    void obey(const std::string& order) {
        std::istringstream words(order);
        std::string name, what;
        double number = 0;
        words >> name >> what >> number;
        const auto end = std::find_if(ends_.begin(), ends_.end(), [&](const End& it) { return it.name == name; });
        const bool known = !words.fail() && end != ends_.end() && set(*end, what, number);
        std::puts(known ? "ok" : "not understood");
        std::fflush(stdout);
    }

    static bool set(End& end, std::string_view what, double number) {
        if (what == "address")
            end.address.s_addr = htonl((ntohl(end.address.s_addr) & 0xffffff00) | static_cast<std::uint32_t>(number));
        else if (what == "up")
            end.up = number != 0;
        else if (what == "udp")
            end.udp = number != 0;
        else if (what == "loss")
            end.loss = number;
        else if (what == "delay")
            end.delay = number / 1000;
        else if (what == "jitter")
            end.jitter = number / 1000;
        else if (what == "rate")
            end.rate = number;
        else if (what == "apart")
            end.apart = static_cast<std::uint32_t>(number);
        else
            return false;
        return true;
    }

    std::vector<End> ends_;
    std::priority_queue<Packet, std::vector<Packet>, std::greater<>> waiting_;
    std::uint64_t packets_ = 0;
    std::string orders_;
    std::mt19937_64 dice_{1};
    std::uniform_real_distribution<double> chance_{0, 1};
};

}  // namespace

int main(int count, char** words) {
    try {
        std::vector<End> ends;
        for (int i = 1; i < count; ++i) {
            const std::string word = words[i];
            const auto equals = word.find('=');
            End end;
            end.name = word.substr(0, equals);
            if (equals == std::string::npos || inet_pton(AF_INET, word.c_str() + equals + 1, &end.address) != 1)
                throw std::runtime_error("an end is NAMESPACE=ADDRESS, not " + word);
            end.tun = open_tun(end.name);
            ends.push_back(std::move(end));
        }
        Cable(std::move(ends)).carry();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "faults_netem: %s\n", error.what());
        return 1;
    }
}
