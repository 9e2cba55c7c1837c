// Safety codes (docs/protocol.md): two members, or all of a room, compare them aloud to rule out an interceptor between them.
// This file lays out the bytes that are hashed; it hashes nothing itself.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "protocol/identity.hpp"
#include "protocol/ids.hpp"
#include "protocol/sha256.hpp"

namespace protocol {

inline constexpr std::size_t safety_nonce_bytes = 32;
inline constexpr std::size_t pair_code_bytes = 6;   // four words of 11 bits, or eight pictures of 6
inline constexpr std::size_t room_code_bytes = 12;  // twice as many

// `from` binds itself to its nonce by the hash of this, before it has seen the other's.
std::string commitment_transcript(const MemberId& from, const MemberId& to, std::string_view nonce);

// The record of one member in a code; `nonce` is "" in a room's. Behind it goes the fingerprint, SHA-256 in raw, of the certificate
// that the member's connection really uses (RFC 8122 section 5).
std::string safety_record(const MemberId& member, const Identity& identity, std::string_view nonce);

// The code is stretched from this: the same for all, in whatever order they look at each other. (Keys, certificates and the random
// ids of a stay are of one room already; that its address may change meanwhile makes no difference.)
std::string safety_transcript(const std::set<std::string>& records);

}  // namespace protocol
