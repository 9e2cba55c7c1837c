// Loads a server for long with members that come, write and go at random, and prints, as one line of JSON, its memory: before them, at most
// in their first minute, at most ever, and once all were gone.
//
//   soak PID PORT MEMBERS SECONDS
//
// Half of them say that they leave, the others only close their connections. The server wants --address-joins-per-minute 1000000 where it
// counts what comes from this computer.
#include <algorithm>
#include <string>
#include <thread>

#include "bench/relay_wire.hpp"
#include "bench/server_costs.hpp"

namespace {

using namespace relay;
using namespace std::chrono_literals;
using Task = asio::awaitable<void>;
using Socket = asio::use_awaitable_t<>::as_default_on_t<tcp::socket>;
using Timer = asio::use_awaitable_t<>::as_default_on_t<asio::steady_timer>;

// Rooms are chosen of so many, so that people meet and some rooms are full.
constexpr std::size_t seats_in_mean = 5;
constexpr auto longest_stay = 60s;
constexpr auto longest_silence = 4s;
// All have come by then.
constexpr auto beginning = 60s;
// The server has waited for those who closed their connections.
constexpr auto rest = 12s;

struct Counted {
    std::uint64_t joined = 0;
    std::uint64_t refused = 0;  // rooms were full
    std::uint64_t posted = 0;
    std::uint64_t delivered = 0;
};

class Crowd {
  public:
    Crowd(asio::io_context& io, const tcp::endpoint& server, std::size_t members, Clock::time_point end)
        : io_(io), server_(server), end_(end), rooms_(std::max<std::size_t>(1, members / seats_in_mean)) {
        for (auto& room : rooms_) room.id = random_id<protocol::RoomId>();
        for (std::size_t i = 0; i < members; ++i) asio::co_spawn(io, live(), asio::detached);
    }

    Counted counted;

  private:
    struct Room {
        protocol::RoomId id;
        std::vector<protocol::MemberId> members;
    };
    struct Stream {
        Socket socket;
        std::uint64_t after = 0;  // the last delivery's number
    };

    Clock::duration at_most(Clock::duration most) { return Clock::duration(static_cast<std::int64_t>(random_() % most.count())); }

    Task pause(Clock::duration most) {
        Timer timer(io_, std::min(Clock::now() + at_most(most), end_));
        co_await timer.async_wait();
    }

    Task live() {
        co_await pause(10s);
        while (Clock::now() < end_) {
            try {
                co_await stay(rooms_[random_() % rooms_.size()]);
            } catch (const std::exception& error) {
                give_up(error.what());
            }
            co_await pause(2s);
        }
    }

    Task stay(Room& room) {
        const protocol::Seat seat{room.id, random_id<protocol::MemberId>(), random_id<protocol::Token>()};
        Socket posts(io_);
        co_await posts.async_connect(server_);
        // (GCC 12 destroys what is made within a co_await's arguments twice.)
        const auto join = request("join", protocol::encode(protocol::JoinRequest{seat, std::string(160, 'A')}));
        if (!co_await agrees(posts, join)) {
            ++counted.refused;
            co_return;
        }
        ++counted.joined;
        const auto stream = std::make_shared<Stream>(Socket(io_));
        co_await stream->socket.async_connect(server_);
        const auto wish = request("receive", protocol::encode(protocol::ReceiveRequest{protocol::Wait::stream, {{seat, 0}}}));
        co_await asio::async_write(stream->socket, asio::buffer(wish), asio::use_awaitable);
        asio::co_spawn(io_, take(stream), asio::detached);
        room.members.push_back(seat.member);

        for (const auto until = std::min(Clock::now() + at_most(longest_stay), end_); Clock::now() < until;) {
            co_await pause(longest_silence);
            const auto to = room.members[random_() % room.members.size()];
            if (to == seat.member) continue;
            protocol::PostRequest post{seat, stream->after, {}};
            post.letters.push_back({to, stamped_body()});
            const auto letter = request("post", protocol::encode(post));
            if (co_await agrees(posts, letter)) ++counted.posted;
        }

        std::erase(room.members, seat.member);
        const auto leave = request("leave", protocol::encode(protocol::LeaveRequest{seat}));
        if (random_() % 2) co_await agrees(posts, leave);
        boost::system::error_code error;
        stream->socket.close(error);
    }

    Task take(std::shared_ptr<Stream> stream) {
        std::string text;
        std::array<char, 4096> part;
        for (;;) {
            const auto [error, count] = co_await stream->socket.async_read_some(asio::buffer(part), asio::as_tuple(asio::use_awaitable));
            if (error) co_return;
            text.append(part.data(), count);
            std::size_t begin = 0;
            for (auto end = text.find('\n'); end != std::string::npos; begin = end + 1, end = text.find('\n', begin)) {
                const auto line = std::string_view(text).substr(begin, end - begin);
                if (const auto at = line.find("\"number\":"); at != std::string_view::npos)
                    stream->after = std::strtoull(line.data() + at + 9, nullptr, 10);
                if (age_us(line)) ++counted.delivered;
            }
            text.erase(0, begin);
        }
    }

    asio::awaitable<bool> agrees(Socket& socket, const std::string& words) {
        co_await asio::async_write(socket, asio::buffer(words), asio::use_awaitable);
        std::string answer;
        const auto head = co_await asio::async_read_until(socket, asio::dynamic_buffer(answer), "\r\n\r\n", asio::use_awaitable);
        constexpr std::string_view length = "Content-Length: ";
        if (const auto at = answer.find(length); at < head) {
            const auto whole = head + std::strtoul(answer.c_str() + at + length.size(), nullptr, 10);
            if (answer.size() < whole)
                co_await asio::async_read(socket, asio::dynamic_buffer(answer), asio::transfer_exactly(whole - answer.size()),
                                          asio::use_awaitable);
        }
        co_return answer.starts_with("HTTP/1.1 20");
    }

    asio::io_context& io_;
    tcp::endpoint server_;
    Clock::time_point end_;
    std::vector<Room> rooms_;
    std::mt19937_64 random_{7};
};

}  // namespace

int main(int count, char** words) {
    if (count < 5) give_up("usage: soak PID PORT MEMBERS SECONDS");
    const Processes server_process{std::atoi(words[1])};
    const tcp::endpoint server(asio::ip::address_v4::loopback(), static_cast<std::uint16_t>(std::atoi(words[2])));
    const auto members = std::strtoul(words[3], nullptr, 10);
    take_all_files();

    const long before = resident_kib(server_process);
    long first = before;  // with all of them, in the first minute
    long most = before;   // ever
    asio::io_context io(1);
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::seconds(std::atoi(words[4]));
    Crowd crowd(io, server, members, end);
    asio::co_spawn(
        io,
        [&]() -> Task {
            while (Clock::now() < end) {
                Timer timer(io, 1s);
                co_await timer.async_wait();
                most = std::max(most, resident_kib(server_process));
                if (Clock::now() < begin + beginning) first = most;
            }
        },
        asio::detached);
    io.run();
    std::this_thread::sleep_for(rest);
    const auto& all = crowd.counted;
    std::printf(
        R"({"members":%zu,"joined":%llu,"refused":%llu,"posted":%llu,"delivered":%llu,"kib_before":%ld,"kib_first":%ld,"kib_most":%ld,"kib_after":%ld})"
        "\n",
        members, static_cast<unsigned long long>(all.joined), static_cast<unsigned long long>(all.refused),
        static_cast<unsigned long long>(all.posted), static_cast<unsigned long long>(all.delivered), before, first, most,
        resident_kib(server_process));
}
