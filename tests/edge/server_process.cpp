#include "server_process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "certificates.hpp"

namespace edge {
namespace {

// The waits after which a server gives up; a computer may pause for seconds, so only the test that is about one makes it short.
constexpr const char* waits[] = {"--expiry-ms", "--request-ms", "--idle-ms", "--heartbeat-ms", "--poll-ms", "--write-ms", "--drain-ms"};

struct Started {
    pid_t pid = -1;
    int out = -1, err = -1;  // to read from
};

// `listeners`: sockets that it is to serve, as systemd gives them.
Started start(std::vector<std::string>& options, bool hear_errors, const std::vector<int>& listeners = {}) {
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipes");
    options.insert(options.begin(), TINCAN_SERVER);
    std::vector<char*> words;
    for (auto& each : options) words.push_back(each.data());
    words.push_back(nullptr);
    const pid_t pid = fork();
    if (pid < 0) throw std::runtime_error("no process");
    if (pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        if (hear_errors) dup2(err[1], STDERR_FILENO);
        if (!listeners.empty()) {
            constexpr int first_given = 3;
            constexpr int out_of_the_way = 100;
            std::vector<int> copies;
            for (const int listener : listeners) copies.push_back(fcntl(listener, F_DUPFD, out_of_the_way));
            for (std::size_t i = 0; i < copies.size(); ++i) dup2(copies[i], first_given + static_cast<int>(i));
            setenv("LISTEN_PID", std::to_string(getpid()).c_str(), 1);
            setenv("LISTEN_FDS", std::to_string(listeners.size()).c_str(), 1);
        }
        execv(words[0], words.data());
        _exit(127);
    }
    close(out[1]);
    close(err[1]);
    return {pid, out[0], err[0]};
}

// Reads until `enough(text)` or the end.
template <class Enough>
std::string read_until(int file, Enough enough) {
    std::string text;
    while (!enough(text)) {
        pollfd ready{file, POLLIN, 0};
        if (poll(&ready, 1, static_cast<int>(std::chrono::milliseconds(patience).count())) != 1)
            throw std::runtime_error("the server is silent");
        std::array<char, 512> part{};
        const auto count = read(file, part.data(), part.size());
        if (count <= 0) break;
        text.append(part.data(), static_cast<std::size_t>(count));
    }
    return text;
}

// Enough is what comes until the end.
bool whole(const std::string&) { return false; }

int wait_for(pid_t pid) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    int status = 0;
    for (;;) {
        if (waitpid(pid, &status, WNOHANG) == pid) return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("the server does not end");
        std::this_thread::sleep_for(std::chrono::milliseconds(2));  // an ending has no other event here
    }
}

}  // namespace

Over over() {
    const char* wanted = std::getenv("TINCAN_OVER");
    if (!wanted || std::string_view(wanted) == "plain") return Over::plain;
    return std::string_view(wanted) == "tls" ? Over::tls : Over::unix_socket;
}

ServerProcess::ServerProcess(std::vector<std::string> options, Errors errors, const std::vector<int>& listeners) {
    for (const char* wait : waits) options.insert(options.begin(), {wait, "3600000"});
    if (over() == Over::tls && std::find(options.begin(), options.end(), "--tls-certificate") == options.end()) {
        static const Certificate certificate("tincan.example");
        options.insert(options.end(), {"--tls-certificate", certificate.file(), "--tls-key", certificate.key()});
    }
    if (over() == Over::unix_socket && std::find(options.begin(), options.end(), "--socket") == options.end()) {
        static int count = 0;
        const auto file =
            std::filesystem::temp_directory_path() / ("tincan-edge-" + std::to_string(getpid()) + '-' + std::to_string(++count));
        options.insert(options.end(), {"--socket", file});
    }
    options.insert(options.end(), {"--port", "0"});
    const Started started = start(options, errors == Errors::kept, listeners);
    pid_ = started.pid;
    out_ = started.out;
    err_ = started.err;
    const auto listens = [](const std::string& text) { return text.ends_with('\n') && text.find("Listening on ") != std::string::npos; };
    const std::string text = read_until(out_, listens);
    if (!listens(text)) throw std::runtime_error("the server said: " + text);
    // The address behind these words.
    const auto said = [&](std::string_view words) {
        const auto at = text.find(words);
        return at == std::string::npos ? "" : text.substr(at + words.size(), text.find('\n', at) - at - words.size());
    };
    const auto port_of = [](const std::string& address) {
        const auto colon = address.find(':', address.find("//"));
        return static_cast<std::uint16_t>(colon == std::string::npos ? 0 : std::stoi(address.substr(colon + 1)));
    };
    const std::string place = said("Listening on ");
    if (place.starts_with("unix:"))
        place_.socket = place.substr(place.find(':') + 1);
    else
        place_.port = port_of(place);
    place_.tls = place.starts_with("https:");
    if (!said("Figures at ").starts_with("unix:")) metrics_port_ = port_of(said("Figures at "));
    redirect_port_ = port_of(said("Sending on from "));
}

ServerProcess::~ServerProcess() {
    close(out_);
    close(err_);
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
}

void ServerProcess::signal(int number) const { kill(pid_, number); }

std::string ServerProcess::complaint() const {
    return read_until(err_, [](const std::string& text) { return text.ends_with('\n'); });
}

Ended ServerProcess::end() {
    Ended ended;
    ended.out = read_until(out_, whole);
    ended.err = read_until(err_, whole);
    ended.code = wait_for(pid_);
    pid_ = -1;
    return ended;
}

Ended run_server(std::vector<std::string> options) {
    const Started started = start(options, true);
    Ended ended;
    ended.out = read_until(started.out, whole);
    ended.err = read_until(started.err, whole);
    close(started.out);
    close(started.err);
    ended.code = wait_for(started.pid);
    return ended;
}

}  // namespace edge
