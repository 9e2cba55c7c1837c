// What the server can say no with.
#include <array>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/wire.hpp"

namespace protocol {
namespace {

struct ErrorRow {
    ErrorWord error;
    unsigned status;
    std::string_view word;
    std::string_view sentence;
};

constexpr std::array<ErrorRow, 13> errors{{
    {ErrorWord::bad_request, 400, "bad_request", "The request is not in the form that this address takes."},
    {ErrorWord::wrong_token, 403, "wrong_token", "The token does not belong to this member."},
    {ErrorWord::unknown_path, 404, "unknown_path", "There is nothing at this address."},
    {ErrorWord::unknown_member, 404, "unknown_member", "This member is not in this room."},
    {ErrorWord::wrong_method, 405, "wrong_method", "This address does not take this method."},
    {ErrorWord::request_timeout, 408, "request_timeout", "The request came too slowly."},
    {ErrorWord::room_full, 409, "room_full", "All seats of this room are taken."},
    {ErrorWord::too_large, 413, "too_large", "The request is too large."},
    {ErrorWord::too_fast, 429, "too_fast", "Too much in a short time."},
    {ErrorWord::mailbox_full, 429, "mailbox_full", "A recipient has too much waiting mail."},
    {ErrorWord::headers_too_large, 431, "headers_too_large", "The request's headers are too large."},
    {ErrorWord::server_error, 500, "server_error", "The server made a mistake."},
    {ErrorWord::server_full, 503, "server_full", "The server is full."},
}};

const ErrorRow& row(ErrorWord error) {
    for (const auto& each : errors)
        if (each.error == error) return each;
    return errors[11];  // server_error; unreachable while every word has its row
}

}  // namespace

std::optional<ErrorWord> error_from_word(std::string_view text) {
    for (const auto& each : errors)
        if (each.word == text) return each.error;
    return std::nullopt;
}

std::string_view word(ErrorWord error) { return row(error).word; }
unsigned status(ErrorWord error) { return row(error).status; }
std::string_view sentence(ErrorWord error) { return row(error).sentence; }

std::string encode(ErrorWord error) { return JsonWriter().field("error", word(error)).field("message", sentence(error)).done(); }

std::optional<ErrorWord> decode_error(std::string_view bytes) {
    const JsonText json(bytes);
    const auto text = json.text("error", 64);
    if (!text) return std::nullopt;
    return error_from_word(*text);
}

}  // namespace protocol
