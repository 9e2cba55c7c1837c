#include "browser/charters.hpp"

#include <cassert>

namespace browser {
namespace {

val key_of(const protocol::RoomId& room) { return js("tincan.charter." + protocol::to_text(room)); }

val digest(const std::string& bytes) { return val::global("crypto")["subtle"].call<val>("digest", js("SHA-256"), to_bytes(bytes)); }

// Of the room that is founded by what was hashed.
std::string secret_of(const val& hash) {
    const auto bytes = from_bytes(hash);
    return protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(bytes.data()), protocol::secret_bytes);
}

void impossible(const val&) { assert(false && "WebCrypto refused a well-formed request"); }

}  // namespace

Charters::Charters(const Seal& seal, Feed feed) : seal_(seal), feed_(feed), storage_(storage("localStorage")) {}

void Charters::perform(const client::room::Found& order) {
    pending_.settle(
        digest(order.transcript),
        [this, nonce = order.nonce](const val& hash) {
            feed_(client::room::Founded{nonce, secret_of(hash)});
        },
        impossible);
}

void Charters::perform(const client::access::SignRules& order) {
    pending_.settle(
        sign(seal_.signing_key(), protocol::rules_transcript(order.nonce, order.rules)),
        [this, order](const val& signature) {
            feed_(client::access::RulesSigned{order.nonce, {order.rules, from_bytes(signature)}});
        },
        impossible);
}

void Charters::perform(const client::access::CheckCharter& order) {
    val jobs = array({digest(order.founding)});
    for (const auto& words : order.words) jobs.call<void>("push", verify(words.signer, words.signature, words.transcript));
    pending_.settle(
        val::global("Promise").call<val>("all", jobs),
        [this, ask = order.ask, secret = order.secret, count = order.words.size()](const val& answers) {
            bool good = secret_of(answers[0]) == secret;
            for (std::size_t at = 1; at <= count; ++at) good = good && answers[at].as<bool>();
            feed_(client::access::CharterChecked{ask, good});
        },
        impossible);
}

void Charters::perform(const client::access::KeepCharter& order) {
    // A full or forbidden storage keeps nothing, and the page goes on.
    attempt(storage_, "setItem", {key_of(order.room), js(order.charter)});
}

std::string Charters::kept(const protocol::RoomId& room) const { return text_of(attempt(storage_, "getItem", {key_of(room)}).value); }

}  // namespace browser
