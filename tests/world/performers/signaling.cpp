#include "world/performers/signaling.hpp"

#include <memory>
#include <utility>

#include "protocol/wire.hpp"
#include "world/performers/members.hpp"
#include "world/tab.hpp"

namespace world::performers {
namespace {

using client::signaling::Request;
using client::signaling::Trouble;

// As in src/browser/signaling/endpoints.cpp.
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

}  // namespace

std::string letter_key(const client::MemberId& from, const client::MemberId& to, std::uint64_t counter, const std::string& content) {
    return protocol::to_text(from) + protocol::to_text(to) + std::to_string(counter) + content;
}

void Signaling::ask(Request what, const std::string& body, unsigned good, std::function<void(const std::string&)> answered) {
    const char* path = what == Request::look ? "/api/look" : what == Request::join ? "/api/join" : "/api/post";
    const auto number = ++asks_;
    asked_[number] = what;
    tab_.around().server.ask(path, body, tab_.browser().network,
                             [this, what, number, good, answered](unsigned status, const std::string& text) {
                                 if (!asked_.erase(number)) return;  // given up
                                 if (status != good) return fail(what, status, text);
                                 answered(text);
                             });
}

void Signaling::fail(Request what, unsigned status, const std::string& text) {
    check_answer(status, text);
    tab_.feed(client::signaling::RequestFailed{what, trouble_of(status, text)});
}

// A page asks for nothing that is too much, or cannot be understood.
void Signaling::check_answer(unsigned status, const std::string& text) {
    if (status == 400 || status == 413 || status == 429 || status == 503) tab_.wrong("is refused by the server: " + text);
}

void Signaling::perform(const client::signaling::Look& order) {
    ask(Request::look, protocol::encode(protocol::LookRequest{order.room}), 200, [this](const std::string& text) {
        const auto answer = protocol::decode_look_answer(text);
        if (!answer) return fail(Request::look, 0, text);
        tab_.answer(1, client::signaling::LookAnswered{answer->seats, open_hellos(tab_.room_id(), answer->present)});
    });
}

void Signaling::perform(const client::signaling::Join& order) {
    const auto hello = seal_hello(tab_.browser().identity, order.seat.room, tab_.me(), order.hello);
    ask(Request::join, protocol::encode(protocol::JoinRequest{order.seat, hello}), 200, [this](const std::string& text) {
        const auto answer = protocol::decode_join_answer(text);
        if (!answer) return fail(Request::join, 0, text);
        tab_.answer(1, client::signaling::Admitted{answer->after, answer->seats, open_hellos(tab_.room_id(), answer->present), answer->ice,
                                                   answer->ice_seconds});
    });
}

void Signaling::perform(const client::signaling::Leave& order) {
    tab_.around().server.ask("/api/leave", protocol::encode(protocol::LeaveRequest{order.seat}), tab_.browser().network,
                             [](unsigned, const std::string&) {});
}

void Signaling::perform(const client::signaling::Post& order) {
    protocol::PostRequest post{order.seat, order.after, {}};
    for (const auto& letter : order.letters) {
        const protocol::Passage passage{order.seat.room, tab_.me(), letter.to, order.hello, letter.to_hello};
        tab_.around().said.insert(letter_key(tab_.me(), letter.to, letter.counter, letter.content));
        post.letters.push_back({letter.to, seal_letter(tab_.browser().identity, passage, letter.counter, letter.content)});
    }
    ask(Request::post, protocol::encode(post), 204, [this](const std::string&) { tab_.feed(client::signaling::PostTaken{}); });
}

void Signaling::perform(const client::signaling::Redial&) {
    for (const auto& [number, what] : std::exchange(asked_, {})) tab_.answer(0, client::signaling::RequestFailed{what, Trouble::given_up});
}

void Signaling::perform(const client::signaling::OpenEnvelope& order) {
    const auto opened = open_letter(order.passage, order.body);
    const auto delay = tab_.around().dice.between(1, 15);
    const auto from = order.passage.from;
    if (!opened) return tab_.answer(delay, client::signaling::EnvelopeBroken{from, order.body, order.passage, order.outdated});
    check_letter(order.passage, *opened);
    tab_.answer(delay, client::signaling::EnvelopeOpened{from, opened->counter, opened->content, order.outdated});
}

void Signaling::perform(const client::signaling::StandForLeader&) { tab_.browser().request_leadership(tab_); }

void Signaling::perform(const client::signaling::AskMailboxes&) { tab_.browser().say(tab_, client::signaling::MailboxesAsked{}); }

void Signaling::perform(const client::signaling::AnnounceMailbox& order) {
    tab_.browser().say(tab_, client::signaling::MailboxAnnounced{order.mailbox});
}

void Signaling::perform(const client::signaling::WatchTab& order) { tab_.browser().watch(tab_, order.member); }

void Signaling::perform(const client::signaling::OpenStream& order) {
    if (stream_) tab_.around().server.hang_up(stream_);
    const auto mine = std::make_shared<unsigned>(0);
    const auto heard = [this, mine, stream = order.stream](const std::string& line) {
        if (stream_ == *mine) tab_.feed(client::signaling::StreamLine{stream, line});
    };
    const auto ended = [this, mine, stream = order.stream](unsigned status, const std::string& text) {
        if (stream_ != *mine) return;
        stream_ = 0;
        check_answer(status, text);
        const auto why = trouble_of(status, text);
        tab_.feed(client::signaling::StreamEnded{stream, why == Trouble::unknown_member || why == Trouble::wrong_token});
    };
    stream_ = *mine = tab_.around().server.receive(protocol::encode(order.request), tab_.browser().network,
                                                   tab_.browser().holds_streams_back, heard, ended);
}

void Signaling::hang_up() {
    if (stream_) tab_.around().server.hang_up(stream_);
}

void Signaling::perform(const client::signaling::StepDown&) {
    if (stream_) tab_.around().server.hang_up(std::exchange(stream_, 0));
    tab_.browser().give_up_leadership(tab_);
}

void Signaling::perform(const client::signaling::ForwardLine& order) {
    tab_.browser().say_to(tab_, order.to, client::signaling::LineForwarded{order.line});
}

// No forgery, no letter for somebody else, none that its sender did not write.
void Signaling::check_letter(const protocol::Passage& passage, const Opened& opened) {
    const auto hello = protocol::decode_hello(passage.from_hello);
    const bool adversary = tab_.around().adversary && hello && hello->identity == tab_.around().adversary->mine();
    if (!adversary && !tab_.around().said.count(letter_key(passage.from, passage.to, opened.counter, opened.content)))
        tab_.wrong("accepts a letter that was not written to it: " + opened.content.substr(0, 80));
}

}  // namespace world::performers
