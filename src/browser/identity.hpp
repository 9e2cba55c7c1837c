// This browser's signing key: made once, before the module is there (early.js), kept in IndexedDB, never to be taken out (WebCrypto,
// `extractable: false`). Where a browser keeps nothing, the key lasts as long as the page.
#pragma once

#include "browser/js.hpp"
#include "protocol/identity.hpp"

namespace browser {

// Finds or makes the key; `done` gets its public half, and what `sign` takes.
struct SigningKey {
    protocol::Identity mine;
    val pair = val::undefined();
};
// `failed`: the browser neither keeps one nor makes one.
void find_signing_key(Pending& pending, SharedFunction<void(SigningKey)> done, SharedFunction<void()> failed);

// The next page of this browser is somebody else. Resolves when that is so.
val forget_signing_key();

// Promises: of the signature's bytes, and of whether a signature is good. A key that is none resolves to false.
val sign(const SigningKey& key, const std::string& transcript);
val verify(const protocol::Identity& theirs, const std::string& signature, const std::string& transcript);

}  // namespace browser
