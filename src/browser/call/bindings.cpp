// The functions of the call that the page calls (web/surface/surface.js, Mind).
#include <emscripten/bind.h>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/stage.hpp"

namespace {

using browser::val;

client::call::Source source_named(const val& name) {
    const auto text = browser::text_of(name);
    if (text == "camera") return client::call::Source::camera;
    if (text == "screen") return client::call::Source::screen;
    return client::call::Source::microphone;
}

void join_call(bool microphone, bool camera) { browser::feed(client::call::CallJoined{microphone, camera}); }
void resume_call(unsigned wishes) {
    using namespace client::call;
    if (wishes) browser::feed(CallJoined{(wishes & wishes_microphone) != 0, (wishes & wishes_camera) != 0, (wishes & wishes_muted) != 0});
}
void leave_call() { browser::feed(client::call::CallLeft{}); }
void toggle(val source) { browser::feed(client::call::DeviceToggled{source_named(source)}); }
void choose_device(val source, val id) { browser::feed(client::call::DeviceChosen{source_named(source), browser::text_of(id)}); }

val grid(unsigned count, double width, double height, double gap) {
    const auto best = client::best_grid(count, width, height, gap);
    return browser::object({{"columns", val(best.columns)}, {"width", val(best.width)}, {"height", val(best.height)}});
}

}  // namespace

EMSCRIPTEN_BINDINGS(call) {
    using emscripten::function;
    function("join_call", &join_call);
    function("resume_call", &resume_call);
    function("leave_call", &leave_call);
    function("toggle", &toggle);
    function("choose_device", &choose_device);
    function("grid", &grid);
}
