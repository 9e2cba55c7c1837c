#include "protocol/access.hpp"

#include <cstring>
#include <utility>

#include "protocol/sha256.hpp"
#include "protocol/wire.hpp"
#include "protocol/wire_identity.hpp"

namespace protocol {
namespace {

constexpr std::string_view founding_head{"tincan/1 founding\0", 18};
constexpr std::string_view rules_head{"tincan/1 rules\0", 15};
constexpr std::string_view ticket_head{"tincan/1 ticket\0", 16};

constexpr std::string_view doors[]{"open", "knock", "locked"};

std::vector<std::string> lettered(const std::vector<std::string>& keys) {
    std::vector<std::string> letters;
    letters.reserve(keys.size());
    for (const auto& key : keys) letters.push_back(letters_of(key));
    return letters;
}

std::optional<std::vector<std::string>> read_keys(const JsonReader& json, const char* key) {
    auto keys = json.texts(key, max_listed_keys, 2 * p256_key_bytes);
    if (!keys) return std::nullopt;
    for (auto& each : *keys) {
        auto bytes = from_base64url(each);
        if (!bytes || (bytes->size() != ed25519_key_bytes && bytes->size() != p256_key_bytes)) return std::nullopt;
        each = std::move(*bytes);
    }
    return keys;
}

std::optional<IssuedTicket> read_ticket(const JsonReader& json) {
    const auto hash = json.id<TicketHash>("hash");
    const auto ends = json.whole("ends");
    const auto once = json.flag("once");
    const auto used = json.flag("used");
    if (!hash || !ends || !once || !used) return std::nullopt;
    return IssuedTicket{*hash, *ends, *once, *used};
}

}  // namespace

std::string founding_transcript(const Identity& founder, const Nonce& nonce) {
    return std::string(founding_head).append(counted(founder.key)).append(bytes_of(nonce));
}

std::string rules_transcript(const Nonce& nonce, std::string_view rules) {
    return std::string(rules_head).append(bytes_of(nonce)).append(rules);
}

TicketHash hash_of(const Ticket& ticket) {
    const auto whole = Sha256().add(ticket_head).add(bytes_of(ticket)).finish();
    TicketHash hash;
    std::memcpy(hash.bytes.data(), whole.data(), id_bytes);
    return hash;
}

std::string encode(const Rules& rules) {
    JsonWriter json;
    json.field("serial", rules.serial)
        .field("house", to_text(rules.first_nonce))
        .field("door", doors[static_cast<std::size_t>(rules.door)]);
    write(json, rules.host_key).texts("admitted", lettered(rules.admitted)).texts("removed", lettered(rules.removed));
    if (rules.log) json.field("log", to_text(*rules.log));
    if (!rules.tickets.empty())
        json.list("tickets", rules.tickets, [](JsonWriter& inner, const IssuedTicket& each) {
            inner.field("hash", to_text(each.hash)).field("ends", each.ends).field("once", each.once).field("used", each.used);
        });
    return json.done();
}

std::optional<Rules> decode_rules(std::string_view bytes) {
    const JsonText json(bytes);
    const auto serial = json.whole("serial");
    const auto first_nonce = json.id<Nonce>("house");
    auto host_key = read_identity(json);
    const auto door = json.text("door", 16);
    auto admitted = read_keys(json, "admitted");
    auto removed = read_keys(json, "removed");
    const auto log = json.has("log") ? json.id<RoomId>("log") : std::nullopt;
    auto tickets = json.has("tickets") ? json.list("tickets", max_tickets, read_ticket) : std::vector<IssuedTicket>();
    if (!tickets || !serial || !first_nonce || !host_key || !door || !admitted || !removed || json.has("log") != log.has_value())
        return std::nullopt;
    for (const auto each : {Door::open, Door::knock, Door::locked})
        if (*door == doors[static_cast<std::size_t>(each)])
            return Rules{*serial, *first_nonce,       std::move(*host_key), each, std::move(*admitted), std::move(*removed),
                         log,     std::move(*tickets)};
    return std::nullopt;
}

std::string encode(const PolicyChain& decoded) {
    JsonWriter json;
    return write(json, decoded.founder)
        .field("nonce", to_text(decoded.nonce))
        .list("grants", decoded.grants,
              [](JsonWriter& inner, const Delegation& grant) {
                  inner.field("rules", grant.rules).field("signature", letters_of(grant.signature));
              })
        .done();
}

std::optional<PolicyChain> decode_policy_chain(std::string_view bytes) {
    const JsonText json(bytes);
    auto founder = read_identity(json);
    const auto nonce = json.id<Nonce>("nonce");
    auto grants = json.list("grants", max_grants, [](const JsonReader& each) -> std::optional<Delegation> {
        auto rules = each.text("rules", max_rules_bytes);
        auto signature = read_bytes(each, "signature", signature_bytes);
        if (!rules || !signature) return std::nullopt;
        return Delegation{std::move(*rules), std::move(*signature)};
    });
    if (!founder || !nonce || !grants) return std::nullopt;
    return PolicyChain{std::move(*founder), *nonce, std::move(*grants)};
}

void write(JsonWriter& json, const EncodedChain& it) {
    json.field("is", "charter").field("charter", it.text);
    if (it.ticket) json.field("ticket", to_text(*it.ticket));
}
void write(JsonWriter& json, const Move& it) { json.field("is", "move").field("secret", it.secret).field("charter", it.chain); }

std::optional<EncodedChain> read_chain(const JsonReader& json) {
    auto text = json.text("charter", max_chain_bytes);
    const auto ticket = json.has("ticket") ? json.id<Ticket>("ticket") : std::nullopt;
    if (!text || json.has("ticket") != ticket.has_value()) return std::nullopt;
    return EncodedChain{std::move(*text), ticket};
}

std::optional<Move> read_move(const JsonReader& json) {
    auto secret = json.sealed("secret", secret_letters);
    auto chain = json.text("charter", max_chain_bytes);
    if (!secret || secret->size() != secret_letters || !chain) return std::nullopt;
    return Move{std::move(*secret), std::move(*chain)};
}

}  // namespace protocol
