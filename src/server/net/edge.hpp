// The state that all connections share: the clock, the acceptor, and the rooms behind. It must not know what is said on a connection.
#pragma once

#include <array>
#include <boost/asio/signal_set.hpp>
#include <ctime>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "server/api.hpp"
#include "server/budget.hpp"
#include "server/callers.hpp"
#include "server/challenges.hpp"
#include "server/deadlines.hpp"
#include "server/figures.hpp"
#include "server/log.hpp"
#include "server/net/asio.hpp"
#include "server/net/certificate.hpp"
#include "server/net/incoming.hpp"
#include "server/net/operator_port.hpp"
#include "server/net/socket_watch.hpp"
#include "server/options.hpp"
#include "server/pages.hpp"
#include "server/store/store.hpp"

namespace server::net {

class Connection;

// All that awaits a client where it comes in.
enum class Door {
    open,      // requests, as they come
    tls,       // requests, behind a handshake
    redirect,  // the way to the other door
};

class Edge {
  public:
    Edge(const Options& options, store::Store& rooms_behind, Api& api_room, Callers& callers_room, const Pages& pages_room,
         const Log& log_room);
    Edge(const Edge&) = delete;
    Edge& operator=(const Edge&) = delete;
    ~Edge();

    std::string address() const { return address_of(entrances_[0].acceptor, certificate ? "https" : "http"); }
    // Of the way to it; "" where there is none.
    std::string redirect_address() const { return entrances_.size() > 1 ? address_of(entrances_[1].acceptor, "http") : ""; }
    // Of the figures; "" where they are told nowhere.
    std::string metrics_address() const { return operator_ ? operator_->address() : ""; }
    void run();

    // Starts a wait of this connection anew.
    void expect(Connection& connection, Wait wait);

    // After anything that may have put mail into mailboxes or people on notice.
    void rooms_changed();

    // Waits for the turn of a request that came in one piece with others: so many have one in each turn of the loop. A client that sends
    // thousands at once waits for them, and nobody else does.
    Awaitable<void> take_turn();

    // For one who waits until somebody cancels it.
    Timer bell() { return Timer(io_.get_executor(), Clock::time_point::max()); }

    // Numbers for those who read mailboxes out.
    store::Subscriber subscribe(Connection& connection);
    void unsubscribe(store::Subscriber subscriber);

    // The address that a request is from. `fields` are believed where `peer` is a trusted proxy.
    Caller caller(const Address& peer, const Incoming& fields) const;

    // Whether a client may have a handshake now, which is counted.
    bool may_shake_hands(const Address& peer);

    // Where a browser finds over TLS what it asked this host for without; "" where it named no host.
    std::string secure_address(std::string_view host, std::string_view target) const;

    // The part of a path below the base path, as the pages and /api/ are called: "/api/join" of "/chat/api/join". Empty for what is
    // elsewhere.
    std::string_view below_base(std::string_view path) const;
    // Whether it is that path but for its last slash, as people write it.
    bool is_base_without_slash(std::string_view path) const;

    void connection_gone();
    bool draining() const { return draining_; }
    bool closed() const { return closed_; }

    // "Date: ...", and the whole answer that most requests get; both anew every second.
    const std::string& date();
    const std::string& no_content();
    // Strict-Transport-Security, where that is asked for.
    const std::string& secure_fields() const { return secure_fields_; }

    store::Store& rooms;
    Api& api;
    Callers& callers;
    const Pages& pages;
    const Log& log;
    const Challenges challenges;
    std::optional<Certificate> certificate;  // there is TLS
    Figures figures;
    Budget unfinished;                      // for requests that have not come to their end
    std::array<char, 64 * 1024> scratch{};  // one buffer for all who read: nobody holds it while waiting

  private:
    struct Entrance {
        Acceptor acceptor;
        Door door;
    };

    void listen(const Options& options);
    std::string told() const;
    Awaitable<void> accept(Entrance& entrance);
    void take_in(Socket socket, Door door);
    Caller counted(const Address& peer) const;
    Awaitable<void> keep_time();
    Awaitable<void> watch_certificate();
    void renew_certificate();
    Awaitable<void> await_signals();
    void drain();
    void tick();
    void wake_by(Millis when);
    void call_soon();
    void deliver_soon();
    void deliver();

    TrustedProxies trusted_proxies_;
    std::string base_path_;
    std::string socket_file_;  // where it listens on a Unix socket of its own
    std::string secure_fields_;
    LeakyBucket handshakes_;
    Timeouts timeouts_;
    Deadlines deadlines_;
    std::size_t most_connections_;
    std::size_t connections_ = 0;
    std::vector<Connection*> subscribers_{nullptr};  // by number; number 0 is nobody
    std::vector<store::Subscriber> free_subscribers_;
    std::vector<store::Subscriber> notified_;   // by the store just now
    std::vector<store::Subscriber> to_notify_;  // has mail, will look soon
    std::vector<store::Subscriber> notifying_;  // now
    std::deque<Timer*> turns_;                  // the bells of those who wait for theirs, in order
    std::size_t seen_to_notify_ = 0;            // of those, at the last look
    int looks_ = 0;                             // since the first of those
    std::time_t date_at_ = 0;
    std::string date_;
    std::string no_content_;
    bool draining_ = false;
    bool closed_ = false;
    Millis drained_by_ = 0;
    Millis alarm_ = 0;  // when the clock rings next
    // Goes before all of the above: it holds the connections' coroutines, which use them.
    asio::io_context io_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE};
    SocketLoop loop_{io_, [this] { rooms_changed(); }};
    std::vector<Entrance> entrances_;
    std::optional<OperatorPort> operator_;
    Timer clock_{io_.get_executor()};
    asio::basic_signal_set<Executor> signals_{io_.get_executor()};
};

}  // namespace server::net
