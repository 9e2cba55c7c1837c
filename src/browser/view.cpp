#include "browser/view.hpp"

namespace browser {
namespace {

const char* word(client::room::Stage stage) {
    switch (stage) {
        case client::room::Stage::arriving:
            return "arriving";
        case client::room::Stage::joining:
            return "joining";
        case client::room::Stage::inside:
            return "inside";
        case client::room::Stage::left:
            return "left";
    }
    return "";
}

const char* word(client::room::RoomTrouble trouble) {
    switch (trouble) {
        case client::room::RoomTrouble::none:
            return "";
        case client::room::RoomTrouble::room_full:
            return "room_full";
        case client::room::RoomTrouble::server_full:
            return "server_full";
        case client::room::RoomTrouble::unreachable:
            return "unreachable";
        case client::room::RoomTrouble::no_relay:
            return "no_relay";
        case client::room::RoomTrouble::no_key:
            return "no_key";
        case client::room::RoomTrouble::no_mail:
            return "no_mail";
        case client::room::RoomTrouble::refused:
            return "refused";
        case client::room::RoomTrouble::cut_off:
            return "cut_off";
        case client::room::RoomTrouble::knocking:
            return "knocking";
        case client::room::RoomTrouble::locked:
            return "locked";
        case client::room::RoomTrouble::removed:
            return "removed";
        case client::room::RoomTrouble::elsewhere:
            return "elsewhere";
    }
    return "";
}

const char* word(client::members::PersonState state) {
    switch (state) {
        case client::members::PersonState::connecting:
            return "connecting";
        case client::members::PersonState::connected:
            return "connected";
        case client::members::PersonState::reconnecting:
            return "reconnecting";
        case client::members::PersonState::gone:
            return "gone";
        case client::members::PersonState::knocking:
            return "knocking";
    }
    return "";
}

const char* word(protocol::Door door) {
    switch (door) {
        case protocol::Door::open:
            return "open";
        case protocol::Door::knock:
            return "knock";
        case protocol::Door::locked:
            return "locked";
    }
    return "";
}

const char* word(client::members::Standing standing) {
    switch (standing) {
        case client::members::Standing::fresh:
            return "new";
        case client::members::Standing::known:
            return "known";
        case client::members::Standing::verified:
            return "verified";
        case client::members::Standing::stranger:
            return "stranger";
    }
    return "";
}

const char* word(client::trust::CodeState state) {
    switch (state) {
        case client::trust::CodeState::waiting:
            return "waiting";
        case client::trust::CodeState::ready:
            return "ready";
        case client::trust::CodeState::failed:
            return "failed";
    }
    return "";
}

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

const char* word(client::call::MicrophoneState state) {
    switch (state) {
        case client::call::MicrophoneState::off:
            return "off";
        case client::call::MicrophoneState::asking:
            return "asking";
        case client::call::MicrophoneState::live:
            return "live";
        case client::call::MicrophoneState::muted:
            return "muted";
    }
    return "";
}

const char* word(client::call::DeviceState state) {
    switch (state) {
        case client::call::DeviceState::off:
            return "off";
        case client::call::DeviceState::asking:
            return "asking";
        case client::call::DeviceState::live:
            return "live";
    }
    return "";
}

const char* word(client::call::Refusal why) {
    switch (why) {
        case client::call::Refusal::denied:
            return "denied";
        case client::call::Refusal::missing:
            return "missing";
        case client::call::Refusal::busy:
            return "busy";
        case client::call::Refusal::unsupported:
            return "unsupported";
        case client::call::Refusal::failed:
            return "failed";
    }
    return "";
}

val card(const client::members::Namecard& who) {
    return object({{"name", js(who.name)}, {"tag", js(who.tag)}, {"colour", val(who.colour)}, {"stranger", val(who.stranger)}});
}

val id(const client::MemberId& member) { return js(protocol::to_text(member)); }

std::string line_id(const client::conversation::LineId& line) {
    return line.number == 0 ? "" : protocol::to_text(line.author) + "." + std::to_string(line.number);
}

}  // namespace

void View::perform(const client::room::ShowArrival& order) {
    val inside = val::array();
    for (const auto& who : order.inside) inside.call<void>("push", card(who));
    call("arrival", {object({{"room", js(order.room)},
                             {"fresh", val(order.fresh)},
                             {"problem", js(order.broken_link ? "broken_link" : "")},
                             {"known", val(order.known)},
                             {"inside", inside},
                             {"seats", val(order.seats)},
                             {"full", val(order.full)},
                             {"by_hand", val(order.by_hand)},
                             {"stretching", val(order.stretching)},
                             {"proposal", js(order.proposal)}})});
}

void View::perform(const client::room::ShowRoom& order) {
    call("room", {object({{"stage", js(word(order.stage))},
                          {"id", js(order.id ? protocol::to_text(*order.id) : "")},
                          {"name", js(order.name)},
                          {"link", js(order.link)},
                          {"trouble", js(word(order.trouble))},
                          {"offline", val(order.offline)},
                          {"by_hand", val(order.by_hand)},
                          {"passphrase", js(order.passphrase)},
                          {"door", js(order.has_host ? word(order.door) : "")}})});
}

void View::perform(const client::members::ShowPerson& order) {
    val person = card(order.card);
    person.set("id", id(order.id));
    person.set("me", order.me);
    person.set("state", js(word(order.state)));
    person.set("same_build", order.same_build);
    person.set("in_call", order.status.in_call);
    person.set("microphone", order.status.microphone);
    person.set("camera", order.status.camera);
    person.set("screen", order.status.screen);
    person.set("known", js(word(order.standing)));
    person.set("renamed_from", js(order.renamed_from));
    person.set("away_since", js(order.away_since));
    person.set("host", order.host);
    person.set("through", js(order.through));
    call("person", {person});
}

void View::perform(const client::members::RemovePerson& order) { call("person_gone", {id(order.id)}); }

void View::perform(const client::conversation::ShowLine& order) {
    val pieces = val::array();
    for (const auto& piece : order.pieces) {
        // Which words of other scripts are names of hosts (UTS #46), the browser knows.
        const bool good = !piece.href.empty() && val::global("URL").call<bool>("canParse", js(piece.href));
        pieces.call<void>("push", object({{"text", js(piece.text)}, {"href", js(good ? piece.href : "")}}));
    }
    val line = card(order.author);
    line.set("id", js(line_id(order.id)));
    line.set("before", js(line_id(order.before)));
    line.set("author", id(order.id.author));
    line.set("me", order.me);
    line.set("time", js(order.time));
    line.set("pieces", pieces);
    line.set("delivery", js(order.me ? "waiting" : ""));
    call("line", {line});
}

void View::perform(const client::conversation::ForgetLine& order) { call("line_gone", {js(line_id(order.id))}); }

void View::perform(const client::conversation::ShowDelivered& order) { call("delivery", {js(line_id(order.id)), js("delivered")}); }

void View::perform(const client::conversation::GuardPage& order) { call("guard", {val(order.on)}); }

void View::perform(const client::conversation::ShowNotice& order) {
    val notice = card(order.who);
    notice.set("kind", js(word(order.kind)));
    notice.set("time", js(order.time));
    call("notice", {notice});
}

void View::perform(const client::trust::ShowSafety& order) {
    const val who = order.who == client::MemberId{} ? js("") : id(order.who);
    call("safety", {object({{"person", who}, {"state", js(word(order.state))}, {"code", to_bytes(order.code)}})});
}

void View::perform(const client::conversation::ShowUnread& order) { call("unread", {val(order.count)}); }

void View::perform(const client::call::ShowCall& order) {
    const auto trouble = [&](client::call::Source source) {
        for (const auto& [which, why] : order.troubles)
            if (which == source) return js(word(why));
        return js("");
    };
    call("call", {object({{"in_call", val(order.in_call)},
                          {"microphone", js(word(order.microphone))},
                          {"camera", js(word(order.camera))},
                          {"screen", js(word(order.screen))},
                          {"microphone_trouble", trouble(client::call::Source::microphone)},
                          {"camera_trouble", trouble(client::call::Source::camera)},
                          {"screen_trouble", trouble(client::call::Source::screen)},
                          {"wishes", val(order.wishes)}})});
}

void View::show_devices(const client::call::ShowDevices& order, val listed) {
    listed.set("microphone", js(order.microphone));
    listed.set("camera", js(order.camera));
    call("devices", {listed});
}

void View::show_media(const client::call::ShowMedia& order, const val& stream) {
    call("media", {id(order.who), js(order.screen ? "screen" : "camera"), stream});
}

void View::call(const char* method, std::initializer_list<val> arguments) {
    // A fault in the page must not tear the mind apart; it is said where a developer looks.
    const auto called = attempt(face_, method, arguments);
    if (!called.ok) val::global("console").call<void>("error", called.value);
}

}  // namespace browser
