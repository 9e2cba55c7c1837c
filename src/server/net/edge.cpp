#include "server/net/edge.hpp"

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>

#include "server/net/connection.hpp"
#include "server/response_headers.hpp"

namespace server::net {
namespace {

constexpr std::size_t spare_files = 96;      // besides browsers' connections: listening, epoll, turning away
constexpr std::size_t max_turned_away = 64;  // connections over the limit that still get an answer
constexpr int most_looks = 8;                // turns of the loop that mail may wait for more mail
constexpr Millis shortest_nap = 5;           // what is due together within this is done together
constexpr Millis longest_nap = 3'600'000;

Address address_of(const Socket& socket) {
    error_code error;
    const auto address = socket.remote_endpoint(error).address();
    Address bytes;
    if (address.is_v6())
        bytes.bytes = address.to_v6().to_bytes();
    else
        bytes.bytes = asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()).to_bytes();
    return bytes;
}

// A failing connection ends that connection only.
void end_alone(const std::exception_ptr&) {}

// Without one of these there is no server: it is better to end, and to be started again, than to be there and do nothing.
void end_all(const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
}

// As many connections as the system allows, after asking it for more.
std::size_t most_connections(std::size_t wanted) {
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0) return wanted == 0 ? 1000 : wanted;
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    const std::size_t possible = files.rlim_cur > 2 * spare_files ? files.rlim_cur - spare_files : spare_files;
    return wanted == 0 ? possible : std::min(wanted, possible);
}

// The socket that the service manager listens on for us (sd_listen_fds(3)): while the server is started anew, connections wait there.
std::optional<int> inherited_socket() {
    constexpr int first_inherited = 3;
    const char* pid = std::getenv("LISTEN_PID");
    const char* count = std::getenv("LISTEN_FDS");
    const bool is_ours = pid && count && pid == std::to_string(getpid()) && count == std::string("1");
    return is_ours ? std::optional(first_inherited) : std::nullopt;
}

tcp family_of(int socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    return address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4();
}

tcp::endpoint resolve(const std::string& option, const std::string& name, std::uint16_t port) {
    const std::string host = name == "localhost" ? "127.0.0.1" : name;
    error_code error;
    const auto address = asio::ip::make_address(host, error);
    if (error)
        throw std::runtime_error("The option " + option + " takes an IP address such as 127.0.0.1 or 0.0.0.0, not \"" + host + "\".");
    return {address, port};
}

}  // namespace

Edge::Edge(const Options& options, Lobby& lobby_room, Api& api_room, Callers& callers_room, const Pages& pages_room)
    : lobby(lobby_room),
      api(api_room),
      callers(callers_room),
      pages(pages_room),
      unfinished(options.unfinished_bytes),
      trusted_proxies_(options.trusted_proxies),
      timeouts_(options.timeouts),
      deadlines_(options.timeouts),
      most_connections_(most_connections(options.connections)) {
    listen(options);
    if (options.metrics_port)
        operator_.emplace(io_, resolve("--metrics-host", options.metrics_host, *options.metrics_port),
                          OperatorPort::Source{[this] { return !draining_; }, [this] { return told(); }});
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) signals_.add(number);
}

