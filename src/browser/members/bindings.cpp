// The functions of oneself that the page calls (web/surface/people.js, Core).
#include <emscripten/bind.h>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"

namespace {

using browser::val;

void change_profile(val name, val about, val portrait) {
    browser::feed(client::members::ProfileChosen{browser::text_of(name), browser::text_of(about), browser::from_bytes(portrait)});
}

}  // namespace

EMSCRIPTEN_BINDINGS(members) { emscripten::function("change_profile", &change_profile); }
