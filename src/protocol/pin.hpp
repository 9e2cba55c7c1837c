// A pin, by which a browser remembers a person whom it met: their key, a name that they said, and how they are regarded. It never leaves
// the browser; it is written in the same words as what does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "protocol/identity.hpp"

namespace protocol {

inline constexpr std::size_t max_pinned_name_bytes = 2048;  // 32 characters, decomposed: at worst 18 of them each (U+FDFA)

enum class Regard {
    seen,      // was here before
    verified,  // safety codes were compared, and were the same
    doubted,   // they were not
};

// One key may have several names, each with a pin of its own, and one regard.
struct Pin {
    Identity identity;
    std::string name;  // in Unicode normalisation form KD
    Regard regard = Regard::seen;
    std::uint64_t seen_at = 0;  // ms since 1970
};

}  // namespace protocol
