// How a STUN or TURN server answered a question of the browser's.
#pragma once

#include <cstdint>

namespace client::network {

// How asking one server ended: with a candidate of the wanted kind, or the browser ended its search without one (`end` of candidates), or
// neither came in time, or the browser could not ask at all.
enum class Gathered : std::uint8_t { found, ended, nothing };
struct IceAnswer {
    Gathered how = Gathered::nothing;
    bool refused = false;  // the browser reported an error meanwhile (icecandidateerror)
    double ms = 0;         // since it was asked
};

}  // namespace client::network
