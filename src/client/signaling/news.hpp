// News that came through the server, and of the server itself.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "client/members/facts.hpp"
#include "client/order.hpp"
#include "protocol/mail.hpp"
#include "protocol/talk.hpp"

namespace client::signaling {

struct Looked {  // who is inside, before we enter
    std::uint32_t seats = 0;
    std::vector<members::Introduction> present;
};
struct LetIn {
    std::uint32_t seats = 0;
    std::vector<members::Introduction> present;
    bool first = false;  // of this stay
};
struct EntryFailed {
    room::RoomTrouble why = room::RoomTrouble::none;
    bool final = true;  // false: it is tried again
};
struct MemberListed {  // the server counts it among those in the room
    MemberId member;
};
struct MemberGone {  // and no longer
    MemberId member;
    protocol::Departure how = protocol::Departure::left;
};
struct ServiceChanged {};  // whether the server answers, and our mail comes
// A sealed envelope of a member was opened, and is authentic.
struct EnvelopeFrom {
    MemberId from;
    std::vector<protocol::Talk> words;
};
// An envelope is to go through another member. `turn`: by which one, where there are several.
struct RelayWanted {
    MemberId to;
    std::uint64_t turn = 0;
    std::uint64_t counter = 0;
    std::string content;
};
struct ServersTold {  // that say and lend addresses, also relays that cannot be used yet
    std::vector<protocol::IceServer> servers;
};
struct ForgerySeen {  // in a member's name
    MemberId member;
};

using News =
    std::variant<Looked, LetIn, EntryFailed, MemberListed, MemberGone, ServiceChanged, EnvelopeFrom, RelayWanted, ServersTold, ForgerySeen>;

}  // namespace client::signaling
