#include "cut_relay.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace edge {
namespace {

constexpr int moment_ms = 10;  // after which it looks whether it is cut or over

// Carries what has come from one to the other; false at its end.
bool carry(int from, int to) {
    std::array<char, 64 * 1024> part{};
    const auto count = recv(from, part.data(), part.size(), 0);
    if (count <= 0) return false;
    for (ssize_t sent = 0; sent < count;) {
        const auto now = send(to, part.data() + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
        if (now <= 0) return false;
        sent += now;
    }
    return true;
}

}  // namespace

CutRelay::CutRelay(std::string socket) : socket_(std::move(socket)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof any;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&any), size) != 0 || listen(listener_, 64) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&any), &size) != 0)
        throw std::runtime_error("no port for a relay");
    port_ = ntohs(any.sin_port);
    thread_ = std::thread([this] { run(); });
}

CutRelay::~CutRelay() {
    is_over_ = true;
    thread_.join();
    close(listener_);
    for (const auto& [near, far] : ways_) {
        close(near);
        close(far);
    }
}

void CutRelay::take_in() {
    const int near = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int far = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, socket_.data(), std::min(socket_.size(), sizeof address.sun_path - 1));
    if (near >= 0 && connect(far, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        ways_.emplace_back(near, far);
        return;
    }
    close(near);
    close(far);
}

void CutRelay::run() {
    while (!is_over_) {
        if (is_cut_) {
            poll(nullptr, 0, moment_ms);
            continue;
        }
        std::vector<pollfd> files{{listener_, POLLIN, 0}};
        for (const auto& [near, far] : ways_) {
            files.push_back({near, POLLIN, 0});
            files.push_back({far, POLLIN, 0});
        }
        poll(files.data(), files.size(), moment_ms);
        if (is_cut_) continue;
        std::vector<std::pair<int, int>> still;
        for (std::size_t i = 0; i < ways_.size(); ++i) {
            const auto [near, far] = ways_[i];
            const bool good = (!files[2 * i + 1].revents || carry(near, far)) && (!files[2 * i + 2].revents || carry(far, near));
            if (good) {
                still.push_back(ways_[i]);
            } else {
                close(near);
                close(far);
            }
        }
        ways_ = std::move(still);
        if (files[0].revents) take_in();
    }
}

}  // namespace edge
