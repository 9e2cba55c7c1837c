#include "server/api.hpp"

#include <utility>

namespace server {
namespace {

using protocol::ErrorWord;
using protocol::ReceiveRequest;

// A stream serves each mailbox once.
bool names_one_twice(const ReceiveRequest& request) {
    for (std::size_t i = 0; i < request.boxes.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (request.boxes[i].seat.member == request.boxes[k].seat.member && request.boxes[i].seat.room == request.boxes[k].seat.room)
                return true;
    return false;
}

}  // namespace

Answer refuse(ErrorWord error) { return {.status = protocol::status(error), .body = protocol::encode(error)}; }

std::variant<Answer, ReceiveRequest> Api::handle(std::string_view method, std::string_view path, std::string_view body, Millis now) {
    enum class Address { look, join, post, receive, leave };
    static constexpr std::pair<std::string_view, Address> addresses[] = {
        {"/api/post", Address::post},   {"/api/receive", Address::receive}, {"/api/join", Address::join},
        {"/api/leave", Address::leave}, {"/api/look", Address::look},
    };
    for (const auto& [name, address] : addresses) {
        if (name != path) continue;
        if (method != "POST") {
            Answer answer = refuse(ErrorWord::wrong_method);
            answer.allow = "POST";
            return answer;
        }
        switch (address) {
            case Address::look:
                return look(body);
            case Address::join:
                return join(body, now);
            case Address::post:
                return post(body, now);
            case Address::leave:
                return leave(body);
            case Address::receive:
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

Answer Api::join(std::string_view body, Millis now) {
    auto request = protocol::decode_join_request(body);
    if (!request) return refuse(ErrorWord::bad_request);
    auto outcome = lobby_.join(request->seat, std::move(request->hello), now);
    if (const auto* why = std::get_if<ErrorWord>(&outcome)) return refuse(*why);
    Stay& stay = std::get<Stay>(outcome);
    return {.status = 200,
            .body = protocol::encode(protocol::JoinAnswer{stay.after, lobby_.limits().seats, std::move(stay.present), ice_})};
}

Answer Api::post(std::string_view body, Millis now) {
    auto request = protocol::decode_post_request(body);
    if (!request) return refuse(ErrorWord::bad_request);
    const auto refusal = lobby_.post(request->seat, request->after, std::move(request->letters), now);
    if (!refusal) return {};
    Answer answer = refuse(refusal->why);
    answer.retry_after = (refusal->retry_after + 999) / 1000;
    return answer;
}

Answer Api::leave(std::string_view body) {
    const auto request = protocol::decode_leave_request(body);
    if (!request) return refuse(ErrorWord::bad_request);
    if (const auto why = lobby_.leave(request->seat)) return refuse(*why);
    return {};
}

}  // namespace server
