// WebCrypto for the capabilities: SHA-256, and its answer to a malformed request.
#pragma once

#include <string>

#include "browser/js/js.hpp"

namespace browser::keys {

// WebCrypto refuses only requests that are malformed; such a fault of ours stops the module.
void impossible(const val& error);

// A promise of the SHA-256 hash.
val digest(const std::string& bytes);

// The secret of the room that is founded by what was hashed.
std::string room_secret(const val& hash);

}  // namespace browser::keys
