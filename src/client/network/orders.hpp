// Orders of the network: questions to servers about it.
#pragma once

#include <variant>

#include "client/times.hpp"
#include "protocol/mail.hpp"

namespace client::network {

struct ProbeStun {  // -> ProbeAnswered, in any case, and not later than after `patience_ms`
    protocol::IceServer server;
    Millis patience_ms = 0;
};

using Order = std::variant<ProbeStun>;

}  // namespace client::network
