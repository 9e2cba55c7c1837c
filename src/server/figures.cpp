#include "server/figures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace server {
namespace {

const std::int64_t started = std::time(nullptr);

std::string seconds(std::uint64_t micros) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6f", static_cast<double>(micros) / 1e6);
    return text;
}

// One figure, with what it means.
void add(std::string& text, std::string_view name, std::string_view type, std::string_view help, const std::string& value) {
    text.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
    if (!value.empty()) text.append(name).append(" ").append(value).append("\n");
}

void gauge(std::string& text, std::string_view name, std::string_view help, std::uint64_t value) {
    add(text, name, "gauge", help, std::to_string(value));
}

void counter(std::string& text, std::string_view name, std::string_view help, std::uint64_t value) {
    add(text, name, "counter", help, std::to_string(value));
}

}  // namespace

std::string_view path_kind(std::string_view path) {
    static constexpr std::string_view paths[] = {"/api/join", "/api/leave", "/api/look", "/api/post", "/api/receive"};
    const auto* at = std::find(std::begin(paths), std::end(paths), path);
    if (at != std::end(paths)) return *at;
    return path.starts_with("/api/") ? "/api/" : "page";
}

ProcessFigures process_figures() {
    ProcessFigures figures;
    figures.started = started;
    rusage used{};
    if (getrusage(RUSAGE_SELF, &used) == 0) {
        const auto of = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
        figures.cpu_seconds = of(used.ru_utime) + of(used.ru_stime);
    }
    std::uint64_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    figures.resident_bytes = pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    std::error_code error;
    for (std::filesystem::directory_iterator at("/proc/self/fd", error), end; !error && at != end; at.increment(error))
        ++figures.open_files;
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) figures.most_files = files.rlim_cur;
    return figures;
}

void Figures::answered(std::string_view kind, unsigned status, std::uint64_t micros) {
    ++answers_[{kind, status}];
    auto& times = times_[kind];
    times.sum += micros;
    ++times.counts[static_cast<std::size_t>(std::lower_bound(bounds.begin(), bounds.end(), micros) - bounds.begin())];
}

std::string Figures::text(const Now& now) const {
    std::string text;
    gauge(text, "tincan_rooms", "Rooms in which somebody is.", now.rooms.rooms);
    gauge(text, "tincan_members", "Members of all rooms.", now.rooms.members);
    gauge(text, "tincan_waiting_letters", "Deliveries that nobody has confirmed.", now.rooms.waiting);
    gauge(text, "tincan_waiting_bytes", "Bytes that these take.", now.rooms.waiting_bytes);
    gauge(text, "tincan_connections", "Connections that are open.", now.connections);
    gauge(text, "tincan_streams", "Connections by which mail is received.", now.streams);
    counter(text, "tincan_letters_total", "Letters that were posted.", now.letters);
    if (now.remote) {
        gauge(text, "tincan_redis_up", "Redis is reached.", now.remote->is_up);
        counter(text, "tincan_redis_connections_total", "Times that it was reached anew.", now.remote->times_up);
        counter(text, "tincan_redis_commands_total", "Commands to it.", now.remote->commands);
        counter(text, "tincan_redis_failures_total", "Commands without an answer, or refused.", now.remote->failed);
    }
    counter(text, "tincan_connections_total", "Connections that were taken.", connections_);
    counter(text, "tincan_connections_refused_total", "Connections over a limit.", connections_refused_);
    if (now.certificate_expires > 0) {
        counter(text, "tincan_handshakes_total", "TLS handshakes that came to their end.", handshakes_);
        counter(text, "tincan_handshakes_failed_total", "TLS handshakes that did not, or were over a limit.", handshakes_failed_);
        gauge(text, "tincan_certificate_expiry_seconds", "Until when the certificate is good, since 1970.",
              static_cast<std::uint64_t>(now.certificate_expires));
    }
    counter(text, "tincan_read_bytes_total", "Bytes read from clients.", bytes_read_);
    counter(text, "tincan_sent_bytes_total", "Bytes sent to clients.", bytes_sent_);

    add(text, "tincan_requests_total", "counter", "Requests that were answered. 429, 409 and 503 say that a limit was hit.", "");
    for (const auto& [key, count] : answers_)
        text.append("tincan_requests_total{path=\"")
            .append(key.first)
            .append("\",code=\"")
            .append(std::to_string(key.second))
            .append("\"} ")
            .append(std::to_string(count))
            .append("\n");

    add(text, "tincan_request_seconds", "histogram", "From a request's first byte to its answer.", "");
    for (const auto& [path, times] : times_) {
        const auto label = "{path=\"" + std::string(path) + "\"";
        std::uint64_t below = 0;
        for (std::size_t at = 0; at < times.counts.size(); ++at) {
            below += times.counts[at];
            const auto bound = at < bounds.size() ? seconds(bounds[at]) : "+Inf";
            text.append("tincan_request_seconds_bucket").append(label).append(",le=\"").append(bound).append("\"} ");
            text.append(std::to_string(below)).append("\n");
        }
        text.append("tincan_request_seconds_sum").append(label).append("} ").append(seconds(times.sum)).append("\n");
        text.append("tincan_request_seconds_count").append(label).append("} ").append(std::to_string(below)).append("\n");
    }

    const auto& process = now.process;
    add(text, "process_cpu_seconds_total", "counter", "CPU time of the process.", std::to_string(process.cpu_seconds));
    gauge(text, "process_resident_memory_bytes", "Memory of the process.", process.resident_bytes);
    gauge(text, "process_open_fds", "Files and sockets that are open.", process.open_files);
    gauge(text, "process_max_fds", "And how many may be.", process.most_files);
    gauge(text, "process_start_time_seconds", "When the process began, since 1970.", static_cast<std::uint64_t>(process.started));
    return text;
}

}  // namespace server
