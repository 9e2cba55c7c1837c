#include "browser/keys/web_crypto.hpp"

#include <cassert>

#include "protocol/access.hpp"
#include "protocol/ids.hpp"

namespace browser::keys {

void impossible(const val&) { assert(false && "WebCrypto refused a well-formed request"); }

val digest(const std::string& bytes) { return val::global("crypto")["subtle"].call<val>("digest", js("SHA-256"), to_bytes(bytes)); }

std::string room_secret(const val& hash) {
    const auto bytes = from_bytes(hash);
    return protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(bytes.data()), protocol::secret_bytes);
}

}  // namespace browser::keys
