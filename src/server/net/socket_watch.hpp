// The loop as a store sees it: sockets of its own that are watched beside the connections.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "server/net/asio.hpp"
#include "server/store/loop.hpp"

namespace server::net {

class SocketLoop : public store::Loop {
  public:
    // `after`: called after each call of a watch's functions.
    SocketLoop(asio::io_context& io, std::function<void()> after) : io_(io), after_(std::move(after)) {}

    std::unique_ptr<Watch> watch(int socket, std::function<void()> readable, std::function<void()> writable) override;

  private:
    asio::io_context& io_;
    std::function<void()> after_;
};

}  // namespace server::net
