// A pretend tab's keys, its requests to the server, its part in the carrier's round, and what it may believe of the letters that come.
#include <cstring>
#include <utility>

#include "protocol/wire.hpp"
#include "world/tab.hpp"

namespace world {
namespace {

using client::signaling::Request;
using client::signaling::Trouble;

// As in the browser's mailbox.
Trouble trouble_of(unsigned status, const std::string& text) {
    using protocol::ErrorWord;
    const auto error = protocol::decode_error(text);
    if (!error || status == 0) return Trouble::unreachable;
    switch (*error) {
        case ErrorWord::unknown_member:
            return Trouble::unknown_member;
        case ErrorWord::wrong_token:
            return Trouble::wrong_token;
        case ErrorWord::room_full:
            return Trouble::room_full;
        case ErrorWord::server_full:
            return Trouble::server_full;
        case ErrorWord::too_fast:
        case ErrorWord::mailbox_full:
            return Trouble::too_fast;
        default:
            return Trouble::refused;
    }
}

std::string letter_key(const client::MemberId& from, const client::MemberId& to, std::uint64_t counter, const std::string& content) {
    return protocol::to_text(from) + protocol::to_text(to) + std::to_string(counter) + content;
}

}  // namespace

void Tab::perform(const client::room::SetAddress& order) { address_ = order.invitation; }

void Tab::perform(const client::room::Found& order) {
    later(seal_lane_, 2, client::room::Founded{order.nonce, secret_of(order.transcript)});
}

// On several threads: what was begun later may be ready earlier.
void Tab::perform(const client::room::DeriveKeys& order) {
    around_.clock.in(around_.dice.between(1, 40), [this, order] {
        auto id = world::room_id(room_);
        if (order.secret != place_.secret) std::memcpy(id.bytes.data(), toy_hash(order.secret).data(), protocol::id_bytes);
        derived_[order.serial] = id;
        auto kept = browser_.charters[id];
        if (kept.empty() && order.secret == place_.secret && place_.founder == &browser_)
            kept = protocol::encode(protocol::Deeds{browser_.identity, place_.nonce, {}});
        feed(client::room::KeysDerived{order.serial, id, kept});
    });
}

void Tab::perform(const client::room::UseKeys& order) { room_id_ = derived_.at(order.serial); }

void Tab::perform(const client::access::SignRules& order) {
    around_.said.insert("rules " + order.rules);
    auto signature = sign(browser_.identity, protocol::rules_transcript(order.nonce, order.rules));
    signature.resize(protocol::signature_bytes, '.');
    later(seal_lane_, around_.dice.between(1, 15), client::access::RulesSigned{order.nonce, {order.rules, signature}});
}

void Tab::perform(const client::access::CheckCharter& order) {
    bool good = secret_of(order.founding) == order.secret;
    for (const auto& words : order.words)
        good = good && verifies(words.signer, words.transcript, words.signature.substr(0, toy_signature_letters));
    later(seal_lane_, around_.dice.between(1, 15), client::access::CharterChecked{order.ask, good});
}

void Tab::perform(const client::access::KeepCharter& order) { browser_.charters[order.room] = order.charter; }

void Tab::fail(Request what, unsigned status, const std::string& text) {
    check_answer(status, text);
    feed(client::signaling::RequestFailed{what, trouble_of(status, text)});
}

// A page asks for nothing that is too much, or cannot be understood.
void Tab::check_answer(unsigned status, const std::string& text) {
    if (status == 400 || status == 413 || status == 429 || status == 503) wrong("is refused by the server: " + text);
}

std::vector<client::members::Greeting> Tab::open_hellos(const std::vector<protocol::Present>& present) const {
    std::vector<client::members::Greeting> greetings;
    for (const auto& each : present)
        if (const auto hello = open_hello(room_id_, each.member, each.hello)) greetings.push_back({each.member, *hello, "", each.hello});
    return greetings;
}

void Tab::ask(Request what, const std::string& body, unsigned good, std::function<void(const std::string&)> answered) {
    const char* path = what == Request::look ? "/api/look" : what == Request::join ? "/api/join" : "/api/post";
    const auto number = ++asks_;
    asked_[number] = what;
    around_.office.ask(path, body, browser_.network, [this, what, number, good, answered](unsigned status, const std::string& text) {
        if (!asked_.erase(number)) return;  // given up
        if (status != good) return fail(what, status, text);
        answered(text);
    });
}

void Tab::perform(const client::signaling::Redial&) {
    for (const auto& [number, what] : std::exchange(asked_, {}))
        later(seal_lane_, 0, client::signaling::RequestFailed{what, Trouble::given_up});
}

void Tab::perform(const client::signaling::Look& order) {
    ask(Request::look, protocol::encode(protocol::LookRequest{order.room}), 200, [this](const std::string& text) {
        const auto answer = protocol::decode_look_answer(text);
        if (!answer) return fail(Request::look, 0, text);
        later(seal_lane_, 1, client::signaling::LookAnswered{answer->seats, open_hellos(answer->present)});
    });
}

void Tab::perform(const client::signaling::Join& order) {
    const auto hello = seal_hello(browser_.identity, order.seat.room, me_, order.hello);
    ask(Request::join, protocol::encode(protocol::JoinRequest{order.seat, hello}), 200, [this](const std::string& text) {
        const auto answer = protocol::decode_join_answer(text);
        if (!answer) return fail(Request::join, 0, text);
        later(seal_lane_, 1,
              client::signaling::Admitted{answer->after, answer->seats, open_hellos(answer->present), answer->ice, answer->ice_seconds});
    });
}

void Tab::perform(const client::signaling::Leave& order) {
    around_.office.ask("/api/leave", protocol::encode(protocol::LeaveRequest{order.seat}), browser_.network,
                       [](unsigned, const std::string&) {});
}

void Tab::perform(const client::signaling::Post& order) {
    protocol::PostRequest post{order.seat, order.after, {}};
    for (const auto& letter : order.letters) {
        const protocol::Passage passage{order.seat.room, me_, letter.to, order.hello, letter.to_hello};
        around_.said.insert(letter_key(me_, letter.to, letter.counter, letter.content));
        post.letters.push_back({letter.to, seal_letter(browser_.identity, passage, letter.counter, letter.content)});
    }
    ask(Request::post, protocol::encode(post), 204, [this](const std::string&) { feed(client::signaling::PostTaken{}); });
}

void Tab::perform(const client::mesh::SealLetter& order) {
    ++letters_around;
    const auto& it = order.passage;
    around_.said.insert(letter_key(it.from, it.to, order.counter, order.content));
    const auto body = seal_letter(browser_.identity, it, order.counter, order.content);
    later(seal_lane_, around_.dice.between(1, 15), client::mesh::LetterSealed{it.to, order.through, body});
}

void Tab::perform(const client::members::OpenHello& order) {
    const auto hello = open_hello(room_id_, order.member, order.hello);
    const auto delay = around_.dice.between(1, 15);
    if (!hello) return later(seal_lane_, delay, client::signaling::SealBroken{order.member});
    later(seal_lane_, delay, client::members::NewcomerGreeted{{order.member, *hello, "", order.hello}});
}

void Tab::perform(const client::signaling::OpenLetter& order) {
    const auto opened = open_letter(order.passage, order.body);
    const auto delay = around_.dice.between(1, 15);
    const auto from = order.passage.from;
    if (!opened) return later(seal_lane_, delay, client::signaling::SealBroken{from, order.body, order.passage, order.outdated});
    check_letter(order.passage, *opened);
    later(seal_lane_, delay, client::signaling::LetterOpened{from, opened->counter, opened->content, order.outdated});
}

// No forgery, no letter for somebody else, none that its sender did not write.
void Tab::check_letter(const protocol::Passage& passage, const Opened& opened) {
    const auto hello = protocol::decode_hello(passage.from_hello);
    const bool adversary = around_.adversary && hello && hello->identity == around_.adversary->mine();
    if (!adversary && !around_.said.count(letter_key(passage.from, passage.to, opened.counter, opened.content)))
        wrong("accepts a letter that was not written to it: " + opened.content.substr(0, 80));
}

// --- the carrier's round ------------------------------------------------------------------------------------------------

void Tab::perform(const client::signaling::StandAsCarrier&) { browser_.stand(*this); }
void Tab::perform(const client::signaling::AskBoxes&) { browser_.say(*this, client::signaling::BoxesAsked{}); }
void Tab::perform(const client::signaling::Announce& order) { browser_.say(*this, client::signaling::BoxAnnounced{order.box}); }
void Tab::perform(const client::signaling::WatchTab& order) { browser_.watch(*this, order.member); }
void Tab::perform(const client::signaling::HandOn& order) { browser_.say_to(*this, order.to, client::signaling::MailHanded{order.line}); }

void Tab::perform(const client::signaling::OpenStream& order) {
    if (stream_) around_.office.hang_up(stream_);
    const auto mine = std::make_shared<unsigned>(0);
    const auto heard = [this, mine, stream = order.stream](const std::string& line) {
        if (stream_ == *mine) feed(client::signaling::StreamLine{stream, line});
    };
    const auto ended = [this, mine, stream = order.stream](unsigned status, const std::string& text) {
        if (stream_ != *mine) return;
        stream_ = 0;
        check_answer(status, text);
        const auto why = trouble_of(status, text);
        feed(client::signaling::StreamEnded{stream, why == Trouble::unknown_member || why == Trouble::wrong_token});
    };
    stream_ = *mine = around_.office.receive(protocol::encode(order.request), browser_.network, browser_.holds_streams_back, heard, ended);
}

void Tab::perform(const client::signaling::StandDown&) {
    if (stream_) around_.office.hang_up(std::exchange(stream_, 0));
    browser_.stand_down(*this);
}

}  // namespace world
