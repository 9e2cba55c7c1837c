#include "server/net/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

namespace server::net {
namespace {

constexpr int first_inherited = 3;
constexpr int most_inherited = 2;

using Endpoint = asio::generic::stream_protocol::endpoint;

[[noreturn]] void no_place(const std::string& sentence) { throw std::runtime_error(sentence); }

Endpoint endpoint_of(const Place& place) {
    const std::string host = place.host == "localhost" ? "127.0.0.1" : place.host;
    error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error)
        no_place("The option " + std::string(place.host_option) + " takes an IP address such as 127.0.0.1 or 0.0.0.0, not \"" + host +
                 "\".");
    return tcp::endpoint(address, place.port);
}

Endpoint endpoint_of_file(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) no_place("The name of the Unix socket " + path + " is too long.");
    std::memcpy(address.sun_path, path.data(), path.size());
    return {&address, sizeof address, SOCK_STREAM};
}

// A file that a server left behind which did not end cleanly: nobody listens on it.
bool is_left_behind(asio::io_context& io, const Endpoint& endpoint) {
    Socket socket(io.get_executor());
    error_code error;
    socket.connect(endpoint, error);
    return error == asio::error::connection_refused;
}

std::string complaint(const Place& place, const error_code& error) {
    if (!place.socket.empty()) return "The Unix socket " + place.socket + " cannot be listened on: " + error.message() + ".";
    const std::string where = "Port " + std::to_string(place.port) + " on " + place.host;
    const std::string choose = " with " + std::string(place.port_option) + ".";
    if (error == asio::error::address_in_use) return where + " is taken; choose another" + choose;
    if (error == asio::error::access_denied) return where + " is not for ordinary users; choose one above 1023" + choose;
    return where + " cannot be listened on: " + error.message() + ".";
}

sockaddr_storage name_of(const Acceptor& acceptor) {
    sockaddr_storage name{};
    error_code error;
    const auto endpoint = acceptor.local_endpoint(error);
    if (!error) std::memcpy(&name, endpoint.data(), std::min(endpoint.size(), sizeof name));
    return name;
}

std::optional<int> number_in(const char* variable) {
    const char* text = std::getenv(variable);
    int number = 0;
    if (!text || std::from_chars(text, text + std::strlen(text), number).ec != std::errc()) return std::nullopt;
    return number;
}

}  // namespace

Acceptor listen_at(asio::io_context& io, const Place& place) {
    const bool is_file = !place.socket.empty();
    const Endpoint endpoint = is_file ? endpoint_of_file(place.socket) : endpoint_of(place);
    if (is_file && is_left_behind(io, endpoint)) unlink(place.socket.c_str());
    Acceptor acceptor(io.get_executor());
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error && !is_file) acceptor.set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(Acceptor::max_listen_connections, error);
    if (error) no_place(complaint(place, error));
    return acceptor;
}

std::vector<Acceptor> inherited_listeners(asio::io_context& io) {
    std::vector<Acceptor> all;
    if (number_in("LISTEN_PID") != getpid()) return all;
    const int count = std::min(number_in("LISTEN_FDS").value_or(0), most_inherited);
    for (int number = first_inherited; number < first_inherited + count; ++number) {
        sockaddr_storage name{};
        socklen_t size = sizeof name;
        getsockname(number, reinterpret_cast<sockaddr*>(&name), &size);
        error_code error;
        all.emplace_back(io.get_executor());
        all.back().assign(asio::generic::stream_protocol(name.ss_family, 0), number, error);
        if (error) no_place("The socket of the service manager cannot be taken: " + error.message() + ".");
    }
    return all;
}

std::string address_of(const Acceptor& acceptor, std::string_view scheme) {
    const auto name = name_of(acceptor);
    if (name.ss_family == AF_UNIX) return std::string("unix:") + reinterpret_cast<const sockaddr_un&>(name).sun_path;
    char host[INET6_ADDRSTRLEN] = "";
    const bool is_v6 = name.ss_family == AF_INET6;
    const void* bytes = is_v6 ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6&>(name).sin6_addr)
                              : static_cast<const void*>(&reinterpret_cast<const sockaddr_in&>(name).sin_addr);
    inet_ntop(name.ss_family, bytes, host, sizeof host);
    const std::string at = is_v6 ? '[' + std::string(host) + ']' : host;
    return std::string(scheme) + "://" + at + ':' + std::to_string(port_of(acceptor));
}

std::uint16_t port_of(const Acceptor& acceptor) {
    const auto name = name_of(acceptor);
    if (name.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(name).sin6_port);
    return name.ss_family == AF_INET ? ntohs(reinterpret_cast<const sockaddr_in&>(name).sin_port) : std::uint16_t{0};
}

Address peer_of(const Socket& socket) {
    error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    Address address = *parse_address("127.0.0.1");
    if (error) return address;
    if (endpoint.data()->sa_family == AF_INET6) {
        std::memcpy(address.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(endpoint.data())->sin6_addr, address.bytes.size());
    } else if (endpoint.data()->sa_family == AF_INET) {
        constexpr std::size_t ipv4_bytes = 4;
        std::memcpy(address.bytes.data() + address.bytes.size() - ipv4_bytes,
                    &reinterpret_cast<const sockaddr_in*>(endpoint.data())->sin_addr, ipv4_bytes);
    }
    return address;
}

}  // namespace server::net