void Edge::listen(const Options& options) {
    if (const auto socket = inherited_socket()) {
        error_code error;
        acceptor_.assign(family_of(*socket), *socket, error);
        if (error) throw std::runtime_error("The socket of the service manager cannot be taken: " + error.message() + ".");
        return;
    }
    const tcp::endpoint endpoint = resolve("--host", options.host, options.port);
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(Acceptor::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(Acceptor::max_listen_connections, error);
    if (!error) return;
    const std::string where = "Port " + std::to_string(options.port) + " on " + options.host;
    if (error == asio::error::address_in_use) throw std::runtime_error(where + " is taken; choose another with --port.");
    if (error == asio::error::access_denied)
        throw std::runtime_error(where + " is not for ordinary users; choose one above 1023 with --port.");
    throw std::runtime_error(where + " cannot be listened on: " + error.message() + ".");
}

std::string Edge::address() const {
    const auto endpoint = acceptor_.local_endpoint();
    const std::string host = endpoint.address().to_string();
    return "http://" + (endpoint.address().is_v6() ? '[' + host + ']' : host) + ':' + std::to_string(endpoint.port());
}

void Edge::run() {
    asio::co_spawn(io_.get_executor(), accept(), end_all);
    if (operator_) asio::co_spawn(io_.get_executor(), operator_->accept(), end_all);
    asio::co_spawn(io_.get_executor(), keep_time(), end_all);
    asio::co_spawn(io_.get_executor(), await_signals(), end_all);
    io_.run();
    closed_ = true;
}

Awaitable<void> Edge::accept() {
    while (acceptor_.is_open()) {
        Socket socket(io_.get_executor());
        auto [error] = co_await acceptor_.async_accept(socket, as_value);
        if (error) {
            if (!acceptor_.is_open()) break;
            Timer pause(io_.get_executor(), std::chrono::milliseconds(50));  // out of files: some may be closed soon
            co_await pause.async_wait(as_value);
            continue;
        }
        if (connections_ >= most_connections_) figures.connected(false);
        if (connections_ >= most_connections_ + max_turned_away) continue;
        const Address peer = address_of(socket);
        auto place = callers.hold_connection(is_trusted(trusted_proxies_, peer) ? Callers::unlimited : counted(peer));
        if (!place) {
            figures.connected(false);
            continue;
        }
        figures.connected(true);
        socket.set_option(tcp::no_delay(true), error);
        socket.non_blocking(true, error);
        ++connections_;
        asio::co_spawn(io_.get_executor(),
                       Connection::live(*this, std::move(socket), peer, std::move(*place), connections_ > most_connections_), end_alone);
    }
}

std::string Edge::told() const {
    const auto streams = subscribers_.size() - free_subscribers_.size() - 1;
    return figures.text({lobby.census(), connections_, streams, lobby.letters(), process_figures()});
}

Caller Edge::caller(const Address& peer, const Incoming& fields) const {
    if (!is_trusted(trusted_proxies_, peer)) return counted(peer);
    return callers.at(forwarded_for(trusted_proxies_, fields.x_forwarded_for, fields.forwarded).value_or(peer));
}

// Without a word about proxies, this computer's own address may be a proxy's, and so everybody's.
Caller Edge::counted(const Address& peer) const {
    return trusted_proxies_.empty() && peer.is_loopback() ? Callers::unlimited : callers.at(peer);
}

void Edge::connection_gone() {
    --connections_;
    if (draining_ && connections_ == 0) io_.stop();
}

Subscriber Edge::subscribe(Connection& connection) {
    if (free_subscribers_.empty()) {
        free_subscribers_.push_back(static_cast<Subscriber>(subscribers_.size()));
        subscribers_.push_back(nullptr);
    }
    const Subscriber subscriber = free_subscribers_.back();
    free_subscribers_.pop_back();
    subscribers_[subscriber] = &connection;
    return subscriber;
}

void Edge::unsubscribe(Subscriber subscriber) {
    subscribers_[subscriber] = nullptr;
    free_subscribers_.push_back(subscriber);
}

void Edge::lobby_changed() {
    lobby.take_notified(notified_);
    if (to_notify_.empty() && !notified_.empty()) deliver_soon();
    to_notify_.insert(to_notify_.end(), notified_.begin(), notified_.end());
    if (const auto next = lobby.next_expiry()) wake_by(*next);
}

void Edge::deliver_soon() {
    asio::post(io_.get_executor(), [this] { deliver(); });
}

// Letters come in bursts. While each turn of the loop still brings some, the subscribers wait a few turns, and then get theirs in
// one write. A single letter waits for one empty turn, about a microsecond.
void Edge::deliver() {
    if (to_notify_.size() > seen_to_notify_ && ++looks_ < most_looks) {
        seen_to_notify_ = to_notify_.size();
        return deliver_soon();
    }
    looks_ = 0;
    seen_to_notify_ = 0;
    notifying_.swap(to_notify_);
    for (const Subscriber subscriber : notifying_)
        if (subscribers_[subscriber]) subscribers_[subscriber]->notify();
    notifying_.clear();
}

const std::string& Edge::date() {
    if (const std::time_t now = std::time(nullptr); now != date_at_) {
        date_at_ = now;
        date_ = date_field(now);
        no_content_ = status_line(204) + date_ + "\r\n";
    }
    return date_;
}

const std::string& Edge::no_content() {
    date();
    return no_content_;
}

// --- time -----------------------------------------------------------------------------------------------------------

void Edge::expect(Connection& connection, Wait wait) { wake_by(deadlines_.start(connection, wait, now_ms())); }

void Edge::wake_by(Millis when) {
    if (when >= alarm_) return;
    alarm_ = when;
    clock_.expires_at(Clock::time_point(std::chrono::milliseconds(when)));
}

Awaitable<void> Edge::keep_time() {
    for (;;) {
        tick();
        co_await clock_.async_wait(as_value);  // ends early where an earlier alarm was set
    }
}

void Edge::tick() {
    const Millis now = now_ms();
    while (Waiter* waiter = deadlines_.take_due(now)) static_cast<Connection*>(waiter)->time_out();
    lobby.expire(now);
    alarm_ = now + longest_nap;
    if (const auto next = deadlines_.next()) alarm_ = std::min(alarm_, *next);
    if (draining_) alarm_ = std::min(alarm_, drained_by_);
    lobby_changed();
    alarm_ = std::max(alarm_, now + shortest_nap);
    clock_.expires_at(Clock::time_point(std::chrono::milliseconds(alarm_)));
    if (draining_ && now >= drained_by_) io_.stop();
}

Awaitable<void> Edge::await_signals() {
    co_await signals_.async_wait(as_value);
    drain();
    co_await signals_.async_wait(as_value);
    io_.stop();
}

void Edge::drain() {
    draining_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    drained_by_ = now_ms() + timeouts_.drain;
    wake_by(drained_by_);
    deadlines_.for_each([](Waiter& waiter) { static_cast<Connection&>(waiter).interrupt(); });
    if (connections_ == 0) io_.stop();
}

}  // namespace server::net
