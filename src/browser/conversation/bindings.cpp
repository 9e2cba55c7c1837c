// The functions of the conversation that the page calls (web/surface/surface.js, Mind).
#include <emscripten/bind.h>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/members/names.hpp"
#include "client/members/visible.hpp"
#include "protocol/conversation.hpp"
#include "protocol/utf8.hpp"

namespace {

using browser::val;

void say(val text) { browser::feed(client::conversation::TextTyped{browser::text_of(text)}); }
void looking(bool yes) { browser::feed(client::conversation::ReaderLooked{yes}); }
bool visible(val text) { return client::members::has_visible(browser::text_of(text)); }

double spare(val text) {
    const auto characters = protocol::count_characters(client::members::trimmed(browser::text_of(text))).value_or(0);
    return static_cast<double>(protocol::max_text_characters) - static_cast<double>(characters);
}

}  // namespace

EMSCRIPTEN_BINDINGS(conversation) {
    using emscripten::function;
    function("say", &say);
    function("looking", &looking);
    function("visible", &visible);
    function("spare", &spare);
}
