// The functions of the conversation that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include "browser/conversation/performer.hpp"
#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/conversation/draft.hpp"
#include "client/conversation/marks.hpp"

namespace {

using browser::val;

void say(val text) { browser::feed(client::conversation::TextTyped{browser::text_of(text)}); }
void cleared() { browser::conversation::Performer::current().clear(); }
void looking(bool yes) { browser::feed(client::conversation::ReaderLooked{yes}); }

void attend(val word) {
    using client::conversation::Presence;
    const auto now = browser::text_of(word);
    browser::conversation::Performer::current().set(now == "here" ? Presence::here : now == "beside" ? Presence::beside : Presence::hidden);
}

void alert_level(val word) {
    using client::conversation::AlertLevel;
    const auto wanted = browser::text_of(word);
    const auto level = wanted == "mentions" ? AlertLevel::mentions : wanted == "nothing" ? AlertLevel::nothing : AlertLevel::everything;
    browser::conversation::Performer::current().set(level);
}

val judge(val text) {
    using client::conversation::Unsendable;
    const auto draft = client::conversation::judged(browser::text_of(text));
    const char* why = draft.why == Unsendable::too_long ? "too_long" : draft.why == Unsendable::empty ? "empty" : "";
    return browser::object({{"left", val(static_cast<double>(draft.left))}, {"why", browser::js(why)}});
}

val judge_link(val label, val address) {
    using client::conversation::LabelledLink;
    const auto link = client::conversation::judged_link(browser::text_of(label), browser::text_of(address));
    return browser::js(link == LabelledLink::none ? "" : link == LabelledLink::honest ? "honest" : "disguised");
}

}  // namespace

EMSCRIPTEN_BINDINGS(conversation) {
    using emscripten::function;
    function("say", &say);
    function("looking", &looking);
    function("attend", &attend);
    function("alert_level", &alert_level);
    function("cleared", &cleared);
    function("judge", &judge);
    function("judge_link", &judge_link);
}
