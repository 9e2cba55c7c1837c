// The functions of the conversation that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include "browser/conversation/performer.hpp"
#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/conversation/draft.hpp"

namespace {

using browser::val;

void say(val text) { browser::feed(client::conversation::TextTyped{browser::text_of(text)}); }
void cleared() { browser::conversation::Performer::current().clear(); }
void looking(bool yes) { browser::feed(client::conversation::ReaderLooked{yes}); }

val judge(val text) {
    using client::conversation::Unsendable;
    const auto draft = client::conversation::judged(browser::text_of(text));
    const char* why = draft.why == Unsendable::too_long ? "too_long" : draft.why == Unsendable::empty ? "empty" : "";
    return browser::object({{"left", val(static_cast<double>(draft.left))}, {"why", browser::js(why)}});
}

}  // namespace

EMSCRIPTEN_BINDINGS(conversation) {
    using emscripten::function;
    function("say", &say);
    function("looking", &looking);
    function("cleared", &cleared);
    function("judge", &judge);
}
