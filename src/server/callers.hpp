// How much of the server one address may use. No address is kept: it only chooses one of a fixed number of rows of counters, so
// nothing grows with their number and nothing has to be forgotten. Two addresses may share a row, by a chance that nobody can
// steer; the limits have room for an office, so that hurts neither. Several servers may count together: each tells the others, once in a
// while, what it has counted since. Pure. It must not know sockets or what is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/address.hpp"
#include "server/leaky_bucket.hpp"
#include "server/limits.hpp"
#include "server/salt.hpp"

namespace server {

// The origin of a request: a salted hash of its address, which chooses the row of counters, and above it that of its /48.
enum class Caller : std::uint64_t {};

class Callers {
  public:
    explicit Callers(const CallerLimits& limits, const Salt& salt = some_salt);

    // An IPv6 address counts with all of its /64, which is what one customer has at least, and with its /48, which one may have: together
    // they may use some customers' worth.
    Caller at(const Address& address) const;

    // Somebody to whom no limit applies.
    static constexpr Caller unlimited{0};

    // Count what a request costs. Where that is too much nothing is counted, and the answer is in how many ms it will fit.
    std::optional<Millis> take_join(Caller caller, Millis now);
    std::optional<Millis> take_letters(Caller caller, std::size_t count, Millis now);
    std::optional<Millis> take_bytes(Caller caller, std::size_t count, Millis now);
    std::optional<Millis> take_handshake(Caller caller, Millis now);

    // Something that an address holds as long as this object lives. It must not outlive the Callers.
    class Hold {
      public:
        // `site`: null where there is none.
        Hold(std::size_t* own, std::size_t* site, std::size_t count) : own_(own), site_(site), count_(count) {
            *own_ += count_;
            if (site_) *site_ += count_;
        }
        Hold(Hold&& other) noexcept : own_(other.own_), site_(other.site_), count_(std::exchange(other.count_, 0)) {}
        Hold& operator=(Hold&& other) noexcept {
            std::swap(own_, other.own_);
            std::swap(site_, other.site_);
            std::swap(count_, other.count_);
            return *this;
        }
        ~Hold() {
            *own_ -= count_;
            if (site_) *site_ -= count_;
        }

      private:
        std::size_t* own_;
        std::size_t* site_;
        std::size_t count_;
    };

    // Nothing where it would be too many.
    std::optional<Hold> hold_connection(Caller caller);
    std::optional<Hold> hold_mailboxes(Caller caller, std::size_t count);

    // From now on this is one of several servers, which all know this secret, of 16 letters at least: they choose the same rows for the
    // same addresses. What an address takes of two of them at once counts a moment later, so that it may have a burst of each, and then no
    // more.
    void share(std::string_view secret);
    // News for the other servers: to be asked for every second or so. Nothing where that is nothing.
    std::string take_news(Millis now);
    // Takes in the result of another server's take_news(). Nonsense is passed over.
    void hear(std::string_view server, std::string_view news, Millis now);

  private:
    struct Row {
        LeakyBucket joins, letters, bytes, handshakes;
        std::size_t connections = 0, mailboxes = 0;
    };

    // A row's numbers for the others, and theirs.
    struct Taken {
        std::uint64_t joins = 0, letters = 0, bytes = 0, handshakes = 0;
    };
    struct Held {
        std::uint64_t connections = 0, mailboxes = 0;
        bool operator==(const Held&) const = default;
    };
    struct Shared {
        Taken taken;  // here, since the others were told
        Held told;    // to them
        Held elsewhere;
    };
    struct Server {
        Millis heard_at = 0;
        std::unordered_map<std::size_t, Held> held;  // by row
    };

    static std::size_t number(Caller caller);
    Row& row(Caller caller) { return rows_[number(caller)]; }
    // Of its /48, on this server alone; null where it has none.
    Row* site(Caller caller);
    Held elsewhere(Caller caller) const { return shared_.empty() ? Held{} : shared_[number(caller)].elsewhere; }
    void note(Caller caller, std::uint64_t Taken::*what, std::size_t count);
    void forget(const Server& server);
    std::optional<Millis> take(LeakyBucket Row::*bucket, std::uint64_t Taken::*taken, const Rate& rate, Caller caller, std::size_t count,
                               Millis now);
    std::optional<Hold> hold(std::size_t Row::*held, std::uint64_t Held::*there, std::size_t most, Caller caller, std::size_t count);

    CallerLimits limits_;
    Salt salt_;
    std::vector<Row> rows_;
    std::vector<Row> sites_;
    std::vector<Shared> shared_;  // as many; none while this server is alone
    std::map<std::string, Server, std::less<>> servers_;
    unsigned told_ = 0;  // so often
};

}  // namespace server
