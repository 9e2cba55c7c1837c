// The rules of a room, signed by its host, and the proof that they are the host's (docs/protocol.md, "the access policy"). Plain
// values; clients enforce them elsewhere (client/access/policy.hpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/identity.hpp"
#include "protocol/ids.hpp"

namespace protocol {

inline constexpr std::size_t max_grants = 8;        // how often the role can be handed on before the room moves
inline constexpr std::size_t max_listed_keys = 64;  // of a list: as many as a room has seats; the oldest goes
inline constexpr std::size_t max_tickets = 16;      // that rules name; the oldest goes
inline constexpr std::size_t max_rules_bytes = 16 * 1024;
inline constexpr std::size_t max_chain_bytes = 144 * 1024;
inline constexpr std::size_t secret_bytes = 16;
inline constexpr std::size_t secret_letters = 22;

// The door as newcomers find it. Those whose keys are listed as admitted come in either way.
enum class Door {
    open,
    knock,   // they wait until the host lets them in
    locked,  // they wait until the host opens
};

// A ticket that the host has made, as its rules name it: its holder need not wait at the door.
struct IssuedTicket {
    TicketHash hash;
    std::uint64_t ends = 0;  // seconds since 1970, by the host's clock; 0: never
    bool once = false;       // it lets in one key
    bool used = false;       // and has
    friend bool operator==(const IssuedTicket&, const IssuedTicket&) = default;
};

// `ended`, too, where the rules do not name it, or do not any more.
enum class TicketState { good, ended, used };

// The rules as a host signs them.
struct Rules {
    std::uint64_t serial = 0;  // the greater one holds
    Nonce first_nonce;         // the nonce of the room's creation: the same after each move to a new secret
    Identity host_key;         // the host from now on
    Door door = Door::open;
    std::vector<std::string> admitted;  // raw keys
    std::vector<std::string> removed;
    std::optional<RoomId> log{};  // to which the log is bound, where the room has moved: its first id
    std::vector<IssuedTicket> tickets{};
};

// Rules, encoded, and their signature.
struct Delegation {
    std::string rules;
    std::string signature;  // raw: signature_bytes
};

// A policy chain. The room's secret is the hash of its founder's key and a nonce, so everybody with the link can tell who
// made it. The first grant is signed by the founder, each further one by the host whom the one before names.
struct PolicyChain {
    Identity founder;
    Nonce nonce;
    std::vector<Delegation> grants;
};

// A policy chain on its way: encoded, passed on as it is.
struct EncodedChain {
    std::string text;
    std::optional<Ticket> ticket{};  // the sender's; said to the host alone
};

// The room goes on under another secret, which the host has founded; who is not told stays behind.
struct Move {
    std::string secret;  // as in the link
    std::string chain;
};

// A signature to be checked.
struct SignedWords {
    Identity signer;
    std::string transcript;
    std::string signature;
};

// The bytes whose hash is the secret (the first 128 bits of SHA-256).
std::string founding_transcript(const Identity& founder, const Nonce& nonce);

// The bytes that the signature of rules is over.
std::string rules_transcript(const Nonce& nonce, std::string_view rules);

TicketHash hash_of(const Ticket& ticket);

class JsonReader;
class JsonWriter;

// Their fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const EncodedChain&);
void write(JsonWriter& json, const Move&);
std::optional<EncodedChain> read_chain(const JsonReader& json);
std::optional<Move> read_move(const JsonReader& json);

}  // namespace protocol
