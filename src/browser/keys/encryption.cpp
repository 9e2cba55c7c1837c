#include "browser/keys/encryption.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <cassert>
#include <cstring>

#include "browser/keys/web_crypto.hpp"
#include "client/room/spoken.hpp"
#include "protocol/wire.hpp"

using emscripten::EM_VAL;

// clang-format off
EM_JS(EM_VAL, tincan_deflate, (EM_VAL bytes), {
    return Emval.toHandle(deflate_bytes(Emval.toValue(bytes)));
});

// At most `most` bytes: anyone who holds the link could send a decompression bomb.
EM_JS(EM_VAL, tincan_inflate, (EM_VAL bytes, int most), {
    return Emval.toHandle(inflate_bytes(Emval.toValue(bytes), most));
});
// clang-format on

namespace browser::keys {
namespace {

constexpr std::size_t nonce_bytes = 12;  // NIST SP 800-38D: random nonces of 96 bits are good for 2^32 letters under one key
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t number_bytes = 8;
constexpr std::size_t head_bytes = number_bytes + protocol::signature_bytes + number_bytes;  // counter, signature, length
// Every letter is padded to one size, so that the server does not see which kind it is: a description takes 3 KB when it is deflated.
constexpr std::size_t letter_bytes = 4096;
constexpr std::size_t hello_bytes = 512;
// The first byte of a content says whether it was deflated; a content that fits as it is need not be.
constexpr char as_is = '=';
constexpr char squeezed = '-';
constexpr std::size_t small_bytes = letter_bytes - head_bytes - sizeof(as_is);
constexpr int most_inflated_bytes = 256 * 1024;
constexpr int stretching_rounds = 600'000;  // OWASP Password Storage Cheat Sheet (2023) for PBKDF2-HMAC-SHA-256
constexpr const char* version = "tincan/1";
// A hello is sealed for everybody who holds the link.
constexpr protocol::MemberId everybody{};

val text_bytes(const std::string& text) { return to_bytes(text); }

// In Unicode's normalization form C: one text has several spellings, and keyboards differ in which they write.
std::string composed(const std::string& text) { return text_of(js(text).call<val>("normalize")); }

// How WebCrypto is to derive something, with the one parameter that only this algorithm has.
val by(const char* algorithm, const std::string& salt, const char* parameter, val its_value) {
    return object({{"name", js(algorithm)}, {"hash", js("SHA-256")}, {"salt", text_bytes(salt)}, {parameter, std::move(its_value)}});
}

template <class AnyId>
std::string id_bytes(const AnyId& id) {
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

// Of one seal: what it is bound to (docs/protocol.md, "Letters").
val parameters(const protocol::RoomId& room, const std::string& nonce, protocol::MemberId from, protocol::MemberId to) {
    const auto bound = version + id_bytes(room) + id_bytes(from) + id_bytes(to);
    return object({{"name", js("AES-GCM")}, {"iv", to_bytes(nonce)}, {"additionalData", to_bytes(bound)}});
}

std::uint64_t from_big_endian(std::string_view bytes) {
    std::uint64_t number = 0;
    for (const char byte : bytes) number = (number << 8) | static_cast<unsigned char>(byte);
    return number;
}

}  // namespace

Encryption::Encryption() : subtle_(val::global("crypto")["subtle"]) {}

void Encryption::derive(const client::room::DeriveKeys& order, SharedFunction<void(protocol::RoomId)> done) {
    const auto serial = order.serial;
    if (!order.secret.empty()) {
        const auto raw = protocol::from_base64url(order.secret);
        assert(raw);
        return expand(serial, composed(order.name), to_bytes(*raw), std::move(done));
    }
    const auto name = client::room::heard(composed(order.name));
    import_key(text_bytes(client::room::heard(composed(order.passphrase))), "PBKDF2",
               [this, serial, name, done = std::move(done)](val key) {
                   const val slowly = by("PBKDF2", std::string(version) + "/" + name, "iterations", val(stretching_rounds));
                   pending_.settle(
                       subtle_.call<val>("deriveBits", slowly, key, val(128)),
                       [this, serial, name, done](val stretched) { expand(serial, name, stretched, done); }, impossible);
               });
}

void Encryption::import_key(const val& bytes, const char* algorithm, SharedFunction<void(val)> done) {
    const val usages = array({js("deriveBits"), js("deriveKey")});
    pending_.settle(subtle_.call<val>("importKey", js("raw"), bytes, js(algorithm), val(false), usages), std::move(done), impossible);
}

void Encryption::expand(std::uint32_t serial, const std::string& room_name, const val& secret,
                        SharedFunction<void(protocol::RoomId)> done) {
    import_key(secret, "HKDF", [this, serial, room_name, done = std::move(done)](val secret_key) {
        const auto hkdf = [&](const char* info) { return by("HKDF", version, "info", text_bytes(info + room_name)); };
        const val aes = object({{"name", js("AES-GCM")}, {"length", val(256)}});
        const val jobs =
            array({subtle_.call<val>("deriveBits", hkdf("room id/"), secret_key, val(128)),
                   subtle_.call<val>("deriveKey", hkdf("mail key/"), secret_key, aes, val(false), array({js("encrypt"), js("decrypt")}))});
        pending_.settle(
            val::global("Promise").call<val>("all", jobs),
            [this, serial, done](val derived) {
                const auto bits = from_bytes(derived[0]);
                auto& room = derived_[serial];
                std::memcpy(room.bytes.data(), bits.data(), room.bytes.size());
                keys_.insert_or_assign(room, derived[1]);
                done(room);
            },
            impossible);
    });
}

void Encryption::use(std::uint32_t serial) {
    room_ = derived_.at(serial);
    derived_.erase(derived_.begin(), derived_.upper_bound(serial));
}

void Encryption::identify(SharedFunction<void(protocol::Identity)> done, SharedFunction<void()> failed) {
    find_signing_key(
        pending_,
        [this, done = std::move(done)](SigningKey key) {
            signing_key_ = std::move(key);
            done(signing_key_.mine);
        },
        std::move(failed));
}

void Encryption::seal_hello(protocol::MemberId me, const std::string& hello, SharedFunction<void(std::string)> done) {
    seal(room_, me, everybody, {0, "", hello}, hello_bytes, protocol::hello_transcript(room_, me, hello), std::move(done));
}

void Encryption::seal_letter(const protocol::Passage& passage, const ReceivedEnvelope& letter, SharedFunction<void(std::string)> done) {
    const auto packed = [this, passage, counter = letter.counter, done = std::move(done)](std::string content) {
        const auto transcript = protocol::letter_transcript(passage, counter, content);
        seal(passage.room, passage.from, passage.to, {counter, "", std::move(content)}, letter_bytes, transcript, done);
    };
    if (letter.content.size() <= small_bytes) return packed(as_is + letter.content);
    pending_.settle(
        val::take_ownership(tincan_deflate(to_bytes(letter.content).as_handle())),
        [packed](val deflated) { packed(squeezed + from_bytes(deflated)); }, impossible);
}

void Encryption::seal(protocol::RoomId room, protocol::MemberId from, protocol::MemberId to, Sealed sealed, std::size_t size,
                      const std::string& transcript, SharedFunction<void(std::string)> done) {
    pending_.settle(
        sign(signing_key_, transcript),
        [this, room, from, to, sealed = std::move(sealed), size, done = std::move(done)](val signature) {
            const auto length = protocol::big_endian(sealed.content.size());
            auto plain = protocol::big_endian(sealed.counter) + from_bytes(signature) + length + sealed.content;
            plain.resize((plain.size() + size - 1) / size * size);
            const auto nonce = random_bytes(nonce_bytes);
            pending_.settle(
                subtle_.call<val>("encrypt", parameters(room, nonce, from, to), keys_.at(room), to_bytes(plain)),
                [nonce, done](val ciphertext) {
                    const auto body = nonce + from_bytes(ciphertext);
                    done(protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(body.data()), body.size()));
                },
                impossible);
        },
        impossible);
}

void Encryption::open_hello(protocol::MemberId member, const std::string& body, SharedFunction<void(std::optional<std::string>)> done) {
    const auto ticket = next_ticket_++;
    const auto report = [this, ticket, done = std::move(done)](std::optional<std::string> hello) {
        in_turn(ticket, [done, hello = std::move(hello)] { done(hello); });
    };
    unseal(room_, member, everybody, body, [this, room = room_, member, report](std::optional<Sealed> sealed) {
        const auto hello = sealed ? protocol::decode_hello(sealed->content) : std::nullopt;
        if (!hello) return report(std::nullopt);
        check(hello->identity, sealed->signature, protocol::hello_transcript(room, member, sealed->content),
              [report, content = sealed->content](bool good) { report(good ? std::optional(content) : std::nullopt); });
    });
}

void Encryption::open_letter(const protocol::Passage& passage, const std::string& body,
                             SharedFunction<void(std::optional<ReceivedEnvelope>)> done) {
    const auto ticket = next_ticket_++;
    const auto report = [this, ticket, done = std::move(done)](std::optional<ReceivedEnvelope> letter) {
        in_turn(ticket, [done, letter = std::move(letter)] { done(letter); });
    };
    unseal(passage.room, passage.from, passage.to, body, [this, passage, report](std::optional<Sealed> sealed) {
        const auto hello = protocol::decode_hello(passage.from_hello);
        if (!sealed || !hello) return report(std::nullopt);
        check(hello->identity, sealed->signature, protocol::letter_transcript(passage, sealed->counter, sealed->content),
              [this, report, sealed = *sealed](bool good) {
                  if (!good || sealed.content.empty()) return report(std::nullopt);
                  const auto packed = sealed.content.substr(1);
                  if (sealed.content[0] == as_is) return report(ReceivedEnvelope{sealed.counter, packed});
                  pending_.settle(
                      val::take_ownership(tincan_inflate(to_bytes(packed).as_handle(), most_inflated_bytes)),
                      [report, counter = sealed.counter](val content) {
                          report(ReceivedEnvelope{counter, from_bytes(content)});
                      },
                      [report](const val&) { report(std::nullopt); });
              });
    });
}

void Encryption::unseal(protocol::RoomId room, protocol::MemberId from, protocol::MemberId to, const std::string& body,
                        SharedFunction<void(std::optional<Sealed>)> done) {
    const auto raw = protocol::from_base64url(body);
    if (!raw || raw->size() < nonce_bytes + head_bytes + tag_bytes) return done(std::nullopt);
    pending_.settle(
        subtle_.call<val>("decrypt", parameters(room, raw->substr(0, nonce_bytes), from, to), keys_.at(room),
                          to_bytes(std::string_view(*raw).substr(nonce_bytes))),
        [done](val plain) {
            const auto bytes = from_bytes(plain);
            const std::string_view view(bytes);
            const auto length = from_big_endian(view.substr(head_bytes - number_bytes, number_bytes));
            if (length > bytes.size() - head_bytes) return done(std::nullopt);
            done(Sealed{from_big_endian(view.substr(0, number_bytes)), bytes.substr(number_bytes, protocol::signature_bytes),
                        bytes.substr(head_bytes, static_cast<std::size_t>(length))});
        },
        [done](const val&) { done(std::nullopt); });
}

void Encryption::check(const protocol::Identity& theirs, const std::string& signature, const std::string& transcript,
                       SharedFunction<void(bool)> done) {
    pending_.settle(
        verify(theirs, signature, transcript), [done](val good) { done(good.as<bool>()); }, impossible);
}

void Encryption::in_turn(std::uint64_t ticket, SharedFunction<void()> report) {
    reports_.emplace(ticket, std::move(report));
    while (!reports_.empty() && reports_.begin()->first == next_report_) {
        ++next_report_;
        const auto next = std::move(reports_.begin()->second);
        reports_.erase(reports_.begin());
        next();
    }
}

}  // namespace browser::keys
