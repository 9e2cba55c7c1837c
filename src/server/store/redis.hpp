// Rooms in a Redis that several servers, the nodes, share: any of them serves any request, and one that dies loses nothing of what it has
// answered. What happens in Redis stands in redis_scripts.cpp; here is the node's part: asking, and a copy of the mail that its readers
// have not taken yet. It must not know HTTP, or what is inside a letter.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/callers.hpp"
#include "server/store/mail_window.hpp"
#include "server/store/redis_connection.hpp"
#include "server/store/redis_scripts.hpp"
#include "server/store/store.hpp"

namespace server::store {

class Redis final : public Store {
  public:
    using Say = std::function<void(std::string_view sentence)>;
    using Random = std::function<std::uint64_t()>;

    // `callers` count for all nodes together: each tells the others. `say`: what those who run the server should read.
    Redis(const Limits& limits, RedisAddress address, Callers& callers, Random random, Say say);

    void start(Loop& loop, Millis now) override;
    void stop() override;

    void look(const protocol::RoomId& room, Done<Looked> done) override;
    void join(const protocol::Seat& seat, std::string hello, Millis now, Done<Joined> done) override;
    void post(const protocol::Seat& seat, std::uint64_t after, std::vector<protocol::Envelope> letters, Millis now,
              Done<std::optional<Refusal>> done) override;
    void open(const protocol::Seat& seat, std::uint64_t after, Subscriber subscriber,
              Done<std::optional<protocol::ErrorWord>> done) override;
    Waiting read(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, std::uint64_t after) override;
    void close(const protocol::RoomId& room, const protocol::MemberId& member, Subscriber subscriber, Millis now) override;
    void leave(const protocol::Seat& seat, Done<std::optional<protocol::ErrorWord>> done) override;
    void tick(Millis now) override;
    std::optional<Millis> next_tick() const override;
    void take_notified(std::vector<Subscriber>& notified) override;
    bool is_ready() const override { return stage_ == Stage::up; }
    Census census() const override { return census_; }
    std::uint64_t letters() const override { return letters_; }
    std::optional<RemoteFigures> remote() const override;

  private:
    enum class Stage { down, connecting, up };

    // The owner of the mailbox.
    struct Place {
        protocol::RoomId room;
        protocol::MemberId member;
        bool operator==(const Place& other) const { return room == other.room && member == other.member; }
    };
    struct PlaceHash {
        Salt salt;
        std::size_t operator()(const Place& place) const {
            return salted_hash(place.room.bytes, salt) ^ salted_hash(place.member.bytes, {salt[1], salt[0]});
        }
    };

    // A mailbox that is read on this node.
    struct Box {
        Subscriber subscriber = nobody;
        std::string reader;  // what it is called in Redis
        MailWindow window;
        unsigned opening = 0;  // by so many who have no answer yet
        bool reading = false;
        bool taken = false;  // by another node; kept until the subscriber stops
    };
    using Boxes = std::unordered_map<Place, Box, PlaceHash>;

    // The answer of a script.
    struct Outcome {
        std::optional<Refusal> refusal;
        std::string_view word;                // of the refusal, as the script says it
        std::span<redisReply* const> values;  // behind `ok`
    };
    using Answered = std::function<void(const Outcome& outcome, const std::vector<std::string>& words)>;

    void connect();
    std::string fresh_name() const;
    std::string callers_channel() const;
    void prepare(RedisConnection& connection, const std::vector<std::string>& words, std::function<void(const redisReply&)> then = {});
    void come_up();
    void resume(const Place& place, Box& box);
    void lose(const std::string& why);
    void beat();
    void hear_beat();

    void run(Script script, std::vector<std::string> words, Answered answered);
    void send_script(Script script, std::vector<std::string> words, Answered answered, bool whole);
    Outcome outcome_of(const redisReply* reply);

    void hear(const redisReply& message);
    void hear_node(std::string_view text);
    void deliver(const Place& place, std::uint64_t number, std::string_view mail);
    void fill(Box& box, const Outcome& outcome);
    void read_on(const Place& place, Box& box);
    void gone(const Place& place);
    void notify(const Box& box);

    RedisAddress address_;
    Callers& callers_;
    Random random_;
    Say say_;
    Millis lease_;
    Millis beat_length_;
    std::array<std::string, script_count> texts_;
    std::array<std::string, script_count> names_;  // of the scripts, as Redis calls them
    std::string self_;                             // this process, over all its connections
    std::string node_;                             // and as the others know it while this connection lasts
    Loop* loop_ = nullptr;
    Stage stage_ = Stage::down;
    std::unique_ptr<RedisConnection> commands_, messages_;
    unsigned to_prepare_ = 0;  // answers that are missing before it is up
    bool is_first_beat_ = true;
    bool was_said_ = false;  // that it is away
    bool refusal_was_said_ = false;
    unsigned beats_unheard_ = 0;
    Millis now_ = 0;  // at the last tick
    Millis due_ = 0;  // of the next try, of what must have come by then, or of the next beat
    Millis beat_at_ = 0;
    Millis up_since_ = 0;
    std::uint64_t serial_ = 0;  // of readers
    Boxes boxes_;
    std::vector<Subscriber> notified_;
    Census census_;
    RemoteFigures figures_;
    std::uint64_t letters_ = 0;
};

}  // namespace server::store
