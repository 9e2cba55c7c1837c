// This browser's signing key: made once, before the module is there (key_preload.js), kept in IndexedDB, not extractable (WebCrypto). Where
// a browser keeps nothing, the key lasts as long as the page.
#pragma once

#include "browser/js/js.hpp"
#include "protocol/identity.hpp"

namespace browser::keys {

// The public half of the key, and what `sign` takes.
struct SigningKey {
    protocol::Identity mine;
    val pair = val::undefined();
};
// Finds or makes the key. `failed`: the browser neither keeps one nor makes one.
void find_signing_key(Pending& pending, SharedFunction<void(SigningKey)> done, SharedFunction<void()> failed);

// The next page of this browser has another key. A promise that resolves when that is so.
val forget_signing_key();

// Promises: of the signature's bytes, and of whether a signature is good. A key that is none resolves to false.
val sign(const SigningKey& key, const std::string& transcript);
val verify(const protocol::Identity& theirs, const std::string& signature, const std::string& transcript);

}  // namespace browser::keys
