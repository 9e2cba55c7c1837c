// Everything in the memory of this process: each question is answered at once, by the lobby.
#pragma once

#include <utility>

#include "server/store/lobby.hpp"
#include "server/store/store.hpp"

namespace server::store {

class Memory final : public Store {
  public:
    explicit Memory(const Limits& limits) : Store(limits), lobby_(limits) {}

    void look(const protocol::RoomId& room, Done<Looked> done) override { done(lobby_.look(room)); }
    void join(const protocol::Seat& seat, std::string hello, Millis now, Done<Joined> done) override {
        done(lobby_.join(seat, std::move(hello), now));
    }
    void post(const protocol::Seat& seat, std::uint64_t after, std::vector<protocol::Envelope> letters, Millis now,
              Done<std::optional<Refusal>> done) override {
        done(lobby_.post(seat, after, std::move(letters), now));
    }
    void open(const protocol::Seat& seat, std::uint64_t after, Subscriber subscriber,
              Done<std::optional<protocol::ErrorWord>> done) override {
        done(lobby_.open(seat, after, subscriber));
    }
    Waiting read(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, std::uint64_t after) override {
        return lobby_.read(room, member, subscriber, after);
    }
    void close(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, Millis now) override {
        lobby_.close(room, member, subscriber, now);
    }
    void leave(const protocol::Seat& seat, Done<std::optional<protocol::ErrorWord>> done) override { done(lobby_.leave(seat)); }
    void tick(Millis now) override { lobby_.expire(now); }
    std::optional<Millis> next_tick() const override { return lobby_.next_expiry(); }
    void take_notified(std::vector<Subscriber>& notified) override { lobby_.take_notified(notified); }
    Census census() const override { return lobby_.census(); }
    std::uint64_t letters() const override { return lobby_.letters(); }

  private:
    Lobby lobby_;
};

}  // namespace server::store
