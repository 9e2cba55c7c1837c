// News of the call.
#pragma once

#include <optional>
#include <variant>

#include "client/ids.hpp"
#include "protocol/call.hpp"

namespace client::call {

struct StatusChanged {  // our part in the call
    protocol::Status status;
};
// The devices that are to be on in the call that we are in, or will be in as soon as we are inside.
struct Intent {
    bool microphone = false;
    bool camera = false;
    bool muted = false;
    friend bool operator==(const Intent&, const Intent&) = default;
};
struct IntentChanged {
    std::optional<Intent> intent;  // nothing: no call
};
struct StatusHeard {  // a member's
    MemberId member;
    protocol::Status status;
};
// The call's needs of the connection to a member.
struct MediaExpected {
    MemberId peer;
    bool transceivers = false;  // a call is on, here or there
    bool arrives = false;       // voice or a picture has to come from it all the time
};

using News = std::variant<StatusChanged, IntentChanged, StatusHeard, MediaExpected>;

}  // namespace client::call
