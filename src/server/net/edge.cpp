#include "server/net/edge.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <csignal>
#include <exception>
#include <optional>
#include <utility>

#include "server/net/connection.hpp"
#include "server/net/listener.hpp"
#include "server/response_headers.hpp"

namespace server::net {
namespace {

constexpr std::size_t spare_files = 96;      // besides browsers' connections: listening, epoll, turning away
constexpr std::size_t max_turned_away = 64;  // connections over the limit that still get an answer
constexpr int turns_at_once = 8;             // requests that came in one piece with others, in one turn of the loop
constexpr int most_looks = 8;                // turns of the loop that mail may wait for more mail
constexpr Millis shortest_nap = 5;           // what is due together within this is done together
constexpr Millis longest_nap = 3'600'000;
constexpr std::uint16_t https_port = 443;

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

}  // namespace

Edge::Edge(const Options& options, store::Store& rooms_behind, Api& api_room, Callers& callers_room, const Pages& pages_room,
           const Log& log_room)
    : rooms(rooms_behind),
      api(api_room),
      callers(callers_room),
      pages(pages_room),
      log(log_room),
      challenges(options.acme_folder),
      unfinished(options.unfinished_bytes),
      trusted_proxies_(options.trusted_proxies),
      base_path_(options.base_path),
      timeouts_(options.timeouts),
      deadlines_(options.timeouts),
      most_connections_(most_connections(options.connections)) {
    if (!options.tls_certificate.empty()) certificate.emplace(options.tls_certificate, options.tls_key);
    if (options.hsts_seconds > 0) secure_fields_ = "Strict-Transport-Security: max-age=" + std::to_string(options.hsts_seconds) + "\r\n";
    listen(options);
    if (options.metrics_port || !options.metrics_socket.empty())
        operator_.emplace(
            io_, Place{options.metrics_host, options.metrics_port.value_or(0), options.metrics_socket, "--metrics-host", "--metrics-port"},
            OperatorPort::Source{[this] { return !draining_ && rooms.is_ready(); }, [this] { return told(); }});
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) signals_.add(number);
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to connections that the client has closed
}

void Edge::listen(const Options& options) {
    const Door door = certificate ? Door::tls : Door::open;
    for (auto& acceptor : inherited_listeners(io_)) entrances_.push_back({std::move(acceptor), entrances_.empty() ? door : Door::redirect});
    if (!entrances_.empty()) return;
    entrances_.push_back({listen_at(io_, {options.host, options.port, options.socket}), door});
    socket_file_ = options.socket;
    if (options.redirect_port)
        entrances_.push_back({listen_at(io_, {options.host, *options.redirect_port, "", "--host", "--redirect-port"}), Door::redirect});
}

// The store lets go of the loop before that ends.
Edge::~Edge() { rooms.stop(); }

void Edge::run() {
    rooms.start(loop_, now_ms());
    for (Entrance& entrance : entrances_) asio::co_spawn(io_.get_executor(), accept(entrance), end_all);
    if (certificate) asio::co_spawn(io_.get_executor(), watch_certificate(), end_all);
    if (operator_) asio::co_spawn(io_.get_executor(), operator_->accept(), end_all);
    asio::co_spawn(io_.get_executor(), keep_time(), end_all);
    asio::co_spawn(io_.get_executor(), await_signals(), end_all);
    io_.run();
    closed_ = true;
}

Awaitable<void> Edge::accept(Entrance& entrance) {
    Acceptor& acceptor = entrance.acceptor;
    while (acceptor.is_open()) {
        Socket socket(io_.get_executor());
        auto [error] = co_await acceptor.async_accept(socket, as_value);
        if (!error) {
            take_in(std::move(socket), entrance.door);
        } else if (acceptor.is_open()) {
            Timer pause(io_.get_executor(), std::chrono::milliseconds(50));  // out of files: some may be closed soon
            co_await pause.async_wait(as_value);
        }
    }
}

void Edge::take_in(Socket socket, Door door) {
    if (connections_ >= most_connections_) figures.connected(false);
    if (connections_ >= most_connections_ + max_turned_away) return;
    const Address peer = peer_of(socket);
    auto place = callers.hold_connection(is_trusted(trusted_proxies_, peer) ? Callers::unlimited : counted(peer));
    if (!place) {
        figures.connected(false);
        log.tell("refused");
        return;
    }
    figures.connected(true);
    error_code error;
    socket.set_option(tcp::no_delay(true), error);
    socket.non_blocking(true, error);
    ++connections_;
    const bool is_too_many = connections_ > most_connections_;
    asio::co_spawn(io_.get_executor(), Connection::live(*this, std::move(socket), {door, peer, is_too_many}, std::move(*place)), end_alone);
}

bool Edge::may_shake_hands(const Address& peer) {
    const Caller from = is_trusted(trusted_proxies_, peer) ? Callers::unlimited : counted(peer);
    if (from == Callers::unlimited) return true;
    const Millis now = now_ms();
    return !callers.take_handshake(from, now) && !handshakes_.take(all_handshakes, 1, now);
}

