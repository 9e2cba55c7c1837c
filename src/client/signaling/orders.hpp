// Orders of the mail that goes through the server: requests, letters to be opened, and the part of this tab in fetching the mail of all.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "protocol/identity.hpp"
#include "protocol/mail.hpp"

namespace client::signaling {

struct Look {  // -> LookAnswered | RequestFailed
    RoomId room;
};
struct Join {  // -> Admitted | RequestFailed
    protocol::Seat seat;
    std::string hello;  // to be signed, and sealed for everybody
};
struct Leave {  // must go out even while the page closes; nothing comes back
    protocol::Seat seat;
};
struct OutgoingEnvelope {
    MemberId to;
    std::string to_hello;  // as that member introduced itself
    std::uint64_t counter = 0;
    std::string content;  // to be signed, and sealed for `to`
};
struct Post {  // -> PostTaken | RequestFailed
    protocol::Seat seat;
    std::string hello;  // as we introduced ourselves
    std::uint64_t after = 0;
    std::vector<OutgoingEnvelope> letters;
};
// Gives up the requests that the server has not answered, and sends all later ones over new connections: the old ones may have died
// unnoticed, and retry only after pauses that double (RFC 6298 section 5.5).
struct Redial {};
struct OpenEnvelope {  // -> EnvelopeOpened | EnvelopeBroken, in the order in which they were asked for
    protocol::Passage passage;
    std::string body;
    unsigned outdated = 0;  // 0: by what holds now; else the how manieth try by what held before
};
struct StandForLeader {  // -> LeaderChosen, at once or when the present leader's tab closes
    MemberId me;
};
struct AskMailboxes {};  // -> MailboxAnnounced by every other tab
struct AnnounceMailbox {
    protocol::Mailbox mailbox;
};
struct WatchTab {  // -> MailboxClosed when that tab is no more
    MemberId member;
};
struct OpenStream {  // ends the earlier one; -> StreamLine..., StreamEnded
    std::uint32_t stream = 0;
    protocol::ReceiveRequest request;
};
struct StepDown {};   // no longer: ends the stream, lets another tab lead
struct ForwardLine {  // a line for another tab of this browser
    MemberId to;
    std::string line;
};

using Order = std::variant<Look, Join, Leave, Post, Redial, OpenEnvelope, StandForLeader, AskMailboxes, AnnounceMailbox, WatchTab,
                           OpenStream, StepDown, ForwardLine>;

}  // namespace client::signaling
