// Starts the real server, listens to what it prints, and ends it. Everything has a deadline; a missed one fails the test.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace edge {

inline constexpr std::chrono::seconds patience{20};  // for anything that a test waits for; far more than it takes

class ServerProcess {
  public:
    // Starts it on any free port, and returns when it listens.
    explicit ServerProcess(std::vector<std::string> options = {});
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ~ServerProcess();  // kills what still runs

    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }

    void signal(int number) const;

    // Its exit code; -1 where a signal ended it.
    int wait();

  private:
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

struct Ended {
    int code = -1;
    std::string out, err;
};

// Runs the server with options that make it end by itself.
Ended run_server(std::vector<std::string> options);

}  // namespace edge
