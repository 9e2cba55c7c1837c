#include "browser/conversation/to_js.hpp"

#include <charconv>

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
        case client::conversation::NoticeKind::call_missed:
            return "call_missed";
        case client::conversation::NoticeKind::call_nearly_full:
            return "call_nearly_full";
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
        case client::conversation::NoticeKind::renamed:
            return "renamed";
        case client::conversation::NoticeKind::forged:
            return "forged";
        case client::conversation::NoticeKind::late:
            return "late";
        case client::conversation::NoticeKind::not_kept:
            return "not_kept";
        case client::conversation::NoticeKind::storage_full:
            return "storage_full";
    }
    return "";
}

val choices(const std::vector<client::conversation::ShownChoice>& all, const char* what) {
    val list = val::array();
    for (const auto& choice : all) {
        std::string people;
        for (const auto& name : choice.people) people += (people.empty() ? "" : ", ") + name;
        list.call<void>(
            "push", object({{what, js(choice.what)}, {"count", val(choice.count)}, {"mine", val(choice.mine)}, {"people", js(people)}}));
    }
    return list;
}

}  // namespace

val to_js(const client::conversation::MessageId& line) {
    return js(line.number == 0 ? "" : protocol::to_text(line.feed) + "." + std::to_string(line.number));
}

client::conversation::MessageId message_id(const val& text) {
    const auto all = text_of(text);
    const auto dot = all.find('.');
    if (dot == std::string::npos) return {};
    const auto feed = protocol::id_from_text<client::MemberId>(all.substr(0, dot));
    std::uint64_t number = 0;
    const auto* end = all.data() + all.size();
    const auto read = std::from_chars(all.data() + dot + 1, end, number);
    return feed && read.ec == std::errc() && read.ptr == end ? client::conversation::MessageId{*feed, number}
                                                             : client::conversation::MessageId{};
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
    line.set("author", members::to_js(order.id.feed));
    line.set("me", order.me);
    line.set("news", order.news);
    line.set("time", js(order.time));
    line.set("pieces", pieces);
    line.set("marks", order.marks);
    line.set("delivery", js(order.fresh ? "waiting" : ""));
    line.set("received", 0);
    line.set("read", 0);
    line.set("of", 0);
    line.set("missing", val::array());
    line.set("edited", order.versions.size() > 1);
    line.set("versions", order.versions.empty() ? 1U : static_cast<unsigned>(order.versions.size()));
    line.set("late", order.late);
    line.set("deleted", order.deleted);
    line.set("pinned", order.pinned);
    line.set("only_with", js(order.only_with));
    line.set("person", order.person ? members::to_js(*order.person) : js(""));
    line.set("answers", val::null());
    if (const auto& quote = order.answers)
        line.set("answers", object({{"id", to_js(quote->id)}, {"name", js(quote->name)}, {"text", js(quote->text)}}));
    line.set("reactions", choices(order.reactions, "emoji"));
    line.set("poll", order.is_poll ? object({{"several", val(order.several)}, {"options", choices(order.options, "text")}}) : val::null());
    line.set("file", val::null());
    if (const auto& file = order.file)
        line.set(
            "file",
            object(
                {{"name", js(file->name)}, {"size", js(file->size)}, {"type", js(file->type)}, {"thumbnail", to_bytes(file->thumbnail)}}));
    return line;
}

val to_js(const client::conversation::PinnedMessage& pin) {
    val it = members::card(pin.author);
    it.set("id", to_js(pin.id));
    it.set("me", pin.me);
    it.set("text", js(pin.text));
    return it;
}

val to_js(const client::conversation::ShowNotice& order) {
    val notice = members::card(order.who);
    notice.set("kind", js(word(order.kind)));
    notice.set("time", js(order.time));
    notice.set("before", js(order.before));
    return notice;
}

val to_js(const client::conversation::Alert& alert, const val& about) {
    return object({{"about", about}, {"messages", val(alert.messages)}, {"aloud", val(alert.aloud)}, {"hidden", val(alert.hidden)}});
}

}  // namespace browser::conversation
