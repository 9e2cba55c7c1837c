// Loads a relay and prints, as one line of JSON, what its letters and its waiting members cost. Speaks Tincan's own wire
// ("http": a stream and a connection for posts each) or that of ws_relay.mjs ("ws": one WebSocket each), so that both stand the
// same test: the same rooms, letters and window of letters on their way.
//
//   relay_load http|ws PID PORT MEMBERS LETTERS BURST [WINDOW]
//
// Members sit in rooms of eight and take turns in writing BURST letters each, to different members of their room, while at most
// WINDOW letters are on their way. As the page does, a member posts at once if none of its posts is under way, and else lets its
// letters go together in the next; a WebSocket sends each letter as a message, those of one burst in one write. Tincan's server
// wants --letters-per-second 1000000 --letter-burst 1000000 for this, since real people write less. With LETTERS = 0 only
// memory is measured.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/wire.hpp"

namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

constexpr std::size_t room_size = 8;
constexpr std::size_t body_letters = 400;     // a sealed ICE candidate
constexpr std::size_t default_window = 256;   // letters on their way at once
constexpr std::size_t quiet_letters = 2'000;  // sent one by one, for the latency of a server at rest
constexpr std::size_t stamp_digits = 16;

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "relay_load: %s\n", why.c_str());
    std::exit(1);
}

std::int64_t now_ns() { return Clock::now().time_since_epoch().count(); }

// --- what the server costs, as the system sees it -------------------------------------------------------------------

double cpu_seconds(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(file, line);
    const auto name_end = line.rfind(')');
    if (name_end == std::string::npos) give_up("there is no process " + std::to_string(pid));
    long user = 0;
    long system = 0;
    std::sscanf(line.c_str() + name_end + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system);
    return static_cast<double>(user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

long resident_kib(int pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("VmRSS:")) return std::atol(line.c_str() + 6);
    return 0;
}

// --- letters --------------------------------------------------------------------------------------------------------

// A body that says in its first letters when it was sent.
std::string stamped_body() {
    char stamp[stamp_digits + 1];
    std::snprintf(stamp, sizeof stamp, "%016llx", static_cast<unsigned long long>(now_ns()));
    std::string body(stamp, stamp_digits);
    body.resize(body_letters, 'A');
    return body;
}

// Microseconds since the letter in this line or frame was sent; nothing where it holds none.
std::optional<std::uint32_t> age_us(std::string_view text) {
    constexpr std::string_view key = "\"body\":\"";
    const auto at = text.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string stamp(text.substr(at + key.size(), stamp_digits));
    return static_cast<std::uint32_t>((now_ns() - std::strtoll(stamp.c_str(), nullptr, 16)) / 1000);
}

std::uint32_t percentile(std::vector<std::uint32_t>& ages, double part) {
    if (ages.empty()) return 0;
    const auto at = ages.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(ages.size() - 1));
    std::nth_element(ages.begin(), at, ages.end());
    return *at;
}

// --- a connection whose bytes go to a function ----------------------------------------------------------------------

class Pipe {
  public:
    Pipe(asio::io_context& io, const tcp::endpoint& server) : socket_(io) {
        socket_.connect(server);
        socket_.set_option(tcp::no_delay(true));
    }

    void write(std::string_view bytes) { asio::write(socket_, asio::buffer(bytes)); }

    // Reads until `enough(everything so far)`; for setting up, before listen().
    template <class Enough>
    std::string read_until(Enough enough) {
        std::string text;
        while (!enough(text)) {
            std::array<char, 4096> part;
            text.append(part.data(), socket_.read_some(asio::buffer(part)));
        }
        return text;
    }

    void listen(std::function<void(std::string_view)> take) {
        take_ = std::move(take);
        wait();
    }

  private:
    void wait() {
        socket_.async_wait(tcp::socket::wait_read, [this](boost::system::error_code error) {
            if (error) return;
            static std::array<char, 256 * 1024> shared;
            const auto count = socket_.read_some(asio::buffer(shared), error);
            if (error) give_up("the server closed a connection: " + error.message());
            take_({shared.data(), count});
            wait();
        });
    }

    tcp::socket socket_;
    std::function<void(std::string_view)> take_;
};

template <class Id>
Id random_id() {
    static std::mt19937_64 random(7);
    Id id;
    for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random());
    return id;
}

// --- the two wires --------------------------------------------------------------------------------------------------

