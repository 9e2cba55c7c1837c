// The functions of this browser's key that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include "browser/keys/signing_key.hpp"

namespace {

using browser::val;

// The origin may have other applications, which keep something of their own.
void forget_kept(const char* where) {
    const val storage = browser::storage(where);
    const auto keys = browser::attempt(val::global("Object"), "keys", {storage});
    const auto count = keys.ok ? keys.value["length"].as<unsigned>() : 0;
    for (unsigned at = 0; at < count; ++at)
        if (browser::text_of(keys.value[at]).rfind("tincan.", 0) == 0) browser::attempt(storage, "removeItem", {keys.value[at]});
}

// Forgets this browser's key and all that it kept, and loads the page anew as somebody new.
void forget() {
    static browser::Pending pending;
    const auto reload = [](const val&) {
        for (const auto* where : {"localStorage", "sessionStorage"}) forget_kept(where);
        val::global("location").call<void>("reload");
    };
    pending.settle(browser::keys::forget_signing_key(), reload, reload);
}

}  // namespace

EMSCRIPTEN_BINDINGS(keys) { emscripten::function("forget", &forget); }
