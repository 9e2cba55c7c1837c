#include "browser/seal.hpp"

#include <cassert>
#include <cstring>

#include "protocol/mail.hpp"

namespace browser {
namespace {

constexpr std::size_t nonce_bytes = 12;  // NIST SP 800-38D: random nonces of 96 bits are good for 2^32 letters under one key
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t counter_bytes = 8;
constexpr const char* version = "tincan/1";

val text_bytes(const std::string& text) { return to_bytes(text); }

val hkdf(const std::string& info) {
    return object({{"name", js("HKDF")}, {"hash", js("SHA-256")}, {"salt", text_bytes(version)}, {"info", text_bytes(info)}});
}

std::string id_bytes(const protocol::MemberId& id) { return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}; }

std::string big_endian(std::uint64_t number) {
    std::string bytes(counter_bytes, '\0');
    for (std::size_t i = counter_bytes; i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 255);
    return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
    return number;
}

// WebCrypto refuses only what we ask for wrongly; such a fault of ours stops the module.
void impossible(const val&) { assert(false && "WebCrypto refused a well-formed request"); }

}  // namespace

Seal::Seal() : subtle_(val::global("crypto")["subtle"]), key_(val::undefined()) {}

void Seal::derive(const std::string& room_name, const std::string& secret, Function<void(protocol::RoomId)> done) {
    const auto raw = protocol::from_base64url(secret);
    assert(raw);
    const val usages = array({js("deriveBits"), js("deriveKey")});
    const val imported = subtle_.call<val>("importKey", js("raw"), to_bytes(*raw), js("HKDF"), val(false), usages);
    pending_.settle(
        imported,
        [this, room_name, done = std::move(done)](val secret_key) {
            const val aes = object({{"name", js("AES-GCM")}, {"length", val(256)}});
            const val jobs = array({subtle_.call<val>("deriveBits", hkdf("room id/" + room_name), secret_key, val(128)),
                                    subtle_.call<val>("deriveKey", hkdf("mail key/" + room_name), secret_key, aes, val(false),
                                                      array({js("encrypt"), js("decrypt")}))});
            pending_.settle(
                val::global("Promise").call<val>("all", jobs),
                [this, done](val derived) {
                    const auto bits = from_bytes(derived[0]);
                    std::memcpy(room_.bytes.data(), bits.data(), room_.bytes.size());
                    key_ = derived[1];
                    done(room_);
                },
                impossible);
        },
        impossible);
}

void Seal::seal(protocol::MemberId from, protocol::MemberId to, std::uint64_t counter, const std::string& content,
                Function<void(std::string)> done) {
    const auto nonce = random_bytes(nonce_bytes);
    const val sealed = subtle_.call<val>("encrypt", parameters(nonce, from, to), key_, to_bytes(big_endian(counter) + content));
    pending_.settle(
        sealed,
        [nonce, done = std::move(done)](val ciphertext) {
            const auto body = nonce + from_bytes(ciphertext);
            done(protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(body.data()), body.size()));
        },
        impossible);
}

void Seal::open(protocol::MemberId from, protocol::MemberId to, const std::string& body, Function<void(std::optional<Opened>)> done) {
    const auto ticket = next_ticket_++;
    const auto raw = protocol::from_base64url(body);
    if (!raw || raw->size() < nonce_bytes + counter_bytes + tag_bytes)
        return in_turn(ticket, [done = std::move(done)] { done(std::nullopt); });
    const auto nonce = raw->substr(0, nonce_bytes);
    const val opened =
        subtle_.call<val>("decrypt", parameters(nonce, from, to), key_, to_bytes(std::string_view(*raw).substr(nonce_bytes)));
    pending_.settle(
        opened,
        [this, ticket, done](val plain) {
            const auto bytes = from_bytes(plain);
            Opened letter{from_big_endian(std::string_view(bytes).substr(0, counter_bytes)), bytes.substr(counter_bytes)};
            in_turn(ticket, [done, letter = std::move(letter)] { done(letter); });
        },
        [this, ticket, done](const val&) { in_turn(ticket, [done] { done(std::nullopt); }); });
}

val Seal::parameters(const std::string& nonce, protocol::MemberId from, protocol::MemberId to) const {
    const std::string room(reinterpret_cast<const char*>(room_.bytes.data()), room_.bytes.size());
    const auto bound = version + room + id_bytes(from) + id_bytes(to);
    return object({{"name", js("AES-GCM")}, {"iv", to_bytes(nonce)}, {"additionalData", to_bytes(bound)}});
}

void Seal::in_turn(std::uint64_t ticket, Function<void()> report) {
    reports_.emplace(ticket, std::move(report));
    while (!reports_.empty() && reports_.begin()->first == next_report_) {
        ++next_report_;
        const auto next = std::move(reports_.begin()->second);
        reports_.erase(reports_.begin());
        next();
    }
}

}  // namespace browser
