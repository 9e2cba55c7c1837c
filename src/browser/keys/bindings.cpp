// The functions of this browser's key that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include "browser/keys/signing_key.hpp"

namespace {

using browser::val;

// Forgets this browser's key and all that it kept, and loads the page anew as somebody new.
void forget() {
    static browser::Pending pending;
    const auto reload = [](const val&) {
        for (const auto* where : {"localStorage", "sessionStorage"}) browser::attempt(browser::storage(where), "clear");
        val::global("location").call<void>("reload");
    };
    pending.settle(browser::keys::forget_signing_key(), reload, reload);
}

}  // namespace

EMSCRIPTEN_BINDINGS(keys) { emscripten::function("forget", &forget); }
