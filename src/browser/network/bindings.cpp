// The functions of the network that the page calls (web/surface/surface.js, Mind).
#include <emscripten/bind.h>

#include "browser/members/to_js.hpp"
#include "browser/network/diagnosis.hpp"
#include "browser/network/performer.hpp"

namespace {

using browser::val;

val measure(val id) { return browser::network::Performer::current().measure(browser::members::member_id(id)); }

}  // namespace

EMSCRIPTEN_BINDINGS(network) {
    using emscripten::function;
    function("measure", &measure);
    function("diagnose", &browser::network::diagnose);
}