std::string Edge::secure_address(std::string_view host, std::string_view target) const {
    const auto name = host.substr(0, host.find(':', host.starts_with('[') ? host.find(']') : 0));
    if (name.empty()) return {};
    const auto port = port_of(entrances_[0].acceptor);
    std::string address = "https://" + std::string(name);
    if (port != https_port && port != 0) address += ':' + std::to_string(port);
    return address.append(target.starts_with('/') ? target : "/");
}

std::string Edge::told() const {
    const auto streams = subscribers_.size() - free_subscribers_.size() - 1;
    const auto expires = certificate ? certificate->expires() : 0;
    return figures.text({rooms.census(), rooms.remote(), connections_, streams, rooms.letters(), expires, process_figures()});
}

Caller Edge::caller(const Address& peer, const Incoming& fields) const {
    if (!is_trusted(trusted_proxies_, peer)) return counted(peer);
    return callers.at(forwarded_for(trusted_proxies_, fields.x_forwarded_for, fields.forwarded).value_or(peer));
}

// Without a word about proxies, this computer's own address may be a proxy's, and so everybody's.
Caller Edge::counted(const Address& peer) const {
    return trusted_proxies_.empty() && peer.is_loopback() ? Callers::unlimited : callers.at(peer);
}

std::string_view Edge::below_base(std::string_view path) const {
    return path.starts_with(base_path_) ? path.substr(base_path_.size() - 1) : std::string_view();
}

bool Edge::is_base_without_slash(std::string_view path) const {
    return path.size() + 1 == base_path_.size() && base_path_.starts_with(path) && !path.empty();
}

void Edge::connection_gone() {
    --connections_;
    if (draining_ && connections_ == 0) io_.stop();
}

store::Subscriber Edge::subscribe(Connection& connection) {
    if (free_subscribers_.empty()) {
        free_subscribers_.push_back(static_cast<store::Subscriber>(subscribers_.size()));
        subscribers_.push_back(nullptr);
    }
    const store::Subscriber subscriber = free_subscribers_.back();
    free_subscribers_.pop_back();
    subscribers_[subscriber] = &connection;
    return subscriber;
}

void Edge::unsubscribe(store::Subscriber subscriber) {
    subscribers_[subscriber] = nullptr;
    free_subscribers_.push_back(subscriber);
}

void Edge::rooms_changed() {
    rooms.take_notified(notified_);
    if (to_notify_.empty() && !notified_.empty()) deliver_soon();
    to_notify_.insert(to_notify_.end(), notified_.begin(), notified_.end());
    if (const auto next = rooms.next_tick()) wake_by(*next);
}

Awaitable<void> Edge::take_turn() {
    Timer alone = bell();
    if (turns_.empty()) call_soon();
    turns_.push_back(&alone);
    co_await alone.async_wait(as_value);
}

void Edge::call_soon() {
    asio::post(io_.get_executor(), [this] {
        for (int called = 0; called < turns_at_once && !turns_.empty(); ++called) {
            turns_.front()->cancel();
            turns_.pop_front();
        }
        if (!turns_.empty()) call_soon();
    });
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
    for (const store::Subscriber subscriber : notifying_)
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
    rooms.tick(now);
    alarm_ = now + longest_nap;
    if (const auto next = deadlines_.next()) alarm_ = std::min(alarm_, *next);
    if (draining_) alarm_ = std::min(alarm_, drained_by_);
    rooms_changed();
    alarm_ = std::max(alarm_, now + shortest_nap);
    clock_.expires_at(Clock::time_point(std::chrono::milliseconds(alarm_)));
    if (draining_ && now >= drained_by_) io_.stop();
}

Awaitable<void> Edge::watch_certificate() {
    Timer pause(io_.get_executor());
    for (;;) {
        pause.expires_after(std::chrono::milliseconds(timeouts_.certificate));
        co_await pause.async_wait(as_value);
        if (certificate->has_changed()) renew_certificate();
    }
}

void Edge::renew_certificate() {
    const auto complaint = certificate->renew();
    if (complaint) log.complain(*complaint);
    if (!complaint) log.tell("certificate", {{"expires", static_cast<std::uint64_t>(certificate->expires())}});
}

Awaitable<void> Edge::await_signals() {
    for (;;) {
        const auto [error, number] = co_await signals_.async_wait(as_value);
        if (number == SIGHUP && certificate) {
            renew_certificate();
        } else if (draining_) {
            io_.stop();
        } else {
            drain();
        }
    }
}

void Edge::drain() {
    draining_ = true;
    log.tell("ending");
    error_code ignored;
    for (Entrance& entrance : entrances_) entrance.acceptor.close(ignored);
    if (!socket_file_.empty()) unlink(socket_file_.c_str());
    drained_by_ = now_ms() + timeouts_.drain;
    wake_by(drained_by_);
    deadlines_.for_each([](Waiter& waiter) { static_cast<Connection&>(waiter).interrupt(); });
    if (connections_ == 0) io_.stop();
}

}  // namespace server::net
