// A store under test, of either kind, and people who join, write and read. Asking waits for the answer and reading for what is expected,
// with a deadline; nothing sleeps.
#pragma once

#include <doctest/doctest.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "redis_process.hpp"
#include "server/store/memory.hpp"
#include "server/store/redis.hpp"

namespace store_house {

using namespace protocol;
using namespace server;
using namespace server::store;

inline constexpr std::chrono::seconds patience{60};

inline RoomId room_id(std::uint8_t n) {
    RoomId id;
    id.bytes[15] = n;
    return id;
}

// The seat of the person called `n`; their token is their own.
inline Seat seat(std::uint8_t n, std::uint8_t room = 1) {
    Seat seat{room_id(room), {}, {}};
    seat.member.bytes[0] = n;
    seat.token.bytes[0] = n;
    return seat;
}

inline constexpr std::uint8_t alice = 1, bob = 2, carol = 3;

inline Millis steady_now() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// A loop that turns when it is told to.
class PollLoop : public Loop {
  public:
    std::unique_ptr<Watch> watch(int socket, std::function<void()> readable, std::function<void()> writable) override {
        watched_.push_back(std::make_shared<Watched>(Watched{socket, std::move(readable), std::move(writable)}));
        return std::make_unique<One>(watched_.back());
    }

    // Waits a moment for any socket, and calls what is due.
    void turn() {
        std::erase_if(watched_, [](const auto& each) { return each->over; });
        std::vector<pollfd> files;
        for (const auto& each : watched_)
            files.push_back({each->socket, static_cast<short>((each->read ? POLLIN : 0) | (each->write ? POLLOUT : 0)), 0});
        poll(files.data(), files.size(), 1);
        const auto now = watched_;
        for (std::size_t i = 0; i < files.size(); ++i) {
            if ((files[i].revents & (POLLIN | POLLHUP | POLLERR)) && !now[i]->over) now[i]->readable();
            if ((files[i].revents & POLLOUT) && !now[i]->over) now[i]->writable();
        }
    }

  private:
    struct Watched {
        int socket;
        std::function<void()> readable, writable;
        bool read = false, write = false, over = false;
    };
    class One : public Watch {
      public:
        explicit One(std::shared_ptr<Watched> it) : it_(std::move(it)) {}
        ~One() override { it_->over = true; }
        void want(bool read, bool write) override {
            it_->read = read;
            it_->write = write;
        }

      private:
        std::shared_ptr<Watched> it_;
    };

    std::vector<std::shared_ptr<Watched>> watched_;
};

// In memory the clock is the test's: each turn takes a few milliseconds.
class InMemory {
  public:
    static bool is_installed() { return true; }
    explicit InMemory(const Limits& limits) : rooms_(limits) {}

    Store& store() { return rooms_; }
    Millis now() const { return now_; }
    void turn() { rooms_.tick(now_ += 5); }

  private:
    Memory rooms_;
    Millis now_ = 1'000;
};

// One node, at a Redis that is empty at first.
class InRedis {
  public:
    static bool is_installed() { return tests::RedisProcess::is_installed(); }
    // The Redis of all tests that do not start one of their own.
    static tests::RedisProcess& common() {
        static tests::RedisProcess redis;
        return redis;
    }

    explicit InRedis(const Limits& limits) : InRedis(limits, common()) { common().ask({"FLUSHALL"}); }
    InRedis(const Limits& limits, const tests::RedisProcess& redis)
        : redis_(
              limits, *parse_redis_address(redis.url()), callers_, [this] { return random_(); },
              [this](std::string_view sentence) { said_.emplace_back(sentence); }) {
        start();
    }
    ~InRedis() { redis_.stop(); }

    Redis& store() { return redis_; }
    Callers& callers() { return callers_; }
    Millis now() const { return steady_now(); }
    void start() { redis_.start(loop_, now()); }
    void turn() {
        loop_.turn();
        redis_.tick(now());
    }
    // Its words to those who run it.
    const std::vector<std::string>& said() const { return said_; }

  private:
    std::mt19937_64 random_{std::random_device{}()};
    Callers callers_{CallerLimits{}};
    PollLoop loop_;
    std::vector<std::string> said_;
    Redis redis_;
};

template <class Kind>
class House {
  public:
    template <class... More>
    explicit House(const Limits& limits, More&&... more) : kind_(limits, std::forward<More>(more)...) {
        REQUIRE(until([&] { return store().is_ready(); }));
    }

    Kind& kind() { return kind_; }
    Store& store() { return kind_.store(); }

    template <class Condition>
    bool until(Condition holds) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        while (!holds()) {
            if (std::chrono::steady_clock::now() > deadline) return false;
            kind_.turn();
        }
        return true;
    }

