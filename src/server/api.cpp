#include "server/api.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace server {
namespace {

using protocol::ErrorWord;
using protocol::ReceiveRequest;
using store::Refusal;
using store::Stay;
using store::Store;

constexpr Millis soon = 1'000;  // what is away for a moment may be back by then

enum class Door { look, join, post, receive, leave };

std::optional<Door> door_of(std::string_view path) {
    static constexpr std::pair<std::string_view, Door> doors[] = {
        {"/api/post", Door::post},   {"/api/receive", Door::receive}, {"/api/join", Door::join},
        {"/api/leave", Door::leave}, {"/api/look", Door::look},
    };
    for (const auto& [name, door] : doors)
        if (name == path) return door;
    return std::nullopt;
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// "application/json", with whatever parameters (RFC 9110 section 8.3.1).
bool is_json(std::string_view content_type) {
    auto type = content_type.substr(0, content_type.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
    return same_letters(type, "application/json");
}

// Whether a browser says that another website asks. Every browser of today says by Sec-Fetch-Site how the asking page is related to this
// server; for an older one the host of its origin must be the host that it asks. Programs say neither.
bool is_from_other_site(const RequestHead& head) {
    if (!head.fetch_site.empty()) return head.fetch_site != "same-origin";
    if (head.origin.empty()) return false;
    const auto scheme = head.origin.find("://");
    return scheme == std::string_view::npos || !same_letters(head.origin.substr(scheme + 3), head.host);
}

// A stream serves each mailbox once.
bool names_one_twice(const ReceiveRequest& request) {
    for (std::size_t i = 0; i < request.mailboxes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (request.mailboxes[i].seat.member == request.mailboxes[k].seat.member &&
                request.mailboxes[i].seat.room == request.mailboxes[k].seat.room)
                return true;
    return false;
}

Answer refuse(const Refusal& refusal) { return server::refuse(refusal.why, refusal.retry_after); }

}  // namespace

Answer refuse(ErrorWord error, Millis retry_after) {
    if (error == ErrorWord::unavailable) retry_after = soon;
    return {.status = protocol::status(error), .body = protocol::encode(error), .retry_after = (retry_after + 999) / 1000};
}

std::optional<Answer> Api::refuse_head(const RequestHead& head) {
    if (!door_of(head.path)) return refuse(ErrorWord::unknown_path);
    if (head.method != "POST") {
        Answer answer = refuse(ErrorWord::wrong_method);
        answer.allow = "POST";
        return answer;
    }
    if (is_from_other_site(head)) return refuse(ErrorWord::other_site);
    if (!is_json(head.content_type)) return refuse(ErrorWord::wrong_type);
    return std::nullopt;
}

std::optional<Answer> Api::charge(Caller from, std::size_t bytes, Millis now) {
    const auto wait = callers_.take_bytes(from, bytes, now);
    return wait ? std::optional(refuse(ErrorWord::too_fast, *wait)) : std::nullopt;
}

void Api::handle(Caller from, std::string_view path, std::string_view body, Millis now, Answered done) {
    const auto door = door_of(path);
    if (!door) return done(refuse(ErrorWord::unknown_path));
    switch (*door) {
        case Door::look:
            return look(body, std::move(done));
        case Door::join:
            return join(from, body, now, std::move(done));
        case Door::post:
            return post(from, body, now, std::move(done));
        case Door::leave:
            return leave(body, std::move(done));
        case Door::receive:
            break;
    }
    auto request = protocol::decode_receive_request(body);
    if (!request || names_one_twice(*request)) return done(refuse(ErrorWord::bad_request));
    done(std::move(*request));
}

void Api::look(std::string_view body, Answered done) {
    const auto request = protocol::decode_look_request(body);
    if (!request) return done(refuse(ErrorWord::bad_request));
    rooms_.look(request->room, [seats = rooms_.limits().seats, done = std::move(done)](Store::Looked looked) {
        if (const auto* refusal = std::get_if<Refusal>(&looked)) return done(refuse(*refusal));
        done(Answer{.status = 200, .body = protocol::encode(protocol::LookAnswer{seats, std::get<0>(std::move(looked))})});
    });
}

void Api::join(Caller from, std::string_view body, Millis now, Answered done) {
    auto request = protocol::decode_join_request(body);
    if (!request) return done(refuse(ErrorWord::bad_request));
    if (const auto wait = callers_.take_join(from, now)) return done(refuse(ErrorWord::too_fast, *wait));
    rooms_.join(request->seat, std::move(request->hello), now, [this, from, done = std::move(done)](Store::Joined outcome) {
        if (const auto* refusal = std::get_if<Refusal>(&outcome)) return done(refuse(*refusal));
        Stay& stay = std::get<Stay>(outcome);
        // A relay is of no use to one who is alone; the first `joined` brings what it takes (stream.cpp).
        protocol::JoinAnswer answer{stay.after, rooms_.limits().seats, std::move(stay.present)};
        const bool alone = answer.present.empty();
        answer.ice = alone ? ice_.name() : ice_.lend(from);
        if (!alone) answer.ice_seconds = ice_.seconds();
        done(Answer{.status = 200, .body = protocol::encode(answer)});
    });
}

void Api::post(Caller from, std::string_view body, Millis now, Answered done) {
    auto request = protocol::decode_post_request(body);
    if (!request) return done(refuse(ErrorWord::bad_request));
    if (const auto wait = callers_.take_letters(from, request->letters.size(), now)) return done(refuse(ErrorWord::too_fast, *wait));
    rooms_.post(request->seat, request->after, std::move(request->letters), now,
                [done = std::move(done)](std::optional<Refusal> refusal) { done(refusal ? refuse(*refusal) : Answer{}); });
}

void Api::leave(std::string_view body, const Answered& done) {
    const auto request = protocol::decode_leave_request(body);
    if (!request) return done(refuse(ErrorWord::bad_request));
    rooms_.leave(request->seat, [done](std::optional<ErrorWord> why) { done(why ? refuse(*why) : Answer{}); });
}

}  // namespace server