// What the load needs of a wire. Members are numbered; every eight make a room.
class Wire {
  public:
    virtual ~Wire() = default;
    virtual void seat(std::size_t member) = 0;       // joins and waits for mail
    virtual void get_ready(std::size_t member) = 0;  // before the first letter
    virtual void write(std::size_t member, const std::vector<std::size_t>& to) = 0;
    std::function<void(std::uint32_t)> on_letter;  // with its age
};

class HttpWire : public Wire {
  public:
    HttpWire(asio::io_context& io, const tcp::endpoint& server, std::size_t members) : io_(io), server_(server), members_(members) {}

    void seat(std::size_t index) override {
        Member& self = members_[index];
        if (index % room_size == 0) room_ = random_id<protocol::RoomId>();
        self.seat = {room_, random_id<protocol::MemberId>(), random_id<protocol::Token>()};
        if (!joining_) joining_ = std::make_unique<Pipe>(io_, server_);
        joining_->write(request("/api/join", protocol::encode(protocol::JoinRequest{self.seat, std::string(160, 'A')})));
        const auto joined = joining_->read_until([](const std::string& text) { return text.ends_with("}"); });
        if (!joined.starts_with("HTTP/1.1 200")) give_up("join: " + joined);

        self.stream = std::make_unique<Pipe>(io_, server_);
        self.stream->write(request("/api/receive", protocol::encode(protocol::ReceiveRequest{protocol::Wait::stream, {{self.seat, 0}}})));
        self.stream->read_until([](const std::string& text) { return text.find("\"open\"") != std::string::npos; });
        self.stream->listen([this, &self](std::string_view bytes) { take(self, bytes); });
        if (index + 1 == members_.size()) joining_.reset();
    }

    void get_ready(std::size_t index) override {
        Member& self = members_[index];
        self.posts = std::make_unique<Pipe>(io_, server_);
        self.posts->listen([&self](std::string_view bytes) {
            if (!bytes.starts_with("HTTP/1.1 204") || !bytes.ends_with("\r\n\r\n")) give_up("post: " + std::string(bytes));
            self.posting = false;
            if (!self.letters.empty()) post(self);
        });
    }

    void write(std::size_t index, const std::vector<std::size_t>& to) override {
        Member& self = members_[index];
        for (const auto each : to) self.letters.push_back({members_[each].seat.member, stamped_body()});
        if (!self.posting) post(self);
    }

  private:
    struct Member {
        protocol::Seat seat;
        std::uint64_t after = 0;
        bool posting = false;
        std::vector<protocol::Envelope> letters;  // written, not yet posted
        std::string partial;
        std::unique_ptr<Pipe> stream, posts;
    };

    static void post(Member& self) {
        protocol::PostRequest post{self.seat, self.after, {}};
        const auto count = std::min(self.letters.size(), protocol::max_letters_per_post);
        const auto end = self.letters.begin() + static_cast<std::ptrdiff_t>(count);
        post.letters.assign(std::make_move_iterator(self.letters.begin()), std::make_move_iterator(end));
        self.letters.erase(self.letters.begin(), end);
        self.posting = true;
        self.posts->write(request("/api/post", protocol::encode(post)));
    }

    static std::string request(std::string_view path, const std::string& body) {
        return "POST " + std::string(path) +
               " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
               "\r\n\r\n" + body;
    }

    void take(Member& self, std::string_view bytes) {
        if (!self.partial.empty()) {
            self.partial += bytes;
            bytes = self.partial;
        }
        std::size_t begin = 0;
        for (auto end = bytes.find('\n'); end != std::string_view::npos; begin = end + 1, end = bytes.find('\n', begin)) {
            const auto line = bytes.substr(begin, end - begin);
            if (const auto at = line.find("\"number\":"); at != std::string_view::npos)
                self.after = std::strtoull(line.data() + at + 9, nullptr, 10);
            if (const auto age = age_us(line)) on_letter(*age);
        }
        self.partial = std::string(bytes.substr(begin));
    }

    asio::io_context& io_;
    tcp::endpoint server_;
    std::vector<Member> members_;
    std::unique_ptr<Pipe> joining_;
    protocol::RoomId room_;
};

class WebSocketWire : public Wire {
  public:
    WebSocketWire(asio::io_context& io, const tcp::endpoint& server, std::size_t members) : io_(io), server_(server), members_(members) {}