    // The answer to a question, which is asked with the function that takes it.
    template <class Answer, class Ask>
    Answer answer(Ask ask) {
        std::optional<Answer> answer;
        ask([&](Answer told) { answer = std::move(told); });
        REQUIRE(until([&] { return answer.has_value(); }));
        return *answer;
    }

    Store::Joined try_join(const Seat& who, const std::string& hello) {
        auto joined = answer<Store::Joined>([&](auto done) { store().join(who, hello, kind_.now(), done); });
        const auto* stay = std::get_if<Stay>(&joined);
        if (stay) begins_.try_emplace(who.member.bytes[0], stay->after);
        return joined;
    }
    Store::Joined try_join(std::uint8_t who) { return try_join(seat(who), std::string(1, static_cast<char>('a' + who))); }
    static Stay stay_of(const Store::Joined& joined) {
        REQUIRE(std::holds_alternative<Stay>(joined));
        return std::get<Stay>(joined);
    }
    Stay join(std::uint8_t who, std::uint8_t room = 1) {
        return stay_of(try_join(seat(who, room), std::string(1, static_cast<char>('a' + who))));
    }

    std::vector<Present> look(std::uint8_t room) {
        return std::get<0>(answer<Store::Looked>([&](auto done) { store().look(room_id(room), done); }));
    }

    std::optional<Refusal> try_post(const Seat& from, std::uint64_t after, const std::vector<Envelope>& letters) {
        return answer<std::optional<Refusal>>(
            [&](auto done) { store().post(from, number(from.member.bytes[0], after), letters, kind_.now(), done); });
    }
    std::optional<ErrorWord> post(std::uint8_t from, std::uint8_t to, std::string body, std::uint64_t after = 0) {
        const auto refusal = try_post(seat(from), after, {{seat(to).member, std::move(body)}});
        return refusal ? std::optional(refusal->why) : std::nullopt;
    }

    std::optional<ErrorWord> try_open(const Seat& who, std::uint64_t after, Subscriber subscriber) {
        return answer<std::optional<ErrorWord>>(
            [&](auto done) { store().open(who, number(who.member.bytes[0], after), subscriber, done); });
    }
    std::optional<ErrorWord> open(std::uint8_t who, std::uint64_t after, Subscriber subscriber, std::uint8_t room = 1) {
        return try_open(seat(who, room), after, subscriber);
    }

    std::optional<ErrorWord> leave(const Seat& who) {
        return answer<std::optional<ErrorWord>>([&](auto done) { store().leave(who, done); });
    }

    void close(std::uint8_t who, Subscriber subscriber) { store().close(room_id(1), seat(who).member, subscriber, kind_.now()); }

    // All mail that waits for `who`, as words, as soon as it is what is expected.
    std::string mail(std::uint8_t who, Subscriber subscriber, const std::string& expected, std::uint64_t after = 0) {
        std::string words;
        until([&] { return (words = mail_now(who, subscriber, after)) == expected; });
        return words;
    }

    // Its subscriber was told to look again since this was last asked, or is soon.
    bool notified(Subscriber subscriber) {
        return until([&] {
            std::vector<Subscriber> notified;
            store().take_notified(notified);
            return std::find(notified.begin(), notified.end(), subscriber) != notified.end();
        });
    }

    // A number as the store counts, of one that counts from the stay's beginning; 0 stays 0.
    std::uint64_t number(std::uint8_t who, std::uint64_t count) const {
        const auto at = begins_.find(who);
        return count == 0 || at == begins_.end() ? count : at->second + count;
    }
    // The stay of somebody who joined elsewhere.
    void begins(std::uint8_t who, std::uint64_t after) { begins_[who] = after; }

  private:
    std::string mail_now(std::uint8_t who, Subscriber subscriber, std::uint64_t after) {
        const Waiting waiting = store().read(room_id(1), seat(who).member, subscriber, number(who, after));
        if (waiting.state == Waiting::State::gone) return "gone";
        if (waiting.state == Waiting::State::taken_over) return "taken over";
        std::string words;
        std::uint64_t place = waiting.first - number(who, 1) + 1;
        for (const Mail& each : waiting.mail) {
            if (!words.empty()) words += ", ";
            words += std::to_string(place++) + ' ';
            if (const auto* hello = std::get_if<Hello>(&each.what)) words += "joined " + **hello;
            if (const auto* how = std::get_if<Departure>(&each.what)) words += *how == Departure::left ? "left" : "expired";
            if (const auto* body = std::get_if<std::string>(&each.what)) words += *body;
        }
        return words;
    }

    Kind kind_;
    std::map<std::uint8_t, std::uint64_t> begins_;
};

}  // namespace store_house
