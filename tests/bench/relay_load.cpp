// Loads a relay and prints, as one line of JSON, what its letters and its waiting members cost. Speaks Tincan's own wire
// ("http": a stream and a connection for posts each) or that of ws_relay.mjs ("ws": one WebSocket each), so that both stand the
// same test: the same rooms, letters and window of letters on their way.
//
//   relay_load http|ws PID[,PID...] PORT[,PORT...] MEMBERS LETTERS BURST [WINDOW [BODY]]
//
// The cost is that of all these processes, such as a server's and its Redis'. BODY is the letters of one letter's body.
//
// Members sit in rooms of eight and take turns in writing BURST letters each, to different members of their room, while at most
// WINDOW letters are on their way. As the page does, a member posts at once if none of its posts is under way, and else lets its
// letters go together in the next; a WebSocket sends each letter as a message, those of one burst in one write. Tincan's server
// wants --letters-per-second 1000000 --letter-burst 1000000 for this, since real people write less. With LETTERS = 0 only
// memory is measured.
#include <algorithm>

#include "bench/relay_wire.hpp"
#include "bench/server_costs.hpp"

namespace {

using namespace relay;

constexpr std::size_t default_window = 256;   // letters on their way at once
constexpr std::size_t quiet_letters = 2'000;  // sent one by one, for the latency of a server at rest

std::uint32_t percentile(std::vector<std::uint32_t>& ages, double part) {
    if (ages.empty()) return 0;
    const auto at = ages.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(ages.size() - 1));
    std::nth_element(ages.begin(), at, ages.end());
    return *at;
}

// --- the load -------------------------------------------------------------------------------------------------------

class Load {
  public:
    Load(asio::io_context& io, Wire& wire, std::size_t members) : io_(io), wire_(wire), members_(members) {
        wire_.on_letter = [this](std::uint32_t age) {
            ages_.push_back(age);
            if (ages_.size() == total_)
                io_.stop();
            else
                write_more();
        };
    }

    // Sends so many letters, `window` at most on their way, and gives back the age of each on arrival.
    std::vector<std::uint32_t> run(std::size_t letters, std::size_t burst, std::size_t window) {
        total_ = letters;
        burst_ = burst;
        window_ = window;
        sent_ = 0;
        ages_.clear();
        ages_.reserve(letters);
        write_more();
        io_.restart();
        io_.run();
        return std::move(ages_);
    }

  private:
    void write_more() {
        std::vector<std::size_t> to;
        while (sent_ < total_) {
            const std::size_t count = std::min(burst_, total_ - sent_);
            if (sent_ - ages_.size() + count > std::max(window_, burst_)) return;
            const std::size_t self = next_;
            // Strides through all rooms, so that neighbours in time are not neighbours in a room.
            next_ = next_ + room_size < members_ ? next_ + room_size : (next_ + 1) % room_size;
            to.clear();
            for (std::size_t i = 0; i < count; ++i) to.push_back(self / room_size * room_size + (self + 1 + turn_++ % 7) % room_size);
            sent_ += count;
            wire_.write(self, to);
        }
    }

    asio::io_context& io_;
    Wire& wire_;
    std::size_t members_;
    std::size_t total_ = 0, burst_ = 1, window_ = 1, sent_ = 0, next_ = 0, turn_ = 0;
    std::vector<std::uint32_t> ages_;
};

// Whole numbers, with commas between them.
std::vector<int> numbers_in(std::string_view text) {
    std::vector<int> numbers;
    for (;;) {
        const auto comma = std::min(text.find(','), text.size());
        numbers.push_back(std::atoi(std::string(text.substr(0, comma)).c_str()));
        if (comma == text.size()) return numbers;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace

int main(int count, char** words) {
    if (count < 7) give_up("usage: relay_load http|ws PID[,PID...] PORT[,PORT...] MEMBERS LETTERS BURST [WINDOW [BODY]]");
    const std::string kind = words[1];
    const auto pids = numbers_in(words[2]);
    std::vector<tcp::endpoint> servers;
    for (const int port : numbers_in(words[3])) servers.emplace_back(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(port));
    const auto members = std::max<std::size_t>(room_size, std::strtoul(words[4], nullptr, 10) / room_size * room_size);
    const auto letters = std::strtoul(words[5], nullptr, 10);
    const auto burst = std::max<std::size_t>(1, std::strtoul(words[6], nullptr, 10));
    const auto window = count > 7 ? std::strtoul(words[7], nullptr, 10) : default_window;
    if (count > 8) body_letters = std::strtoul(words[8], nullptr, 10);
    take_all_files();

    asio::io_context io(1);
    std::unique_ptr<Wire> wire;
    if (kind == "http")
        wire = std::make_unique<HttpWire>(io, servers, members);
    else
        wire = std::make_unique<WebSocketWire>(io, servers.front(), members);
    Load load(io, *wire, members);

    const long before = resident_kib(pids);
    for (std::size_t i = 0; i < members; ++i) wire->seat(i);
    wait_until_idle(pids);
    const long after = resident_kib(pids);
    std::printf(R"({"wire":"%s","members":%zu,"rss_kib":%ld,"kib_per_member":%.2f)", kind.c_str(), members, after,
                static_cast<double>(after - before) / static_cast<double>(members));
    if (letters > 0) {
        for (std::size_t i = 0; i < members; ++i) wire->get_ready(i);
        auto quiet = load.run(quiet_letters, 1, 1);
        const double cpu_before = cpu_seconds(pids);
        const auto begin = now_ns();
        auto busy = load.run(letters, burst, window);
        const double wall = static_cast<double>(now_ns() - begin) / 1e9;
        const double cpu = cpu_seconds(pids) - cpu_before;
        std::printf(R"(,"letters":%zu,"burst":%zu,"window":%zu,"letters_per_second":%.0f,"cpu_seconds":%.2f,"letters_per_cpu_second":%.0f)",
                    letters, burst, window, static_cast<double>(letters) / wall, cpu, static_cast<double>(letters) / cpu);
        std::printf(R"(,"quiet_us":{"p50":%u,"p99":%u},"busy_us":{"p50":%u,"p99":%u})", percentile(quiet, 0.5), percentile(quiet, 0.99),
                    percentile(busy, 0.5), percentile(busy, 0.99));
    }
    std::printf("}\n");
}
