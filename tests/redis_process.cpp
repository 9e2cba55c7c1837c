#include "redis_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <thread>

namespace tests {
namespace {

constexpr const char* program = "/usr/bin/redis-server";
constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds moment{2};  // a start and an end have no other event here

// The first answer to these bytes, or nothing where nobody answers.
std::optional<std::string> answer_of(const std::string& socket, const std::string& bytes) {
    const int file = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket.data(), std::min(socket.size(), sizeof address.sun_path - 1));
    std::optional<std::string> text;
    pollfd ready{file, POLLIN, 0};
    std::array<char, 4096> part{};
    if (connect(file, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        send(file, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()) &&
        poll(&ready, 1, static_cast<int>(std::chrono::milliseconds(patience).count())) == 1) {
        const auto count = read(file, part.data(), part.size());
        if (count > 0) text.emplace(part.data(), static_cast<std::size_t>(count));
    }
    close(file);
    return text;
}

}  // namespace

bool RedisProcess::is_installed() { return access(program, X_OK) == 0; }

RedisProcess::RedisProcess(std::vector<std::string> options) : options_(std::move(options)) {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() / ("tincan-redis-" + std::to_string(getpid()) + '-' + std::to_string(++count));
    std::filesystem::create_directory(folder_);
    start();
}

RedisProcess::~RedisProcess() {
    kill();
    std::filesystem::remove_all(folder_);
}

void RedisProcess::start() {
    std::vector<std::string> words{program, "--port", "0", "--unixsocket", socket(),       "--dir",
                                   folder_, "--save", "",  "--logfile",    folder_ / "log"};
    words.insert(words.end(), options_.begin(), options_.end());
    std::vector<char*> arguments;
    for (auto& each : words) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (answer_of(socket(), "PING\r\n").value_or("").substr(0, 5) != "+PONG") {
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("redis-server does not answer");
        std::this_thread::sleep_for(moment);
    }
}

void RedisProcess::signal(int number) const { ::kill(pid_, number); }

void RedisProcess::kill() {
    if (pid_ < 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

std::string RedisProcess::ask(const std::vector<std::string>& words) const {
    std::string command = '*' + std::to_string(words.size()) + "\r\n";
    for (const auto& word : words) command += '$' + std::to_string(word.size()) + "\r\n" + word + "\r\n";
    return answer_of(socket(), command).value_or("");
}

}  // namespace tests
