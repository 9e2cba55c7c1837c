// The states of the room as values for the page (web/surface/room.js).
#pragma once

#include "browser/js/js.hpp"
#include "client/room/orders.hpp"

namespace browser::room {

val to_js(const client::room::ShowArrival& order);
val to_js(const client::room::ShowRoom& order);

}  // namespace browser::room
