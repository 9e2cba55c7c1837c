// The identity of a member: the public half of its browser's signing key, and the bytes that signatures are over. Makes no signature
// itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "protocol/ids.hpp"

namespace protocol {

// Ed25519 (RFC 8032), or ECDSA on P-256 with SHA-256 (FIPS 186-5) where a browser lacks the former.
enum class Scheme { ed25519, p256 };

inline constexpr std::size_t ed25519_key_bytes = 32;  // RFC 8032 section 5.1.5
inline constexpr std::size_t p256_key_bytes = 65;     // the uncompressed point of SEC 1 section 2.3.3
inline constexpr std::size_t signature_bytes = 64;    // of both schemes

struct Identity {
    Scheme scheme = Scheme::ed25519;
    std::string key;  // raw: 32 or 65 bytes

    friend bool operator==(const Identity& a, const Identity& b) { return a.scheme == b.scheme && a.key == b.key; }
    friend bool operator!=(const Identity& a, const Identity& b) { return !(a == b); }
};

// The bytes that the signature of a member's hello is over (docs/protocol.md, "Signatures").
std::string hello_transcript(const RoomId& room, const MemberId& member, std::string_view hello);

// Which two members a letter goes between, as they introduced themselves: their hellos hold keys, epochs and fresh values, so
// that no letter fits another room, pair or moment.
struct Passage {
    RoomId room;
    MemberId from;
    MemberId to;
    std::string from_hello;
    std::string to_hello;
};

// The bytes that a letter's signature is over.
std::string letter_transcript(const Passage& passage, std::uint64_t counter, std::string_view content);

// `number` in eight bytes, the highest first.
std::string big_endian(std::uint64_t number);

// `text` with its length in front, so that what stands beside it cannot move over the border.
std::string counted(std::string_view text);

template <class Tag>
std::string bytes_of(const Id<Tag>& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

}  // namespace protocol
