// The functions of the conversation that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include <utility>

#include "browser/conversation/performer.hpp"
#include "browser/conversation/to_js.hpp"
#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/conversation/draft.hpp"
#include "client/conversation/marks.hpp"
#include "protocol/wire.hpp"

namespace {

using browser::val;

using browser::conversation::message_id;

void say(val text, val answers, val to) {
    client::conversation::TextTyped typed{browser::text_of(text)};
    const auto person = browser::text_of(to);
    typed.alone = !person.empty();
    // Not to be mistaken for everybody where it is nobody's id.
    if (typed.alone && person != "answered") typed.to = protocol::id_from_text<client::MemberId>(person).value_or(client::MemberId{});
    if (const auto id = message_id(answers); id.number > 0) typed.answers = id;
    browser::feed(std::move(typed));
}
void edit(val id, val text) { browser::feed(client::conversation::TextEdited{message_id(id), browser::text_of(text)}); }
void delete_message(val id) { browser::feed(client::conversation::MessageDeleted{message_id(id)}); }
void react(val id, val emoji, bool on) { browser::feed(client::conversation::ReactionChosen{message_id(id), browser::text_of(emoji), on}); }
void pin(val id, bool on) { browser::feed(client::conversation::PinChosen{message_id(id), on}); }

void make_poll(val question, val options, bool several) {
    client::conversation::PollMade made{browser::text_of(question), {}, several};
    for (unsigned at = 0; at < options["length"].as<unsigned>(); ++at) made.options.push_back(browser::text_of(options[at]));
    browser::feed(std::move(made));
}

void vote(val id, val places) {
    client::conversation::Voted voted{message_id(id), {}};
    for (unsigned at = 0; at < places["length"].as<unsigned>(); ++at) voted.options.push_back(places[at].as<unsigned>());
    browser::feed(std::move(voted));
}

void set_topic(val text) { browser::feed(client::conversation::TopicChosen{browser::text_of(text)}); }

val versions(val id) {
    val list = val::array();
    for (const auto& version : browser::conversation::Performer::current().versions(message_id(id)))
        list.call<void>("push", browser::object({{"time", browser::js(version.stamp)}, {"text", browser::js(version.text)}}));
    return list;
}

void cleared() { browser::conversation::Performer::current().clear(); }
void copy_entries(val from) {
    client::conversation::EntriesAsked asked;
    if (const auto id = message_id(from); id.number > 0) asked.from = id;
    browser::feed(asked);
}

// Text that is no range of entries is passed over.
double read_copy(val ranges) {
    client::conversation::CopyRead copy;
    for (unsigned at = 0; at < ranges["length"].as<unsigned>(); ++at) {
        if (auto entries = protocol::decode_entries(browser::text_of(ranges[at]))) copy.entries.push_back(std::move(*entries));
    }
    const auto count = copy.entries.size();
    browser::feed(std::move(copy));
    return static_cast<double>(count);
}

void forget_room() { browser::feed(client::conversation::RoomForgotten{}); }
void read_receipts(bool on) { browser::feed(client::conversation::ReceiptsChosen{on}); }
void draft_changed(val text) { browser::feed(client::conversation::DraftChanged{browser::text_of(text)}); }
void share_typing(bool on) { browser::feed(client::conversation::TypingShared{on}); }
void show_rows(val which, val id) {
    using client::conversation::Rows;
    const auto word = browser::text_of(which);
    const auto rows = word == "earlier"  ? Rows::earlier
                      : word == "later"  ? Rows::later
                      : word == "oldest" ? Rows::oldest
                      : word == "around" ? Rows::around
                                         : Rows::newest;
    browser::feed(client::conversation::RowsWanted{rows, message_id(id)});
}
void give_texts(val before, unsigned count) { browser::feed(client::conversation::TextsWanted{message_id(before), count}); }
void give_copy(val after, unsigned count) { browser::feed(client::conversation::CopyWanted{message_id(after), count}); }
void edit_last() { browser::feed(client::conversation::LastEditWanted{}); }
void reading(bool at_end) { browser::feed(client::conversation::ReaderMoved{at_end}); }
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

val judge(val text, unsigned characters) {
    using client::conversation::Unsendable;
    const auto draft = client::conversation::judged(browser::text_of(text), characters);
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
    function("edit", &edit);
    function("copy_entries", &copy_entries);
    function("read_copy", &read_copy);
    function("forget_room", &forget_room);
    function("delete_message", &delete_message);
    function("react", &react);
    function("pin", &pin);
    function("make_poll", &make_poll);
    function("vote", &vote);
    function("set_topic", &set_topic);
    function("versions", &versions);
    function("read_receipts", &read_receipts);
    function("draft_changed", &draft_changed);
    function("share_typing", &share_typing);
    function("show_rows", &show_rows);
    function("give_texts", &give_texts);
    function("give_copy", &give_copy);
    function("edit_last", &edit_last);
    function("reading", &reading);
    function("looking", &looking);
    function("attend", &attend);
    function("alert_level", &alert_level);
    function("cleared", &cleared);
    function("judge", &judge);
    function("judge_link", &judge_link);
}
