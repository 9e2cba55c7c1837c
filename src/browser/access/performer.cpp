#include "browser/access/performer.hpp"

#include "browser/keys/web_crypto.hpp"

namespace browser::access {
namespace {

val key_of(const protocol::RoomId& room) { return js("tincan.charter." + protocol::to_text(room)); }

}  // namespace

Performer::Performer(const keys::Encryption& encryption, Feed feed)
    : encryption_(encryption), feed_(feed), storage_(storage("localStorage")) {}

void Performer::perform(const client::access::SignRules& order) {
    pending_.settle(
        keys::sign(encryption_.signing_key(), protocol::rules_transcript(order.nonce, order.rules)),
        [this, order](const val& signature) {
            feed_(client::access::RulesSigned{order.nonce, {order.rules, from_bytes(signature)}});
        },
        keys::impossible);
}

void Performer::perform(const client::access::CheckPolicyChain& order) {
    val jobs = array({keys::digest(order.founding)});
    for (const auto& words : order.words) jobs.call<void>("push", keys::verify(words.signer, words.signature, words.transcript));
    pending_.settle(
        val::global("Promise").call<val>("all", jobs),
        [this, ask = order.ask, secret = order.secret, count = order.words.size()](const val& answers) {
            bool good = keys::room_secret(answers[0]) == secret;
            for (std::size_t at = 1; at <= count; ++at) good = good && answers[at].as<bool>();
            feed_(client::access::PolicyChainChecked{ask, good});
        },
        keys::impossible);
}

void Performer::perform(const client::access::KeepPolicyChain& order) {
    // A full or forbidden storage keeps nothing, and the page goes on.
    attempt(storage_, "setItem", {key_of(order.room), js(order.chain)});
}

std::string Performer::kept(const protocol::RoomId& room) const { return text_of(attempt(storage_, "getItem", {key_of(room)}).value); }

}  // namespace browser::access
