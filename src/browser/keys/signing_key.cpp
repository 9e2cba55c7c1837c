#include "browser/keys/signing_key.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

using emscripten::EM_VAL;

// clang-format off
EM_JS(EM_VAL, tincan_find_key, (), { return Emval.toHandle(preloaded_key); });

EM_JS(EM_VAL, tincan_forget_key, (), {
    const forget = (name) => new Promise((done) => {
        const asked = indexedDB.deleteDatabase(name);
        asked.onsuccess = asked.onerror = asked.onblocked = () => done();
    });
    // The log too: it holds all that this person wrote.
    return Emval.toHandle(Promise.all([forget('tincan'), forget('tincan-log')]));
});

// `hash` is for P-256 alone, and ignored by the other.
EM_JS(EM_VAL, tincan_sign, (EM_VAL pair, EM_VAL bytes), {
    const key = Emval.toValue(pair).privateKey;
    return Emval.toHandle(crypto.subtle.sign({ name: key.algorithm.name, hash: 'SHA-256' }, key, Emval.toValue(bytes)));
});

// A key is read once: each member's letters come one behind the other, and to read it is a step of its own.
EM_JS(EM_VAL, tincan_verify, (int short_key, EM_VAL raw, EM_VAL signature, EM_VAL bytes), {
    const name = short_key ? 'Ed25519' : 'ECDSA';
    const most = 64;
    const check = async (raw, signature, bytes) => {
        const keys = tincan_verify.keys || (tincan_verify.keys = new Map());
        const index = name + raw;
        if (!keys.has(index)) {
            if (keys.size >= most) keys.clear();
            keys.set(index, await crypto.subtle.importKey('raw', raw, { name, namedCurve: 'P-256' }, false, ['verify']));
        }
        return crypto.subtle.verify({ name, hash: 'SHA-256' }, keys.get(index), signature, bytes);
    };
    return Emval.toHandle(check(Emval.toValue(raw), Emval.toValue(signature), Emval.toValue(bytes)).catch(() => false));
});
// clang-format on

namespace browser::keys {

void find_signing_key(Pending& pending, SharedFunction<void(SigningKey)> done, SharedFunction<void()> failed) {
    pending.settle(
        val::take_ownership(tincan_find_key()),
        [done = std::move(done)](val found) {
            const auto scheme = text_of(found["scheme"]) == "Ed25519" ? protocol::Scheme::ed25519 : protocol::Scheme::p256;
            done({{scheme, from_bytes(found["key"])}, found["pair"]});
        },
        [failed = std::move(failed)](const val& error) {
            val::global("console").call<void>("error", error);
            failed();
        });
}

val forget_signing_key() { return val::take_ownership(tincan_forget_key()); }

val sign(const SigningKey& key, const std::string& transcript) {
    return val::take_ownership(tincan_sign(key.pair.as_handle(), to_bytes(transcript).as_handle()));
}

val verify(const protocol::Identity& theirs, const std::string& signature, const std::string& transcript) {
    return val::take_ownership(tincan_verify(theirs.scheme == protocol::Scheme::ed25519, to_bytes(theirs.key).as_handle(),
                                             to_bytes(signature).as_handle(), to_bytes(transcript).as_handle()));
}

}  // namespace browser::keys
