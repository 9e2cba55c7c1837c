// Orders: the effects that the client core asks for, each performed in exactly one place outside. Imperative, plain values, no handles.
// Each capability has its own, in its own folder.
#pragma once

#include <variant>
#include <vector>

#include "client/access/orders.hpp"
#include "client/call/orders.hpp"
#include "client/conversation/orders.hpp"
#include "client/files/orders.hpp"
#include "client/members/orders.hpp"
#include "client/mesh/orders.hpp"
#include "client/network/orders.hpp"
#include "client/room/orders.hpp"
#include "client/signaling/orders.hpp"
#include "client/trust/orders.hpp"

namespace client {

// Made from any order of any group, as a fact is.
using Order = std::variant<room::Order, signaling::Order, members::Order, mesh::Order, access::Order, trust::Order, conversation::Order,
                           call::Order, files::Order, network::Order>;
using Orders = std::vector<Order>;

}  // namespace client
