// Rooms in memory: who sits in which room, and the mail that waits for each. Pure: time comes as an argument, mail is
// picked up by numbered subscribers. It must not know sockets, HTTP, JSON, or what is inside a letter.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "protocol/mail.hpp"
#include "server/limits.hpp"
#include "server/store/store.hpp"

namespace server::store {

class Lobby {
  public:
    explicit Lobby(Limits limits);

    const Limits& limits() const { return limits_; }

    // Everybody in the room, in the order in which they came; nobody where there is no such room.
    std::vector<protocol::Present> look(const protocol::RoomId& room) const;

    // Takes a seat and tells the others, or renews a stay that has the same token, silently. In a full room it takes that of a member that
    // has owed an answer for longest, and for too long (Limits::silence).
    // Errors: wrong_token, room_full, server_full, too_fast.
    std::variant<Stay, Refusal> join(const protocol::Seat& seat, std::string hello, Millis now);

    // Forgets the sender's mail up to `after` and delivers all letters or none; letters to absent members are dropped.
    // Errors: unknown_member, wrong_token, too_fast, mailbox_full, server_full.
    std::optional<Refusal> post(const protocol::Seat& seat, std::uint64_t after, std::vector<protocol::Envelope> letters, Millis now);

    // Gives the mailbox to `subscriber`, taking it from whoever had it, and forgets mail up to `after`.
    // Errors: unknown_member, wrong_token.
    std::optional<protocol::ErrorWord> open(const protocol::Seat& seat, std::uint64_t after, Subscriber subscriber);

    // The mail numbered above `after`, where `subscriber` holds the mailbox.
    Waiting read(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, std::uint64_t after) const;

    // `subscriber` stops; from now on the mailbox expires unless somebody else opens it.
    void close(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, Millis now);

    // Gives the seat up and tells the others. Fine where the member is gone already. Errors: wrong_token.
    std::optional<protocol::ErrorWord> leave(const protocol::Seat& seat);

    // Removes everybody whose mailbox was not received for too long, and tells the others.
    void expire(Millis now);

    // When expire() next has something to do; nothing while every mailbox is received.
    std::optional<Millis> next_expiry() const;

    // Puts the subscribers who should look again since this was last asked into `notified`. May name one twice.
    void take_notified(std::vector<Subscriber>& notified);

    std::size_t rooms() const { return rooms_.size(); }
    // Looks at every member.
    Census census() const;
    // Letters that were posted and taken, since the start.
    std::uint64_t letters() const { return letters_; }

  private:
    struct Member {
        protocol::MemberId id;
        protocol::Token token;
        Hello hello;
        std::vector<Mail> mail;     // numbered from settled + 1
        std::uint64_t settled = 0;  // the last number that the owner confirmed
        std::size_t waiting_bytes = 0;
        Subscriber subscriber = nobody;
        Millis expires_at = 0;  // counts while there is no subscriber
        LeakyBucket letters;    // posted
        bool wrote = false;
        std::optional<Millis> written_to;  // when somebody first did, and it had not written
    };
    using Members = std::vector<Member>;  // in the order in which they came
    struct Room {
        Members members;
        LeakyBucket joins, letters, bytes;  // of all who ever sat here
    };

    // Salted, since whoever asks chooses the room id.
    struct RoomHash {
        Salt salt;
        std::size_t operator()(const protocol::RoomId& id) const { return salted_hash(id.bytes, salt); }
    };
    using Rooms = std::unordered_map<protocol::RoomId, Room, RoomHash>;

    struct Deadline {
        Millis at = 0;
        protocol::RoomId room;
        protocol::MemberId member;
    };

    std::variant<Member*, protocol::ErrorWord> find(const protocol::Seat& seat);
    std::optional<Refusal> refuse_letters(const Members& members, const std::vector<protocol::Envelope>& letters) const;
    std::optional<Millis> too_fast(Room& room, Member& sender, const std::vector<protocol::Envelope>& letters, Millis now) const;
    void settle(Member& member, std::uint64_t after);
    void forget(Member& member, std::size_t count);  // the oldest mail
    void deliver(Member& member, Mail mail);
    void announce(Members& members, const Mail& news);
    Members::iterator find_silent(Members& members, Millis now) const;
    void remove(Rooms::iterator room, Members::iterator member, protocol::Departure how);
    void take_out(Members& members, Members::iterator member, protocol::Departure how);
    void evict_overflowing(Members& members);
    void expire_unless_received(const protocol::RoomId& room, Member& member, Millis now);

    Limits limits_;
    Rooms rooms_;
    std::deque<Deadline> deadlines_;  // in order, since every wait is equally long; one that is out of date is skipped
    std::vector<Subscriber> notified_;
    std::uint64_t letters_ = 0;
    std::size_t waiting_bytes_ = 0;  // of all mailboxes, see Limits::all_waiting_bytes
};

}  // namespace server::store
