// The way from a server to its Redis, which can be cut: what is sent then arrives when the way is whole again, and nobody is told.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace edge {

class CutRelay {
  public:
    // From any free port to that Unix socket.
    explicit CutRelay(std::string socket);
    CutRelay(const CutRelay&) = delete;
    CutRelay& operator=(const CutRelay&) = delete;
    ~CutRelay();

    // For --redis.
    std::string url() const { return "redis://127.0.0.1:" + std::to_string(port_); }

    void cut() { is_cut_ = true; }
    void heal() { is_cut_ = false; }

  private:
    void run();
    void take_in();

    std::string socket_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::vector<std::pair<int, int>> ways_;
    std::atomic<bool> is_cut_ = false;
    std::atomic<bool> is_over_ = false;
    std::thread thread_;
};

}  // namespace edge
