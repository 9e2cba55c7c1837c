// The functions of the connections that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include "browser/feed.hpp"

namespace {

void relay_only(bool only) { browser::feed(client::room::RelayOnlyChosen{only}); }

}  // namespace

EMSCRIPTEN_BINDINGS(mesh) { emscripten::function("relay_only", &relay_only); }
