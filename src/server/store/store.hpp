// Rooms, members and mailboxes as the rest of the server sees them, wherever they are kept: in the memory of this process (memory.hpp), or
// in a Redis that several servers share (redis.hpp). A question is answered by one call of `done`, at once or later from the loop; what
// comes in the meantime is told by numbers of subscribers. It must not know HTTP, JSON, or what is inside a letter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "protocol/mail.hpp"
#include "server/limits.hpp"
#include "server/store/loop.hpp"

namespace server::store {

// A subscriber of mailboxes for a browser: a number that the edge chooses and the store only repeats.
using Subscriber = std::uint32_t;
inline constexpr Subscriber nobody = 0;

using Hello = std::shared_ptr<const std::string>;  // one copy for all mailboxes of a room

// One thing in a mailbox: somebody's hello, departure or letter. Its number is its place.
struct Mail {
    protocol::MemberId about;
    std::variant<Hello, protocol::Departure, std::string> what;
};

// The deliveries that a subscriber finds in a mailbox.
struct Waiting {
    enum class State {
        held,        // the mailbox is this subscriber's
        taken_over,  // another subscriber has it now
        gone,        // its member left or expired
    };
    State state = State::gone;
    std::uint64_t first = 0;     // the number of mail[0]
    std::span<const Mail> mail;  // valid until the store is told anything else
};

struct Stay {
    std::uint64_t after = 0;  // deliveries up to this number are settled
    std::vector<protocol::Present> present;
};

struct Refusal {
    protocol::ErrorWord why = protocol::ErrorWord::server_error;
    Millis retry_after = 0;  // for too_fast: when as much will be taken
};

// How full it is.
struct Census {
    std::size_t rooms = 0;
    std::size_t members = 0;
    std::size_t waiting = 0;  // deliveries that nobody has confirmed
    std::size_t waiting_bytes = 0;
};

// Of the way to what several servers share.
struct RemoteFigures {
    bool is_up = false;
    std::uint64_t times_up = 0;
    std::uint64_t commands = 0;
    std::uint64_t failed = 0;  // of these: no answer came, or a refusal that is not ours
};

// Called once, with the answer.
template <class Answer>
using Done = std::function<void(Answer)>;

class Store {
  public:
    using Looked = std::variant<std::vector<protocol::Present>, Refusal>;
    using Joined = std::variant<Stay, Refusal>;

    explicit Store(const Limits& limits) : limits_(limits) {}
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    const Limits& limits() const { return limits_; }

    // From now on, until stop(), it may use the loop, and answers. After stop() whoever still waits has been answered.
    virtual void start(Loop&, Millis) {}
    virtual void stop() {}

    // Any of these may also be answered with `unavailable`: what several servers share cannot be reached for now.

    // Everybody in the room, in the order in which they came; nobody where there is no such room.
    virtual void look(const protocol::RoomId& room, Done<Looked> done) = 0;

    // Takes a seat and tells the others, or renews a stay that has the same token, silently. In a full room it takes that of a member that
    // has owed an answer for longest, and for too long (Limits::silence).
    // Errors: wrong_token, room_full, server_full, too_fast.
    virtual void join(const protocol::Seat& seat, std::string hello, Millis now, Done<Joined> done) = 0;

    // Forgets the sender's mail up to `after` and delivers all letters or none; letters to absent members are dropped.
    // Errors: unknown_member, wrong_token, too_fast, mailbox_full, server_full.
    virtual void post(const protocol::Seat& seat, std::uint64_t after, std::vector<protocol::Envelope> letters, Millis now,
                      Done<std::optional<Refusal>> done) = 0;

    // Gives the mailbox to `subscriber`, taking it from whoever had it, and forgets mail up to `after`.
    // Errors: unknown_member, wrong_token.
    virtual void open(const protocol::Seat& seat, std::uint64_t after, Subscriber subscriber,
                      Done<std::optional<protocol::ErrorWord>> done) = 0;

    // The mail numbered above `after`, as far as it is here, where `subscriber` holds the mailbox; for more it will be notified. `after`
    // never goes back.
    virtual Waiting read(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, std::uint64_t after) = 0;

    // `subscriber` stops; from now on the mailbox expires unless somebody else opens it.
    virtual void close(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, Millis now) = 0;

    // Gives the seat up and tells the others. Fine where the member is gone already. Errors: wrong_token.
    virtual void leave(const protocol::Seat& seat, Done<std::optional<protocol::ErrorWord>> done) = 0;

    // Does what is due by now, such as removing everybody whose mailbox was not received for too long.
    virtual void tick(Millis now) = 0;
    // When tick() next has something to do.
    virtual std::optional<Millis> next_tick() const = 0;

    // Puts the subscribers who should look again since this was last asked into `notified`. May name one twice.
    virtual void take_notified(std::vector<Subscriber>& notified) = 0;

    // New members are taken.
    virtual bool is_ready() const { return true; }

    virtual Census census() const = 0;
    // Letters that were posted here and taken, since the start.
    virtual std::uint64_t letters() const = 0;
    // Nothing where all of it is in this process.
    virtual std::optional<RemoteFigures> remote() const { return std::nullopt; }

  private:
    Limits limits_;
};

}  // namespace server::store
