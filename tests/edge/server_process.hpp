// Starts the real server, listens to what it prints, and ends it. Everything has a deadline; a missed one fails the test.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "browser.hpp"

namespace edge {

inline constexpr std::chrono::seconds patience{120};  // for anything that a test waits for: a busy computer is no failure

struct Ended {
    int code = -1;  // -1: a signal ended it
    std::string out, err;
};

// How the servers of this run are spoken to, where a test does not say otherwise: TINCAN_OVER is plain, tls or unix.
enum class Over { plain, tls, unix_socket };
Over over();

class ServerProcess {
  public:
    enum class Errors { shown, kept };  // what it says on its standard error

    // Starts it on any free port, or on these sockets, as a service manager gives them, and returns when it listens. It gives up no client
    // for being slow, unless an option says so.
    explicit ServerProcess(std::vector<std::string> options = {}, Errors errors = Errors::shown, const std::vector<int>& listeners = {});
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ~ServerProcess();  // kills what still runs

    const Place& place() const { return place_; }
    // Of its figures, where an option asked for them.
    std::uint16_t metrics_port() const { return metrics_port_; }
    // From which it sends people to https:, the same.
    std::uint16_t redirect_port() const { return redirect_port_; }
    pid_t pid() const { return pid_; }

    void signal(int number) const;

    // The next words on its standard error, where that is kept: whole lines.
    std::string complaint() const;

    // Waits for its end.
    int wait() { return end().code; }

    // The same, with what it has said since it listens.
    Ended end();

  private:
    pid_t pid_ = -1;
    int out_ = -1, err_ = -1;  // to read from
    Place place_;
    std::uint16_t metrics_port_ = 0;
    std::uint16_t redirect_port_ = 0;
};

// Runs the server with options that make it end by itself.
Ended run_server(std::vector<std::string> options);

}  // namespace edge
