// Facts: events outside, told to the client core. Past tense, plain values, no handles. A fact may come late or twice; the
// session decides what it still means. Each capability has its own, in its own folder.
#pragma once

#include <variant>

#include "client/access/facts.hpp"
#include "client/call/facts.hpp"
#include "client/conversation/facts.hpp"
#include "client/files/facts.hpp"
#include "client/members/facts.hpp"
#include "client/mesh/facts.hpp"
#include "client/network/facts.hpp"
#include "client/room/facts.hpp"
#include "client/signaling/facts.hpp"
#include "client/trust/facts.hpp"

namespace client {

// Made from any fact of any group: `Fact fact = network::Tick{}`.
using Fact = std::variant<room::Fact, signaling::Fact, members::Fact, mesh::Fact, access::Fact, trust::Fact, conversation::Fact, call::Fact,
                          files::Fact, network::Fact>;

}  // namespace client
