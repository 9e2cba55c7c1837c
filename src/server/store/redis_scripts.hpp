// The steps that change what several servers share. Each is a script that Redis runs whole, so that nothing comes between its questions and
// its writes; all ask before the first write, since Redis takes nothing back. docs/architecture.md says which keys there are.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include "server/limits.hpp"

namespace server::store {

enum class Script { join, post, open, read, close, leave, beat };
inline constexpr std::size_t script_count = 7;

// Letters of a node's name, with which a reader begins; behind them come a colon and a name that this reader keeps over all of its node's
// connections.
inline constexpr std::size_t node_letters = 12;
// The most deliveries that one answer brings.
inline constexpr std::size_t mail_at_once = 64;
// The cost of keeping a delivery, besides its bytes.
inline constexpr std::size_t mail_overhead = 64;

// The scripts in the order of their names, with these limits in them. A node counts as dead that gave no sign of life for `lease`.
std::array<std::string, script_count> redis_scripts(const Limits& limits, Millis lease);

}  // namespace server::store
