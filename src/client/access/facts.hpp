// Facts of who may come in: what the host decides, and what became of the signed rules.
#pragma once

#include <cstdint>
#include <variant>

#include "client/ids.hpp"
#include "protocol/access.hpp"

namespace client::access {

// Decisions of the host.
struct DoorChosen {
    protocol::Door door = protocol::Door::open;
};
struct KnockAnswered {
    MemberId member;
    bool in = false;
};
struct RemovalChosen {
    MemberId member;
    protocol::Nonce founding;  // of the room as it goes on without that person
};
struct RoleHanded {
    MemberId member;
};
// A link is to be made that lets past the door.
struct TicketWanted {
    protocol::Ticket ticket;  // random
    std::uint64_t ends = 0;   // seconds since 1970; 0: never
    bool once = false;        // for one person
};
struct RulesSigned {
    protocol::Nonce nonce;
    protocol::Delegation grant;
};
struct PolicyChainChecked {
    std::uint32_t ask = 0;
    bool good = false;
};

using Fact = std::variant<DoorChosen, KnockAnswered, RemovalChosen, RoleHanded, TicketWanted, RulesSigned, PolicyChainChecked>;

}  // namespace client::access
