// The question of the connection diagnostics to the STUN and TURN servers that the server named (web/surface/diagnosis.js, IceFinding).
#pragma once

#include "browser/js/js.hpp"
#include "browser/mesh/connections.hpp"

namespace browser::network {

// A promise of an IceFinding. `kind`: stun, turn_udp, turn_tcp or turn_tls. `servers`: nothing before they are known.
val check_ice(const val& kind, const mesh::Connections::Servers& servers);

}  // namespace browser::network
