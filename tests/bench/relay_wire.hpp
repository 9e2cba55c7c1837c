// The two wires that relay_load.cpp puts under load: Tincan's own, and one WebSocket for each member.
#pragma once

#include <array>
#include <boost/asio.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/wire.hpp"

namespace relay {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Clock = std::chrono::steady_clock;

inline constexpr std::size_t room_size = 8;
inline std::size_t body_letters = 400;  // a sealed ICE candidate, or what the command line says
inline constexpr std::size_t stamp_digits = 16;

[[noreturn]] inline void give_up(const std::string& why) {
    std::fprintf(stderr, "relay_load: %s\n", why.c_str());
    std::exit(1);
}

inline std::int64_t now_ns() { return Clock::now().time_since_epoch().count(); }

// --- letters --------------------------------------------------------------------------------------------------------

// A body that says in its first letters when it was sent.
inline std::string stamped_body() {
    char stamp[stamp_digits + 1];
    std::snprintf(stamp, sizeof stamp, "%016llx", static_cast<unsigned long long>(now_ns()));
    std::string body(stamp, stamp_digits);
    body.resize(body_letters, 'A');
    return body;
}

// Microseconds since the letter in this line or frame was sent; nothing where it holds none.
inline std::optional<std::uint32_t> age_us(std::string_view text) {
    constexpr std::string_view key = "\"body\":\"";
    const auto at = text.find(key);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string stamp(text.substr(at + key.size(), stamp_digits));
    return static_cast<std::uint32_t>((now_ns() - std::strtoll(stamp.c_str(), nullptr, 16)) / 1000);
}

inline std::string request(std::string_view path, const std::string& body) {
    return "POST /api/" + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
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

// The part of the wire that the load needs. Members are numbered; every eight make a room.
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
    // Members of a room sit at the servers in turn.
    HttpWire(asio::io_context& io, std::vector<tcp::endpoint> servers, std::size_t members)
        : io_(io), servers_(std::move(servers)), members_(members) {}

    void seat(std::size_t index) override {
        Member& self = members_[index];
        if (index % room_size == 0) room_ = random_id<protocol::RoomId>();
        self.seat = {room_, random_id<protocol::MemberId>(), random_id<protocol::Token>()};
        if (!joining_) joining_ = std::make_unique<Pipe>(io_, servers_.front());
        joining_->write(request("join", protocol::encode(protocol::JoinRequest{self.seat, std::string(160, 'A')})));
        const auto joined = joining_->read_until([](const std::string& text) { return text.ends_with("}"); });
        if (!joined.starts_with("HTTP/1.1 200")) give_up("join: " + joined);

        self.stream = std::make_unique<Pipe>(io_, server_of(index));
        self.stream->write(request("receive", protocol::encode(protocol::ReceiveRequest{protocol::Wait::stream, {{self.seat, 0}}})));
        self.stream->read_until([](const std::string& text) { return text.find("\"open\"") != std::string::npos; });
        self.stream->listen([this, &self](std::string_view bytes) { take(self, bytes); });
        if (index + 1 == members_.size()) joining_.reset();
    }

    void get_ready(std::size_t index) override {
        Member& self = members_[index];
        self.posts = std::make_unique<Pipe>(io_, server_of(index));
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

    const tcp::endpoint& server_of(std::size_t index) const { return servers_[index % servers_.size()]; }

    static void post(Member& self) {
        protocol::PostRequest post{self.seat, self.after, {}};
        const auto count = std::min(self.letters.size(), protocol::max_letters_per_post);
        const auto end = self.letters.begin() + static_cast<std::ptrdiff_t>(count);
        post.letters.assign(std::make_move_iterator(self.letters.begin()), std::make_move_iterator(end));
        self.letters.erase(self.letters.begin(), end);
        self.posting = true;
        self.posts->write(request("post", protocol::encode(post)));
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
    std::vector<tcp::endpoint> servers_;
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

}  // namespace relay
