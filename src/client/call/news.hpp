// News of the call.
#pragma once

#include <variant>

#include "client/ids.hpp"
#include "protocol/call.hpp"

namespace client::call {

struct StatusChanged {  // our part in the call
    protocol::Status status;
};
struct StatusHeard {  // a member's
    MemberId member;
    protocol::Status status;
};
// What the call needs of the connection to a member.
struct MediaExpected {
    MemberId peer;
    bool transceivers = false;  // a call is on, here or there
    bool arrives = false;       // voice or a picture has to come from it all the time
};

using News = std::variant<StatusChanged, StatusHeard, MediaExpected>;

}  // namespace client::call
