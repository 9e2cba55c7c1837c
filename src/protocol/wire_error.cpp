// The reasons for which the server refuses a request.
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
};

constexpr std::array<ErrorRow, 17> errors{{
    {ErrorWord::bad_request, 400, "bad_request"},
    {ErrorWord::wrong_token, 403, "wrong_token"},
    {ErrorWord::other_site, 403, "other_site"},
    {ErrorWord::unknown_path, 404, "unknown_path"},
    {ErrorWord::unknown_member, 404, "unknown_member"},
    {ErrorWord::wrong_method, 405, "wrong_method"},
    {ErrorWord::request_timeout, 408, "request_timeout"},
    {ErrorWord::room_full, 409, "room_full"},
    {ErrorWord::too_large, 413, "too_large"},
    {ErrorWord::wrong_type, 415, "wrong_type"},
    {ErrorWord::too_fast, 429, "too_fast"},
    {ErrorWord::mailbox_full, 429, "mailbox_full"},
    {ErrorWord::headers_too_large, 431, "headers_too_large"},
    {ErrorWord::server_error, 500, "server_error"},
    {ErrorWord::unknown_coding, 501, "unknown_coding"},
    {ErrorWord::server_full, 503, "server_full"},
    {ErrorWord::unavailable, 503, "unavailable"},
}};

const ErrorRow& row(ErrorWord error) {
    for (const auto& each : errors)
        if (each.error == error) return each;
    return errors[13];  // server_error; unreachable while every word has its row
}

}  // namespace

std::optional<ErrorWord> error_from_word(std::string_view text) {
    for (const auto& each : errors)
        if (each.word == text) return each.error;
    return std::nullopt;
}

std::string_view word(ErrorWord error) { return row(error).word; }
unsigned status(ErrorWord error) { return row(error).status; }

// Apart from the table: only the server says them, and the page, which reads the words, goes without.
std::string_view sentence(ErrorWord error) {
    switch (error) {
        case ErrorWord::bad_request:
            return "The request is not in the form that this address takes.";
        case ErrorWord::wrong_token:
            return "The token does not belong to this member.";
        case ErrorWord::other_site:
            return "Only the page of this server may ask for this.";
        case ErrorWord::unknown_path:
            return "There is nothing at this address.";
        case ErrorWord::unknown_member:
            return "This member is not in this room.";
        case ErrorWord::wrong_method:
            return "This address does not take this method.";
        case ErrorWord::request_timeout:
            return "The request came too slowly.";
        case ErrorWord::room_full:
            return "All seats of this room are taken.";
        case ErrorWord::too_large:
            return "The request is too large.";
        case ErrorWord::wrong_type:
            return "The request must have the Content-Type application/json.";
        case ErrorWord::too_fast:
            return "Too much in a short time.";
        case ErrorWord::mailbox_full:
            return "A recipient has too much waiting mail.";
        case ErrorWord::headers_too_large:
            return "The request's headers are too large.";
        case ErrorWord::server_error:
            return "The server made a mistake.";
        case ErrorWord::unknown_coding:
            return "The request's Transfer-Encoding is not known here.";
        case ErrorWord::server_full:
            return "The server is full.";
        case ErrorWord::unavailable:
            return "The rooms cannot be reached for a moment.";
    }
    return "";
}

std::string encode(ErrorWord error) { return JsonWriter().field("error", word(error)).field("message", sentence(error)).done(); }

std::optional<ErrorWord> decode_error(std::string_view bytes) {
    const JsonText json(bytes);
    const auto text = json.text("error", 64);
    if (!text) return std::nullopt;
    return error_from_word(*text);
}

}  // namespace protocol
