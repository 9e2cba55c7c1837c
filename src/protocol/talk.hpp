// The words between two members, of every capability: what a sealed letter holds, and what travels over the data channel `talk` once it
// is open. The author of a word is never written in it: it is whoever the letter or the channel comes from.
#pragma once

#include <cstddef>
#include <variant>
#include <vector>

#include "protocol/access.hpp"
#include "protocol/call.hpp"
#include "protocol/entry.hpp"
#include "protocol/mesh.hpp"
#include "protocol/profile.hpp"
#include "protocol/trust.hpp"
#include "protocol/typing.hpp"

namespace protocol {

inline constexpr std::size_t max_signals_per_letter = 32;
inline constexpr std::size_t max_talk_bytes = 256 * 1024;  // the smallest message size that both engines take whole

// Signaling between two members, and the rules that say who may connect. Travels as sealed letters, and over `talk` once that is
// open.
using Signal = std::variant<Description, Candidate, RequestOffer, Tampered, EncodedChain>;

using Talk = std::variant<Heads, Digest, Read, EntriesWanted, Entries, Status, Signal, Bye, Commit, Reveal, Move, Reach, RelayRequest,
                          Typing, Shown, Gesture, MuteRequest, Caption, Profile>;

// The content of one letter: signals, and in one that a member relays also entries, heads and statuses.
using Signals = std::vector<Talk>;

}  // namespace protocol
