// A node's way to Redis: how it is found, lost and found again, and what comes over it unasked.
#include <algorithm>
#include <charconv>
#include <utility>

#include "protocol/ids.hpp"
#include "server/store/redis.hpp"
#include "server/store/redis_values.hpp"

namespace server::store {
namespace {

using protocol::id_letters;

// Redis answers within this, or counts as away: a machine that hangs or a network that is cut tells nobody.
constexpr Millis patience = 3'000;
constexpr Millis pause = 500;  // before it is tried again

}  // namespace

std::string Redis::fresh_name() const {
    const std::uint64_t words[2] = {random_(), random_()};
    return protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(words), node_letters * 3 / 4);
}

std::string Redis::callers_channel() const { return "tc:callers:" + std::to_string(address_.database); }

void Redis::start(Loop& loop, Millis now) {
    loop_ = &loop;
    now_ = now;
    connect();
}

void Redis::stop() {
    loop_ = nullptr;
    stage_ = Stage::down;
    if (commands_) commands_->flush();  // that nobody reads here any more
    commands_.reset();
    messages_.reset();
}

std::optional<Millis> Redis::next_tick() const {
    if (!loop_) return std::nullopt;
    return stage_ == Stage::connecting && to_prepare_ == 0 ? now_ : due_;
}

void Redis::tick(Millis now) {
    now_ = now;
    if (!loop_) return;
    if (stage_ == Stage::connecting && to_prepare_ == 0) return come_up();
    if (now < due_) return;
    if (stage_ == Stage::down) return connect();
    if (stage_ == Stage::connecting || beats_unheard_ > 0) return lose("it does not answer");
    beat();
}

// --- up and down ----------------------------------------------------------------------------------------------------

// Under a new name each time: what Redis holds in the old one ends with the old one's lease, unless it is taken on by resume().
void Redis::connect() {
    stage_ = Stage::connecting;
    due_ = now_ + patience;
    node_ = fresh_name();
    to_prepare_ = 1;
    const auto lost = [this](const std::string& why) { lose(why); };
    commands_ = std::make_unique<RedisConnection>(*loop_, address_, lost);
    messages_ = std::make_unique<RedisConnection>(*loop_, address_, lost);
    for (auto* connection : {commands_.get(), messages_.get()}) {
        if (!connection->error().empty()) return lose(connection->error());
        if (!address_.user.empty()) prepare(*connection, {"AUTH", address_.user, address_.password});
        if (address_.user.empty() && !address_.password.empty()) prepare(*connection, {"AUTH", address_.password});
    }
    if (address_.database > 0) prepare(*commands_, {"SELECT", std::to_string(address_.database)});
    for (std::size_t i = 0; i < script_count; ++i)
        prepare(*commands_, {"SCRIPT", "LOAD", texts_[i]}, [this, i](const redisReply& name) { names_[i] = text_of(name); });
    // All nodes choose the same rows for the same addresses, and nobody else knows which.
    prepare(*commands_, {"SET", "tc:salt", fresh_name() + fresh_name(), "NX"});
    prepare(*commands_, {"GET", "tc:salt"}, [this](const redisReply& salt) { callers_.share(text_of(salt)); });
    to_prepare_ += 2;
    messages_->subscribe({"tc:node:" + node_, callers_channel()}, [this](const redisReply* message) {
        if (message) hear(*message);
    });
    --to_prepare_;
}

void Redis::prepare(RedisConnection& connection, const std::vector<std::string>& words, std::function<void(const redisReply&)> then) {
    ++to_prepare_;
    connection.send({words.begin(), words.end()}, [this, then = std::move(then)](const redisReply* reply) {
        if (!reply) return;  // it is lost, which is told apart
        if (reply->type == REDIS_REPLY_ERROR) return lose(std::string(text_of(*reply)));
        if (then && reply->type == REDIS_REPLY_STRING) then(*reply);
        --to_prepare_;
    });
}

void Redis::come_up() {
    stage_ = Stage::up;
    up_since_ = now_;
    is_first_beat_ = true;
    refusal_was_said_ = false;
    ++figures_.times_up;
    if (std::exchange(was_said_, false)) say_("Redis is back.");
    beat();
    for (auto& [place, box] : boxes_)
        if (box.subscriber != nobody && !box.taken) resume(place, box);
}

