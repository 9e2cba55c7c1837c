// Ids from the browser's cryptographic generator.
#pragma once

#include <cstring>

#include "browser/js/js.hpp"

namespace browser {

// `Id` has an array of `bytes`.
template <class Id>
Id random_id() {
    Id id;
    const auto bytes = random_bytes(id.bytes.size());
    std::memcpy(id.bytes.data(), bytes.data(), bytes.size());
    return id;
}

}  // namespace browser
