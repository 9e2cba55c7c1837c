// The port for those who run the server: whether it is well, and its figures. It must not know what any member does.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "server/net/asio.hpp"
#include "server/net/listener.hpp"

namespace server::net {

class OperatorPort {
  public:
    struct Source {
        std::function<bool()> is_ready;        // new members are taken
        std::function<std::string()> figures;  // Figures::text
    };

    // Listens there. Throws std::runtime_error with a sentence for people where that is impossible.
    OperatorPort(asio::io_context& io, const Place& place, Source source);

    // Such as "http://127.0.0.1:9090", or "unix:/run/figures".
    std::string address() const { return address_of(acceptor_, "http"); }

    // Answers, as long as the loop runs.
    Awaitable<void> accept();

  private:
    static Awaitable<void> serve(OperatorPort& port, std::shared_ptr<Socket> socket);
    std::string answer(std::string_view head) const;

    Source source_;
    Acceptor acceptor_;
    std::size_t open_ = 0;
};

}  // namespace server::net
