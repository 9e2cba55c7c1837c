// The questions to Redis, and how its answers are read.
#include "server/store/redis.hpp"

#include <algorithm>
#include <utility>

#include "protocol/ids.hpp"
#include "protocol/wire.hpp"
#include "server/store/redis_values.hpp"

namespace server::store {
namespace {

using protocol::Departure;
using protocol::ErrorWord;
using protocol::MemberId;
using protocol::RoomId;
using protocol::Seat;

constexpr std::size_t turn_digits = 8;  // with which a hello begins in Redis

// A node that gives no sign of life for so long is dead for the others: as long as a member that is not received, within these bounds.
constexpr Millis shortest_lease = 300;
constexpr Millis longest_lease = 6'000;
constexpr Millis beats_of_a_lease = 6;

// Of all who are in a room, as HGETALL tells, the others, in the order in which they came.
std::vector<protocol::Present> present_of(const redisReply& reply, const MemberId* absent) {
    const auto list = list_of(reply);
    std::vector<std::pair<std::string_view, std::string_view>> all;
    for (std::size_t i = 0; i + 1 < list.size(); i += 2) all.emplace_back(text_of(*list[i + 1]), text_of(*list[i]));
    std::sort(all.begin(), all.end());
    std::vector<protocol::Present> present;
    for (const auto& [hello, name] : all) {
        const auto member = protocol::id_from_text<MemberId>(name);
        if (!member || hello.size() < turn_digits || (absent && *member == *absent)) continue;
        present.push_back({*member, std::string(hello.substr(turn_digits))});
    }
    return present;
}

// A delivery as it is kept: redis_scripts.cpp, "mail".
std::string kept(const MemberId& from, const std::string& body) { return 'm' + protocol::to_text(from) + body; }

std::optional<Mail> mail_of(std::string_view kept) {
    if (kept.size() < 1 + protocol::id_letters) return std::nullopt;
    const auto about = protocol::id_from_text<MemberId>(kept.substr(1, protocol::id_letters));
    if (!about) return std::nullopt;
    const auto says = kept.substr(1 + protocol::id_letters);
    switch (kept[0]) {
        case 'm':
            return Mail{*about, std::string(says)};
        case 'j':
            return Mail{*about, std::make_shared<const std::string>(says)};
        case 'l':
            return Mail{*about, Departure::left};
        case 'x':
            return Mail{*about, Departure::expired};
        default:
            return std::nullopt;
    }
}

}  // namespace

Redis::Redis(const Limits& limits, RedisAddress address, Callers& callers, Random random, Say say)
    : Store(limits),
      address_(std::move(address)),
      callers_(callers),
      random_(std::move(random)),
      say_(std::move(say)),
      lease_(std::clamp<Millis>(limits.expiry, shortest_lease, longest_lease)),
      beat_length_(lease_ / beats_of_a_lease),
      texts_(redis_scripts(limits, lease_)),
      self_(fresh_name()),
      boxes_(0, PlaceHash{limits.salt}) {}

// --- asking ---------------------------------------------------------------------------------------------------------

void Redis::run(Script script, std::vector<std::string> words, Answered answered) {
    send_script(script, std::move(words), std::move(answered), false);
}

// `whole`: with its text, for a Redis that does not know it any more.
void Redis::send_script(Script script, std::vector<std::string> words, Answered answered, bool whole) {
    struct Call {
        std::vector<std::string> words;
        Answered answered;
    };
    const auto call = std::make_shared<Call>(Call{std::move(words), std::move(answered)});
    const auto number = static_cast<std::size_t>(script);
    std::vector<std::string_view> command{whole ? "EVAL" : "EVALSHA", whole ? texts_[number] : names_[number], "1"};
    command.insert(command.end(), call->words.begin(), call->words.end());
    ++figures_.commands;
    commands_->send(command, [this, script, call, whole](const redisReply* reply) {
        if (reply && reply->type == REDIS_REPLY_ERROR && !whole && text_of(*reply).starts_with("NOSCRIPT"))
            return send_script(script, std::move(call->words), std::move(call->answered), true);
        call->answered(outcome_of(reply), call->words);
    });
}

Redis::Outcome Redis::outcome_of(const redisReply* reply) {
    if (reply && reply->type == REDIS_REPLY_ARRAY && reply->elements > 0) {
        const auto list = list_of(*reply);
        const auto word = text_of(*list[0]);
        if (word == "ok") return {std::nullopt, word, list.subspan(1)};
        const auto why = protocol::error_from_word(word).value_or(ErrorWord::server_error);
        return {Refusal{why, list.size() > 1 ? static_cast<Millis>(number_of(*list[1])) : 0}, word, {}};
    }
    ++figures_.failed;
    const auto error = reply && reply->type == REDIS_REPLY_ERROR ? text_of(*reply) : std::string_view();
    if (!error.empty() && !std::exchange(refusal_was_said_, true)) say_("Redis refuses: " + std::string(error));
    // Its memory is full, and it was told to forget nothing.
    const bool is_full = error.starts_with("OOM");
    return {Refusal{is_full ? ErrorWord::server_full : ErrorWord::unavailable}, {}, {}};
}

void Redis::look(const RoomId& room, Done<Looked> done) {
    if (stage_ != Stage::up) return done(Refusal{ErrorWord::unavailable});
    ++figures_.commands;
    commands_->send({"HGETALL", key_of(room) + ":h"}, [this, done = std::move(done)](const redisReply* reply) {
        if (!reply || reply->type != REDIS_REPLY_ARRAY) return done(*outcome_of(nullptr).refusal);
        done(present_of(*reply, nullptr));
    });
}

void Redis::join(const Seat& seat, std::string hello, Millis, Done<Joined> done) {
    if (stage_ != Stage::up) return done(Refusal{ErrorWord::unavailable});
    run(Script::join, {key_of(seat.room), node_, protocol::to_text(seat.member), protocol::to_text(seat.token), std::move(hello)},
        [member = seat.member, done = std::move(done)](const Outcome& outcome, const auto&) {
            if (outcome.refusal) return done(*outcome.refusal);
            done(Stay{number_of(*outcome.values[0]), present_of(*outcome.values[1], &member)});
        });
}

void Redis::post(const Seat& seat, std::uint64_t after, std::vector<protocol::Envelope> letters, Millis,
                 Done<std::optional<Refusal>> done) {
    if (stage_ != Stage::up) return done(Refusal{ErrorWord::unavailable});
    std::vector<std::string> words{key_of(seat.room), node_, protocol::to_text(seat.member), protocol::to_text(seat.token),
                                   std::to_string(after)};
    const auto first = words.size();
    words.reserve(first + 2 * letters.size());
    for (const auto& each : letters) {
        words.push_back(protocol::to_text(each.to));
        words.push_back(kept(seat.member, each.body));
    }
    run(Script::post, std::move(words), [this, first, room = seat.room, done = std::move(done)](const Outcome& outcome, const auto& said) {
        if (outcome.refusal) return done(outcome.refusal);
        letters_ += (said.size() - first) / 2;
        for (std::size_t i = 0; i + 1 < outcome.values.size(); i += 2) {
            const auto at = first + 2 * static_cast<std::size_t>(number_of(*outcome.values[i]));
            const auto to = protocol::id_from_text<MemberId>(said[at]);
            if (to) deliver({room, *to}, number_of(*outcome.values[i + 1]), said[at + 1]);
        }
        done(std::nullopt);
    });
}

void Redis::leave(const Seat& seat, Done<std::optional<ErrorWord>> done) {
    if (stage_ != Stage::up) return done(ErrorWord::unavailable);
    run(Script::leave, {key_of(seat.room), node_, protocol::to_text(seat.member), protocol::to_text(seat.token)},
        [done = std::move(done)](const Outcome& outcome, const auto&) {
            done(outcome.refusal ? std::optional(outcome.refusal->why) : std::nullopt);
        });
}

// --- mailboxes that are read on this node ---------------------------------------------------------------------------

void Redis::open(const Seat& seat, std::uint64_t after, Subscriber subscriber, Done<std::optional<ErrorWord>> done) {
    if (stage_ != Stage::up) return done(ErrorWord::unavailable);
    const Place place{seat.room, seat.member};
    Box& mine = boxes_[place];
    ++mine.opening;
    mine.window.ask();
    auto reader = node_ + ':' + self_ + std::to_string(++serial_);
    run(Script::open,
        {key_of(seat.room), node_, protocol::to_text(seat.member), protocol::to_text(seat.token), std::to_string(after), reader, ""},
        [this, place, subscriber, reader, done = std::move(done)](const Outcome& outcome, const auto&) {
            Box& box = boxes_[place];
            --box.opening;
            if (outcome.refusal) {
                if (box.subscriber == nobody && box.opening == 0) boxes_.erase(place);
                return done(outcome.refusal->why);
            }
            if (box.subscriber != subscriber) notify(box);
            box.subscriber = subscriber;
            box.reader = reader;
            box.reading = box.taken = false;
            fill(box, outcome);
            read_on(place, box);
            done(std::nullopt);
        });
}

Waiting Redis::read(const RoomId& room, const MemberId& member, Subscriber subscriber, std::uint64_t after) {
    const Place place{room, member};
    const auto at = boxes_.find(place);
    if (at == boxes_.end() || at->second.subscriber == nobody) return {};
    Box& box = at->second;
    if (box.subscriber != subscriber || box.taken) return {Waiting::State::taken_over, 0, {}};
    box.window.take(after);
    read_on(place, box);
    return {Waiting::State::held, box.window.first(), box.window.mail()};
}

void Redis::close(const RoomId& room, const MemberId& member, Subscriber subscriber, Millis) {
    const Place place{room, member};
    const auto at = boxes_.find(place);
    if (at == boxes_.end() || at->second.subscriber != subscriber) return;
    const bool held = !at->second.taken;
    auto reader = std::move(at->second.reader);
    gone(place);
    if (held && stage_ == Stage::up)
        run(Script::close, {key_of(room), node_, protocol::to_text(member), std::move(reader)}, [](const Outcome&, const auto&) {});
}

// The mail behind what an answer says of a mailbox.
void Redis::fill(Box& box, const Outcome& outcome) {
    std::vector<Mail> mail;
    for (const auto* each : list_of(*outcome.values[2]))
        if (auto one = mail_of(text_of(*each))) mail.push_back(*std::move(one));
    box.window.fill(number_of(*outcome.values[0]), std::move(mail), number_of(*outcome.values[1]));
    if (!box.window.mail().empty()) notify(box);
}

// Fetches what was posted and has not come, as soon as there is room for it.
void Redis::read_on(const Place& place, Box& box) {
    if (stage_ != Stage::up || box.reading || box.taken || !box.window.is_behind() || box.window.is_full()) return;
    box.reading = true;
    box.window.ask();
    run(Script::read, {key_of(place.room), node_, protocol::to_text(place.member), box.reader, std::to_string(box.window.have())},
        [this, place, reader = box.reader](const Outcome& outcome, const auto&) {
            const auto at = boxes_.find(place);
            if (at == boxes_.end() || at->second.reader != reader) return;
            at->second.reading = false;
            if (outcome.refusal) return;  // it is lost, and this node hears or finds out why
            fill(at->second, outcome);
            read_on(place, at->second);
        });
}

// A delivery was posted, here or elsewhere, for a reader on this node.
void Redis::deliver(const Place& place, std::uint64_t number, std::string_view mail) {
    const auto at = boxes_.find(place);
    auto one = mail_of(mail);
    if (at == boxes_.end() || !one) return;
    if (at->second.window.push(number, *std::move(one))) notify(at->second);
    read_on(place, at->second);
}

void Redis::gone(const Place& place) {
    Box& box = boxes_.at(place);
    notify(box);
    const auto opening = box.opening;
    if (opening == 0) {
        boxes_.erase(place);
    } else {
        box = {};
        box.opening = opening;
    }
}

void Redis::notify(const Box& box) {
    if (box.subscriber != nobody) notified_.push_back(box.subscriber);
}

void Redis::take_notified(std::vector<Subscriber>& notified) {
    notified.clear();
    notified.swap(notified_);
}

}  // namespace server::store
