#include "protocol/trust.hpp"

#include <string_view>
#include <utility>

#include "protocol/safety.hpp"
#include "protocol/wire.hpp"
#include "protocol/wire_identity.hpp"

namespace protocol {
namespace {

constexpr std::string_view regards[]{"seen", "verified", "doubted"};

}  // namespace

void write(JsonWriter& json, const Commit& it) { json.field("is", "commit").field("hash", letters_of(it.hash)); }
void write(JsonWriter& json, const Reveal& it) { json.field("is", "reveal").field("nonce", letters_of(it.nonce)); }

std::optional<Commit> read_commit(const JsonReader& json) {
    auto hash = read_bytes(json, "hash", hash_bytes);
    if (!hash) return std::nullopt;
    return Commit{std::move(*hash)};
}

std::optional<Reveal> read_reveal(const JsonReader& json) {
    auto nonce = read_bytes(json, "nonce", safety_nonce_bytes);
    if (!nonce) return std::nullopt;
    return Reveal{std::move(*nonce)};
}

std::string encode(const Pin& pin) {
    JsonWriter json;
    return write(json, pin.identity)
        .field("name", pin.name)
        .field("regard", regards[static_cast<std::size_t>(pin.regard)])
        .field("seen_at", pin.seen_at)
        .field("days", pin.days)
        .done();
}

std::optional<Pin> decode_pin(std::string_view bytes) {
    const JsonText json(bytes);
    auto identity = read_identity(json);
    auto name = json.text("name", max_pinned_name_bytes);
    const auto regard = json.text("regard", 16);
    const auto seen_at = json.whole("seen_at");
    if (!identity || !name || !regard || !seen_at) return std::nullopt;
    for (const auto each : {Decision::seen, Decision::verified, Decision::doubted})
        if (*regard == regards[static_cast<std::size_t>(each)])
            return Pin{std::move(*identity), std::move(*name), each, *seen_at, json.whole("days").value_or(1)};
    return std::nullopt;
}

}  // namespace protocol
