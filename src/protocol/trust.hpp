// The people a browser knows, and the words by which two members make sure of each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "protocol/identity.hpp"

namespace protocol {

inline constexpr std::size_t max_pinned_name_bytes = 2048;  // 32 characters, decomposed: at worst 18 of them each (U+FDFA)

enum class Decision {
    seen,      // was here before
    verified,  // safety codes were compared, and were the same
    doubted,   // they were not
};

// By which a browser remembers a person whom it met. It never leaves the browser; it is written in the same words as what does. One key
// may have several names, each with a pin of its own, and one regard.
struct Pin {
    Identity identity;
    std::string name;  // in Unicode normalisation form KD
    Decision regard = Decision::seen;
    std::uint64_t seen_at = 0;  // ms since 1970
    std::uint64_t days = 1;     // on so many they were met
};

// Comparing safety codes (docs/protocol.md): the hash that binds me to my nonce, and then the nonce.
struct Commit {
    std::string hash;  // raw: hash_bytes
};
struct Reveal {
    std::string nonce;  // raw: safety_nonce_bytes
};

class JsonReader;
class JsonWriter;

// Their fields in JSON, `is` among them; and back, where `is` was read: nothing where a field is missing or bad.
void write(JsonWriter& json, const Commit&);
void write(JsonWriter& json, const Reveal&);
std::optional<Commit> read_commit(const JsonReader& json);
std::optional<Reveal> read_reveal(const JsonReader& json);

}  // namespace protocol
