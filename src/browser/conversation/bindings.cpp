// The functions of the conversation that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include <cstdlib>

#include "browser/conversation/performer.hpp"
#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/conversation/draft.hpp"

namespace {

using browser::val;

void say(val text) { browser::feed(client::conversation::TextTyped{browser::text_of(text)}); }
void cleared() { browser::conversation::Performer::current().clear(); }
void looking(bool yes) { browser::feed(client::conversation::ReaderLooked{yes}); }

// `message` as the page was told it: AUTHOR.NUMBER.
void react(val message, val emoji) {
    const auto id = browser::text_of(message);
    const auto author = protocol::id_from_text<client::MemberId>(id.substr(0, protocol::id_letters));
    if (!author || id.size() < protocol::id_letters + 2) return;
    const client::conversation::MessageId of{*author, std::strtoull(id.c_str() + protocol::id_letters + 1, nullptr, 10)};
    browser::feed(client::conversation::ReactionChosen{of, browser::text_of(emoji)});
}

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
    function("react", &react);
    function("looking", &looking);
    function("cleared", &cleared);
    function("judge", &judge);
}