    void seat(std::size_t index) override {
        Member& self = members_[index];
        self.id = protocol::to_text(random_id<protocol::MemberId>());
        self.pipe = std::make_unique<Pipe>(io_, server_);
        self.pipe->write(
            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        self.pipe->read_until([](const std::string& text) { return text.ends_with("\r\n\r\n"); });
        self.pipe->write(frame("{\"room\":\"" + std::to_string(index / room_size) + "\",\"id\":\"" + self.id + "\"}"));
        self.pipe->read_until([](const std::string& text) { return text.ends_with("}"); });
        self.pipe->listen([this, &self](std::string_view bytes) { take(self, bytes); });
    }

    void get_ready(std::size_t) override {}

    void write(std::size_t index, const std::vector<std::size_t>& to) override {
        std::string frames;  // all in one write, which is the best that a browser can do
        for (const auto each : to) frames += frame("{\"to\":\"" + members_[each].id + "\",\"body\":\"" + stamped_body() + "\"}");
        members_[index].pipe->write(frames);
    }

  private:
    struct Member {
        std::string id;
        std::string partial;
        std::unique_ptr<Pipe> pipe;
    };

    // A text frame (RFC 6455 section 5.2), masked with zeros.
    static std::string frame(const std::string& text) {
        std::string frame = "\x81";
        if (text.size() < 126) {
            frame += static_cast<char>(0x80 | text.size());
        } else {
            frame += static_cast<char>(0x80 | 126);
            frame += static_cast<char>(text.size() >> 8);
            frame += static_cast<char>(text.size() & 255);
        }
        return frame + std::string(4, '\0') + text;
    }

    void take(Member& self, std::string_view bytes) {
        self.partial += bytes;
        std::string_view left = self.partial;
        while (left.size() >= 4) {
            std::size_t head = 2;
            std::size_t size = static_cast<unsigned char>(left[1]);
            if (size == 126) {
                head = 4;
                size = static_cast<std::size_t>(static_cast<unsigned char>(left[2])) << 8 | static_cast<unsigned char>(left[3]);
            }
            if (left.size() < head + size) break;
            if (const auto age = age_us(left.substr(head, size))) on_letter(*age);
            left.remove_prefix(head + size);
        }
        self.partial = std::string(left);
    }

    asio::io_context& io_;
    tcp::endpoint server_;
    std::vector<Member> members_;
};

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

void take_all_files() {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

int main(int count, char** words) {
    if (count < 7) give_up("usage: relay_load http|ws PID PORT MEMBERS LETTERS BURST [WINDOW]");
    const std::string kind = words[1];
    const int pid = std::atoi(words[2]);
    const tcp::endpoint server(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(std::atoi(words[3])));
    const auto members = std::max<std::size_t>(room_size, std::strtoul(words[4], nullptr, 10) / room_size * room_size);
    const auto letters = std::strtoul(words[5], nullptr, 10);
    const auto burst = std::max<std::size_t>(1, std::strtoul(words[6], nullptr, 10));
    const auto window = count > 7 ? std::strtoul(words[7], nullptr, 10) : default_window;
    take_all_files();

    asio::io_context io(1);
    std::unique_ptr<Wire> wire;
    if (kind == "http")
        wire = std::make_unique<HttpWire>(io, server, members);
    else
        wire = std::make_unique<WebSocketWire>(io, server, members);
    Load load(io, *wire, members);

    const long before = resident_kib(pid);
    for (std::size_t i = 0; i < members; ++i) wire->seat(i);
    usleep(300'000);  // what the server does last, such as telling the others, is done then
    const long after = resident_kib(pid);
    std::printf(R"({"wire":"%s","members":%zu,"rss_kib":%ld,"kib_per_member":%.2f)", kind.c_str(), members, after,
                static_cast<double>(after - before) / static_cast<double>(members));
    if (letters > 0) {
        for (std::size_t i = 0; i < members; ++i) wire->get_ready(i);
        auto quiet = load.run(quiet_letters, 1, 1);
        const double cpu_before = cpu_seconds(pid);
        const auto begin = now_ns();
        auto busy = load.run(letters, burst, window);
        const double wall = static_cast<double>(now_ns() - begin) / 1e9;
        const double cpu = cpu_seconds(pid) - cpu_before;
        std::printf(R"(,"letters":%zu,"burst":%zu,"window":%zu,"letters_per_second":%.0f,"cpu_seconds":%.2f,"letters_per_cpu_second":%.0f)",
                    letters, burst, window, static_cast<double>(letters) / wall, cpu, static_cast<double>(letters) / cpu);
        std::printf(R"(,"quiet_us":{"p50":%u,"p99":%u},"busy_us":{"p50":%u,"p99":%u})", percentile(quiet, 0.5), percentile(quiet, 0.99),
                    percentile(busy, 0.5), percentile(busy, 0.99));
    }
    std::printf("}\n");
}
