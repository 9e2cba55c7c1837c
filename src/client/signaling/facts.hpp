// Facts of the mail that goes through the server: answers to requests, letters, and the stream that one tab of this browser, the leader,
// holds for all of them.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "client/members/facts.hpp"
#include "protocol/mail.hpp"

namespace client::signaling {

enum class Request { look, join, post };

enum class Trouble {
    unreachable,  // no answer, or none that is ours
    given_up,     // by Redial
    refused,      // our mistake or theirs: repeating it does not help
    unknown_member,
    wrong_token,
    room_full,
    server_full,
    too_fast,
};

struct LookAnswered {
    std::uint32_t seats = 0;
    std::vector<members::Introduction> present;
};
struct Admitted {
    std::uint64_t after = 0;
    std::uint32_t seats = 0;
    std::vector<members::Introduction> present;
    std::vector<protocol::IceServer> ice = {};
    std::uint32_t ice_seconds = 0;
};
struct RequestFailed {
    Request what = Request::join;
    Trouble why = Trouble::unreachable;
};
// The letters in hand were taken by the server.
struct PostTaken {};
// A letter was opened, and its signature is the sender's.
struct EnvelopeOpened {
    MemberId from;
    std::uint64_t counter = 0;
    std::string content;
    unsigned outdated = 0;  // as it was ordered
};
// A letter or a hello did not open, or its signature is not that of whose name it bears: forged, damaged, or for somebody else.
struct EnvelopeBroken {
    MemberId from;
    std::string body{};           // of a letter; "" for a hello
    protocol::Passage passage{};  // by which it was tried
    unsigned outdated = 0;        // as it was ordered
};
struct LeaderChosen {};    // it is this tab
struct MailboxAnnounced {  // another tab wants the leader to fetch its mail
    protocol::Mailbox mailbox;
};
struct MailboxesAsked {};  // a new leader asks every tab for its mailbox
struct MailboxClosed {     // the tab of that mailbox closed or died
    MemberId member;
};
struct StreamLine {
    std::uint32_t stream = 0;
    std::string line;
};
struct StreamEnded {
    std::uint32_t stream = 0;
    bool refused = false;  // the server knows none of the mailboxes
};
struct LineForwarded {  // the leader hands on a line that is for this tab
    std::string line;
};

using Fact = std::variant<LookAnswered, Admitted, RequestFailed, PostTaken, EnvelopeOpened, EnvelopeBroken, LeaderChosen, MailboxAnnounced,
                          MailboxesAsked, MailboxClosed, StreamLine, StreamEnded, LineForwarded>;

}  // namespace client::signaling
