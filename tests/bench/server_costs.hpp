// The cost of a server, as the system sees it.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "bench/relay_wire.hpp"

namespace relay {

inline double cpu_seconds(int pid) {
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

// A number of /proc/PID/status; 0 where it has none of that name, which ends with a colon.
inline long status_of(int pid, std::string_view name) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(name)) return std::atol(line.c_str() + name.size());
    return 0;
}

// A server may be several processes, and a Redis.
using Processes = std::vector<int>;

inline double cpu_seconds(const Processes& pids) {
    return std::accumulate(pids.begin(), pids.end(), 0.0, [](double sum, int pid) { return sum + cpu_seconds(pid); });
}

inline long resident_kib(const Processes& pids) {
    return std::accumulate(pids.begin(), pids.end(), 0L, [](long sum, int pid) { return sum + status_of(pid, "VmRSS:"); });
}

// Until the first has slept through a moment: what it does last, such as telling the others, is done then. (One with a Redis wakes by
// itself.)
inline void wait_until_idle(const Processes& pids) {
    constexpr useconds_t moment_us = 50'000;
    constexpr int most_moments = 200;
    auto before = -1L;
    for (int i = 0; i < most_moments; ++i) {
        const auto wakings = status_of(pids.front(), "voluntary_ctxt_switches:");
        if (wakings == before) return;
        before = wakings;
        usleep(moment_us);
    }
    give_up("the server does not come to rest");
}

// For a connection of each member.
inline void take_all_files() {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace relay
