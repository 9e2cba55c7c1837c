// A Redis of a test's own, on a Unix socket in a folder of its own. Everything has a deadline; a missed one fails the test.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tests {

class RedisProcess {
  public:
    // redis-server is installed here. Without it there is nothing to test with.
    static bool is_installed();

    // Starts it, and returns when it answers. It keeps its data for the next start() where `options` say so.
    explicit RedisProcess(std::vector<std::string> options = {});
    RedisProcess(const RedisProcess&) = delete;
    RedisProcess& operator=(const RedisProcess&) = delete;
    ~RedisProcess();

    // For --redis.
    std::string url() const { return "unix://" + socket(); }
    std::string socket() const { return folder_ / "socket"; }

    pid_t pid() const { return pid_; }
    void signal(int number) const;
    // Ends it at once, as a loss of power would.
    void kill();
    void start();

    // The whole answer to a command in the form of RESP, such as "+OK\r\n".
    std::string ask(const std::vector<std::string>& words) const;

  private:
    std::filesystem::path folder_;
    std::vector<std::string> options_;
    pid_t pid_ = -1;
};

}  // namespace tests
