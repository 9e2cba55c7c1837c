// What a server costs, as the system sees it.
#pragma once

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>

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

inline long resident_kib(int pid) { return status_of(pid, "VmRSS:"); }

// Until the process has slept through a moment: what it does last, such as telling the others, is done then.
inline void wait_until_idle(int pid) {
    constexpr useconds_t moment_us = 50'000;
    constexpr int most_moments = 200;
    auto before = -1L;
    for (int i = 0; i < most_moments; ++i) {
        const auto wakings = status_of(pid, "voluntary_ctxt_switches:");
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
