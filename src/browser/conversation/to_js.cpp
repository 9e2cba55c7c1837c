#include "browser/conversation/to_js.hpp"

#include "browser/members/to_js.hpp"

namespace browser::conversation {
namespace {

const char* word(client::conversation::NoticeKind kind) {
    switch (kind) {
        case client::conversation::NoticeKind::joined:
            return "joined";
        case client::conversation::NoticeKind::left:
            return "left";
        case client::conversation::NoticeKind::lost:
            return "lost";
        case client::conversation::NoticeKind::flooded:
            return "flooded";
        case client::conversation::NoticeKind::tampered:
            return "tampered";
        case client::conversation::NoticeKind::tampered_there:
            return "tampered_there";
        case client::conversation::NoticeKind::call_started:
            return "call_started";
        case client::conversation::NoticeKind::call_joined:
            return "call_joined";
        case client::conversation::NoticeKind::call_left:
            return "call_left";
        case client::conversation::NoticeKind::screen_started:
            return "screen_started";
        case client::conversation::NoticeKind::stranger:
            return "stranger";
        case client::conversation::NoticeKind::knocks:
            return "knocks";
        case client::conversation::NoticeKind::removed:
            return "removed";
        case client::conversation::NoticeKind::host:
            return "host";
        case client::conversation::NoticeKind::door_open:
            return "door_open";
        case client::conversation::NoticeKind::door_knock:
            return "door_knock";
        case client::conversation::NoticeKind::door_locked:
            return "door_locked";
        case client::conversation::NoticeKind::door_lapsed:
            return "door_lapsed";
        case client::conversation::NoticeKind::moved:
            return "moved";
    }
    return "";
}

}  // namespace

val to_js(const client::conversation::MessageId& line) {
    return js(line.number == 0 ? "" : protocol::to_text(line.author) + "." + std::to_string(line.number));
}

val to_js(const client::conversation::ShowMessage& order) {
    val pieces = val::array();
    for (const auto& piece : order.pieces) {
        // The browser knows which words of other scripts are names of hosts (UTS #46).
        const bool good = !piece.href.empty() && val::global("URL").call<bool>("canParse", js(piece.href));
        pieces.call<void>("push", object({{"text", js(piece.text)}, {"href", js(good ? piece.href : "")}}));
    }
    val line = members::card(order.author);
    line.set("id", to_js(order.id));
    line.set("before", to_js(order.before));
    line.set("author", members::to_js(order.id.author));
    line.set("me", order.me);
    line.set("time", js(order.time));
    line.set("pieces", pieces);
    line.set("marks", order.marks);
    line.set("delivery", js(order.me ? "waiting" : ""));
    return line;
}

val to_js(const client::conversation::ShowNotice& order) {
    val notice = members::card(order.who);
    notice.set("kind", js(word(order.kind)));
    notice.set("time", js(order.time));
    return notice;
}

val to_js(const client::conversation::Alert& alert, const val& about) {
    return object({{"about", about}, {"messages", val(alert.messages)}, {"aloud", val(alert.aloud)}, {"hidden", val(alert.hidden)}});
}

}  // namespace browser::conversation
