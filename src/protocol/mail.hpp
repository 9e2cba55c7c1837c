// The words between a browser and the server: who sits in which room, and letters that the server cannot read. The
// content of a letter is `talk.hpp`'s affair. The bytes are described in docs/protocol.md.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "protocol/ids.hpp"

namespace protocol {

// Limits on which both sides agree. A decoder refuses what exceeds them.
inline constexpr std::size_t max_seal_letters = 64 * 1024;  // base64url letters of one sealed body: a long description is 12 KB
inline constexpr std::size_t max_hello_letters = 2 * 1024;  // base64url letters of a sealed hello: a name and little else
inline constexpr std::size_t max_letters_per_post = 64;
inline constexpr std::size_t max_mailboxes_per_stream = 32;  // tabs of one browser that one stream serves
inline constexpr std::size_t max_room_seats = 64;
inline constexpr std::size_t max_ice_servers = 8;  // and addresses of one
inline constexpr std::size_t max_ice_bytes = 256;  // of one address, user name or credential

// The reasons for which the server refuses a request. Each has a stable word on the wire (docs/protocol.md).
enum class ErrorWord {
    bad_request,        // 400: the body is not what this endpoint takes
    wrong_token,        // 403: the token is not the one that this member joined with
    other_site,         // 403: another website asks in its visitor's browser
    unknown_path,       // 404
    unknown_member,     // 404: no such member in that room (never was, left, or expired)
    wrong_method,       // 405
    request_timeout,    // 408: headers or body came too slowly
    room_full,          // 409: all seats of the room are taken
    too_large,          // 413: the body is over the limit
    wrong_type,         // 415: the body is not declared as application/json
    too_fast,           // 429: more than one member, room or address may, for now
    mailbox_full,       // 429: a recipient has not fetched its waiting mail
    headers_too_large,  // 431
    server_error,       // 500: our fault
    unknown_coding,     // 501: a transfer coding other than chunked
    server_full,        // 503: no more rooms, streams or memory on this server
    unavailable,        // 503: the rooms, which several servers share, cannot be reached for now
};

// A place in a room, and the proof that it is the asker's own.
struct Seat {
    RoomId room;
    MemberId member;
    Token token;
};

// POST /api/look: who is in the room, without joining it.
struct LookRequest {
    RoomId room;
};

// A member and its hello, sealed for everybody who holds the link.
struct Present {
    MemberId member;
    std::string hello;
};

struct LookAnswer {
    std::uint32_t seats = 0;  // how many members the room holds at most
    std::vector<Present> present;
};

// POST /api/join. Repeating it with the same token is harmless: it renews the stay and answers anew.
struct JoinRequest {
    Seat seat;
    std::string hello;
};

// A STUN or TURN server: RTCIceServer of WebRTC section 4.2.
struct IceServer {
    std::vector<std::string> urls;  // stun: (RFC 7064) or turn: (RFC 7065)
    std::string username = {};      // for turn
    std::string credential = {};    // for turn
};

// It relays for whoever has a credential.
inline bool is_relay(const IceServer& server) {
    return std::any_of(server.urls.begin(), server.urls.end(), [](const auto& url) { return url.compare(0, 4, "turn") == 0; });
}

struct JoinAnswer {
    std::uint64_t after = 0;  // the number of the last delivery before this stay: receive what comes after it
    std::uint32_t seats = 0;
    std::vector<Present> present;     // the others, in the order in which they came
    std::vector<IceServer> ice = {};  // relays without credentials where nobody else is present
    std::uint32_t ice_seconds = 0;    // how long the credentials are good; 0: there are none that end. Joining again brings new ones
};

struct Envelope {
    MemberId to;
    std::string body;  // sealed
};

// POST /api/post: letters for others, and the receipt for those received.
struct PostRequest {
    Seat seat;
    std::uint64_t after = 0;  // every delivery up to this number has arrived and can be forgotten
    std::vector<Envelope> letters;
};

// A mailbox, and up to where its owner has read it.
struct Mailbox {
    Seat seat;
    std::uint64_t after = 0;
};

enum class Wait {
    stream,  // the answer stays open and brings each delivery as it comes
    poll,    // the answer ends with the first deliveries, or empty after a while
};

// POST /api/receive: the mail of one or more members (all tabs of one browser), one line each.
struct ReceiveRequest {
    Wait wait = Wait::stream;
    std::vector<Mailbox> mailboxes;
};

// POST /api/leave.
struct LeaveRequest {
    Seat seat;
};

// Why a member is no longer in the room.
enum class Departure {
    left,     // it said so
    expired,  // it stopped receiving
};

// With new credentials where there are relays, since one who was alone has none.
struct Joined {
    MemberId member;
    std::string hello;
    std::vector<IceServer> ice = {};  // as in the answer to join; empty where there is no relay
    std::uint32_t ice_seconds = 0;
};
struct Left {
    MemberId member;
    Departure how = Departure::left;
};
struct ReceivedEnvelope {
    MemberId from;
    std::string body;
};

// One numbered thing in one member's mailbox. Numbers rise by one.
struct Delivery {
    MemberId to;
    std::uint64_t number = 0;
    std::variant<Joined, Left, ReceivedEnvelope> what;
};

// The first line of every stream: it flows.
struct StreamOpen {};

// A mailbox of this stream that the server will not serve.
struct MailboxRefused {
    MemberId to;
    ErrorWord why = ErrorWord::unknown_member;
};

using MailLine = std::variant<StreamOpen, Delivery, MailboxRefused>;

}  // namespace protocol
