// Where the server is reached: sockets that listen, and how their places and their clients are called.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/address.hpp"
#include "server/net/asio.hpp"

namespace server::net {

// The options about a place, and their names, for sentences.
struct Place {
    std::string host;  // an address, or "localhost"
    std::uint16_t port = 0;
    std::string socket = {};  // the file of a Unix socket; empty: host and port are what counts
    std::string_view host_option = "--host";
    std::string_view port_option = "--port";
};

// Listens there. Throws std::runtime_error with a sentence for people where that is impossible.
Acceptor listen_at(asio::io_context& io, const Place& place);

// The sockets that the service manager listens on for us (sd_listen_fds(3)): while the server is started anew, connections wait there.
std::vector<Acceptor> inherited_listeners(asio::io_context& io);

// "http://127.0.0.1:8080", or "unix:/run/tincan.socket"; `scheme` is "http" or "https".
std::string address_of(const Acceptor& acceptor, std::string_view scheme);

// The port that it listens at; 0 for a Unix socket.
std::uint16_t port_of(const Acceptor& acceptor);

// The client's address. One on a Unix socket is on this computer, and has that one's.
Address peer_of(const Socket& socket);

}  // namespace server::net