// A reader goes on after Redis was away, unless its member was read elsewhere meanwhile, or is gone.
void Redis::resume(const Place& place, Box& box) {
    box.reader.replace(0, node_letters, node_);
    box.reading = true;
    box.window.ask();
    run(Script::open, {key_of(place.room), node_, protocol::to_text(place.member), "", std::to_string(box.window.have()), box.reader, "1"},
        [this, place, reader = box.reader](const Outcome& outcome, const auto&) {
            const auto at = boxes_.find(place);
            if (at == boxes_.end() || at->second.reader != reader) return;
            at->second.reading = false;
            if (!outcome.refusal) {
                fill(at->second, outcome);
                return read_on(place, at->second);
            }
            if (outcome.refusal->why == protocol::ErrorWord::unknown_member) return gone(place);
            if (outcome.word != "taken_over") return;  // lost again
            at->second.taken = true;
            notify(at->second);
        });
}

void Redis::lose(const std::string& why) {
    if (stage_ == Stage::down) return;
    if (!std::exchange(was_said_, true)) say_("Redis is away: " + why + ". Those who are connected go on; nobody joins until it is back.");
    stage_ = Stage::down;
    due_ = now_ + pause;
    beats_unheard_ = 0;
    commands_.reset();
    messages_.reset();
}

std::optional<RemoteFigures> Redis::remote() const {
    auto figures = figures_;
    figures.is_up = stage_ == Stage::up;
    return figures;
}

// --- signs of life --------------------------------------------------------------------------------------------------

// Goes out on one connection and comes back on both. A node sweeps only when all others have had the time to come back, too.
void Redis::beat() {
    beats_unheard_ = 2;
    beat_at_ = now_;
    due_ = now_ + patience;
    const bool may_sweep = now_ - up_since_ > lease_ + pause + patience;
    if (const auto news = callers_.take_news(now_); !news.empty())
        commands_->send({"PUBLISH", callers_channel(), node_ + news}, [](const redisReply*) {});
    run(Script::beat, {"tc:nodes", node_, "-", is_first_beat_ ? "1" : "0", may_sweep ? "1" : "0"},
        [this](const Outcome& outcome, const auto&) {
            if (outcome.refusal || stage_ != Stage::up) return;
            const auto value = [&](std::size_t at) { return static_cast<std::size_t>(number_of(*outcome.values[at])); };
            if (value(0) == 0) return lose("it has given this node up, or lost its data");
            census_ = {value(2), value(3), value(4), value(5)};
            if (value(1) == 1) beat_at_ = now_ - beat_length_;  // there is more to do
            hear_beat();
        });
    is_first_beat_ = false;
}

void Redis::hear_beat() {
    if (beats_unheard_ > 0 && --beats_unheard_ == 0) due_ = beat_at_ + beat_length_;
}

// --- unasked --------------------------------------------------------------------------------------------------------

void Redis::hear(const redisReply& message) {
    if (message.type != REDIS_REPLY_ARRAY || message.elements < 3) return;
    const auto kind = text_of(*message.element[0]);
    if (kind == "subscribe") --to_prepare_;
    if (kind != "message") return;
    const auto text = text_of(*message.element[2]);
    if (text_of(*message.element[1]) != callers_channel()) return hear_node(text);
    if (!text.starts_with(node_) && text.size() > node_letters)
        callers_.hear(text.substr(0, node_letters), text.substr(node_letters), now_);
}

// See the functions tell() of the scripts.
void Redis::hear_node(std::string_view text) {
    if (text == "b") return hear_beat();
    if (text.size() < 1 + 2 * id_letters) return;
    const auto room = protocol::id_from_text<protocol::RoomId>(text.substr(1, id_letters));
    const auto member = protocol::id_from_text<protocol::MemberId>(text.substr(1 + id_letters, id_letters));
    if (!room || !member) return;
    const Place place{*room, *member};
    const auto rest = text.substr(1 + 2 * id_letters);
    if (text[0] == 'm') {
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
        if (error == std::errc() && end != rest.data() + rest.size())
            deliver(place, number, rest.substr(static_cast<std::size_t>(end - rest.data()) + 1));
        return;
    }
    const auto at = boxes_.find(place);
    if (at == boxes_.end() || at->second.reader != rest) return;
    if (text[0] == 'g') return gone(place);
    at->second.taken = true;
    notify(at->second);
}

}  // namespace server::store
