#include "server/api.hpp"

#include <utility>

namespace server {
namespace {

using protocol::ErrorWord;
using protocol::ReceiveRequest;

// The least cost of a request, with its head: even empty ones are not free.
constexpr std::size_t least_cost = 512;

// A stream serves each mailbox once.
bool names_one_twice(const ReceiveRequest& request) {
    for (std::size_t i = 0; i < request.boxes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (request.boxes[i].seat.member == request.boxes[k].seat.member && request.boxes[i].seat.room == request.boxes[k].seat.room)
                return true;
    return false;
}

}  // namespace

Answer refuse(ErrorWord error, Millis retry_after) {
    return {.status = protocol::status(error), .body = protocol::encode(error), .retry_after = (retry_after + 999) / 1000};
}

std::variant<Answer, ReceiveRequest> Api::handle(Caller from, std::string_view method, std::string_view path, std::string_view body,
                                                 Millis now) {
    if (const auto wait = callers_.take_bytes(from, least_cost + body.size(), now)) return refuse(ErrorWord::too_fast, *wait);
    enum class Door { look, join, post, receive, leave };
    static constexpr std::pair<std::string_view, Door> doors[] = {
        {"/api/post", Door::post},   {"/api/receive", Door::receive}, {"/api/join", Door::join},
        {"/api/leave", Door::leave}, {"/api/look", Door::look},
    };
    for (const auto& [name, door] : doors) {
        if (name != path) continue;
        if (method != "POST") {
            Answer answer = refuse(ErrorWord::wrong_method);
            answer.allow = "POST";
            return answer;
        }
        switch (door) {
            case Door::look:
                return look(body);
            case Door::join:
                return join(from, body, now);
            case Door::post:
                return post(from, body, now);
            case Door::leave:
                return leave(body);
            case Door::receive:
                break;
        }
        auto request = protocol::decode_receive_request(body);
        if (!request || names_one_twice(*request)) return refuse(ErrorWord::bad_request);
        return std::move(*request);
    }
    return refuse(ErrorWord::unknown_path);
}

Answer Api::look(std::string_view body) const {
    const auto request = protocol::decode_look_request(body);
    if (!request) return refuse(ErrorWord::bad_request);
    return {.status = 200, .body = protocol::encode(protocol::LookAnswer{lobby_.limits().seats, lobby_.look(request->room)})};
}

Answer Api::join(Caller from, std::string_view body, Millis now) {
    auto request = protocol::decode_join_request(body);
    if (!request) return refuse(ErrorWord::bad_request);
    if (const auto wait = callers_.take_join(from, now)) return refuse(ErrorWord::too_fast, *wait);
    auto outcome = lobby_.join(request->seat, std::move(request->hello), now);
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return refuse(refusal->why, refusal->retry_after);
    Stay& stay = std::get<Stay>(outcome);
    return {.status = 200,
            .body = protocol::encode(
                protocol::JoinAnswer{stay.after, lobby_.limits().seats, std::move(stay.present), ice_.list(), ice_.seconds()})};
}

Answer Api::post(Caller from, std::string_view body, Millis now) {
    auto request = protocol::decode_post_request(body);
    if (!request) return refuse(ErrorWord::bad_request);
    if (const auto wait = callers_.take_letters(from, request->letters.size(), now)) return refuse(ErrorWord::too_fast, *wait);
    const auto refusal = lobby_.post(request->seat, request->after, std::move(request->letters), now);
    return refusal ? refuse(refusal->why, refusal->retry_after) : Answer{};
}

Answer Api::leave(std::string_view body) {
    const auto request = protocol::decode_leave_request(body);
    if (!request) return refuse(ErrorWord::bad_request);
    if (const auto why = lobby_.leave(request->seat)) return refuse(*why);
    return {};
}

}  // namespace server
