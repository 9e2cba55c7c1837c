// The server's work in numbers, and how they are told to Prometheus (text format 0.0.4). It counts no addresses, rooms or names.
// Pure.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/store/store.hpp"

namespace server {

// The process, as the system tells of it; 0 where it does not.
struct ProcessFigures {
    double cpu_seconds = 0;
    std::uint64_t resident_bytes = 0;
    std::uint64_t open_files = 0;
    std::uint64_t most_files = 0;
    std::int64_t started = 0;  // seconds since 1970
};
ProcessFigures process_figures();

// The kind of a path, by which figures and the log tell requests apart: of all others nobody knows how many there are, or what is in them.
std::string_view path_kind(std::string_view path);

class Figures {
  public:
    // A connection was taken, or one over the limit was not.
    void connected(bool taken) { ++(taken ? connections_ : connections_refused_); }
    // A request to a path of that kind was answered, `micros` after its first byte. Of a stream: that it began.
    void answered(std::string_view kind, unsigned status, std::uint64_t micros);
    // A TLS handshake came to its end, or not.
    void shook_hands(bool good) { ++(good ? handshakes_ : handshakes_failed_); }
    void read(std::size_t bytes) { bytes_read_ += bytes; }
    void sent(std::size_t bytes) { bytes_sent_ += bytes; }

    struct Now {
        store::Census rooms;
        std::optional<store::RemoteFigures> remote;  // of Redis
        std::size_t connections = 0;
        std::size_t streams = 0;
        std::uint64_t letters = 0;             // posted since the start
        std::int64_t certificate_expires = 0;  // seconds since 1970; 0: there is none
        ProcessFigures process;
    };
    std::string text(const Now& now) const;

  private:
    // Upper bounds of an answer's time, in microseconds; the last one is endless.
    static constexpr std::array<std::uint64_t, 8> bounds{100, 500, 1'000, 5'000, 25'000, 100'000, 500'000, 2'500'000};
    struct Times {
        std::array<std::uint64_t, bounds.size() + 1> counts{};
        std::uint64_t sum = 0;  // microseconds
    };

    std::map<std::pair<std::string_view, unsigned>, std::uint64_t> answers_;
    std::map<std::string_view, Times> times_;
    std::uint64_t connections_ = 0;
    std::uint64_t connections_refused_ = 0;
    std::uint64_t handshakes_ = 0;
    std::uint64_t handshakes_failed_ = 0;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t bytes_sent_ = 0;
};

}  // namespace server
