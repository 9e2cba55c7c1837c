#include "protocol/wire_identity.hpp"

namespace protocol {
namespace {

std::string_view word(Scheme scheme) { return scheme == Scheme::ed25519 ? "ed25519" : "p256"; }

}  // namespace

std::string letters_of(std::string_view bytes) { return to_base64url(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()); }

std::optional<std::string> read_bytes(const JsonReader& json, const char* key, std::size_t count) {
    const auto letters = json.text(key, 2 * count);
    auto bytes = letters ? from_base64url(*letters) : std::nullopt;
    return bytes && bytes->size() == count ? bytes : std::nullopt;
}

JsonWriter& write(JsonWriter& json, const Identity& identity) {
    return json.field("scheme", word(identity.scheme)).field("key", letters_of(identity.key));
}

std::optional<Identity> read_identity(const JsonReader& json) {
    const auto scheme = json.text("scheme", 16);
    if (!scheme || (*scheme != word(Scheme::ed25519) && *scheme != word(Scheme::p256))) return std::nullopt;
    const bool short_key = *scheme == word(Scheme::ed25519);
    auto key = read_bytes(json, "key", short_key ? ed25519_key_bytes : p256_key_bytes);
    if (!key) return std::nullopt;
    return Identity{short_key ? Scheme::ed25519 : Scheme::p256, std::move(*key)};
}

}  // namespace protocol
