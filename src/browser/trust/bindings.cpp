// The functions of comparing safety codes that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include "browser/feed.hpp"
#include "browser/members/to_js.hpp"

namespace {

using browser::val;
using browser::members::member_id;

void compare(val id) { browser::feed(client::trust::CompareAsked{member_id(id)}); }
void stop_comparing() { browser::feed(client::trust::CompareClosed{}); }
void compared(val id, bool same) { browser::feed(client::trust::Compared{member_id(id), same}); }
void accept(val id) { browser::feed(client::trust::StrangerAccepted{member_id(id)}); }

}  // namespace

EMSCRIPTEN_BINDINGS(trust) {
    using emscripten::function;
    function("compare", &compare);
    function("stop_comparing", &stop_comparing);
    function("compared", &compared);
    function("accept", &accept);
}
