// The functions of the network that the page calls (web/surface/surface.js, Core). Those of the connection diagnostics need no start: it is
// called where a page does not start.
#include <emscripten/bind.h>

#include "browser/members/to_js.hpp"
#include "browser/network/diagnosis.hpp"
#include "browser/network/ice_check.hpp"
#include "browser/network/performer.hpp"
#include "client/network/checks.hpp"

namespace {

using browser::val;
using browser::network::Performer;

val measure(val id) { return Performer::current()->measure(browser::members::member_id(id)); }

val check_ice(val kind) {
    const auto* performer = Performer::current();
    return browser::network::check_ice(kind, performer ? performer->servers() : std::nullopt);
}

val word(client::network::Device device) { return browser::js(client::network::device_words[static_cast<std::size_t>(device)]); }

val microphone_of(double loudest, bool enabled, bool measured) {
    return word(client::network::microphone_of({loudest, enabled, measured}));
}
val camera_of(bool picture_came) { return word(client::network::camera_of(picture_came)); }

}  // namespace

EMSCRIPTEN_BINDINGS(network) {
    using emscripten::function;
    function("measure", &measure);
    function("diagnose", &browser::network::diagnose);
    function("check_ice", &check_ice);
    function("microphone_of", &microphone_of);
    function("camera_of", &camera_of);
}
