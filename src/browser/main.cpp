// What the page can call (web/surface/surface.js, Mind): one line each.
#include <emscripten/bind.h>

#include <cstring>
#include <memory>

#include "browser/app.hpp"
#include "browser/diagnosis.hpp"
#include "client/spoken.hpp"
#include "client/stage.hpp"
#include "client/text.hpp"
#include "client/visible.hpp"
#include "protocol/access.hpp"
#include "protocol/conversation.hpp"
#include "protocol/utf8.hpp"

namespace {

using browser::val;

std::unique_ptr<browser::App> app;

client::call::Source source_named(const val& name) {
    const auto text = browser::text_of(name);
    if (text == "camera") return client::call::Source::camera;
    if (text == "screen") return client::call::Source::screen;
    return client::call::Source::microphone;
}

void start(val face, val fresh_name) { app = std::make_unique<browser::App>(std::move(face), browser::text_of(fresh_name)); }
void name_room(val name) { app->feed(client::room::RoomNamed{browser::text_of(name)}); }
void choose_address(bool by_hand) {
    client::room::AddressChosen chosen{by_hand};
    const auto random = browser::random_bytes(chosen.random.size());
    std::memcpy(chosen.random.data(), random.data(), random.size());
    app->feed(chosen);
}
void enter(val name, val passphrase) {
    const auto text = browser::text_of(name);
    app->feed(client::room::EnterPressed{text, browser::text_of(passphrase), browser::decomposed(text)});
}
void say(val text) { app->feed(client::conversation::TextTyped{browser::text_of(text)}); }
void join_call(bool microphone, bool camera) { app->feed(client::call::CallJoined{microphone, camera}); }
void resume_call(unsigned wishes) {
    using namespace client::call;
    if (wishes) app->feed(CallJoined{(wishes & wishes_microphone) != 0, (wishes & wishes_camera) != 0, (wishes & wishes_muted) != 0});
}
void leave_call() { app->feed(client::call::CallLeft{}); }
void toggle(val source) { app->feed(client::call::SourceToggled{source_named(source)}); }
void choose_device(val source, val id) { app->feed(client::call::DeviceChosen{source_named(source), browser::text_of(id)}); }
void leave_room() { app->feed(client::room::RoomLeft{}); }
void relay_only(bool only) { app->feed(client::mesh::RelayOnlyChosen{only}); }
void forget() { app->forget(); }
client::MemberId member(const val& id) {
    return protocol::id_from_text<client::MemberId>(browser::text_of(id)).value_or(client::MemberId{});
}
void compare(val id) { app->feed(client::trust::CompareAsked{member(id)}); }
void stop_comparing() { app->feed(client::trust::CompareClosed{}); }
void compared(val id, bool same) { app->feed(client::trust::Compared{member(id), same}); }
void accept(val id) { app->feed(client::trust::StrangerAccepted{member(id)}); }
val measure(val id) { return app->measure(member(id)); }
void set_door(val door) {
    const auto text = browser::text_of(door);
    app->feed(client::access::DoorChosen{text == "knock"    ? protocol::Door::knock
                                         : text == "locked" ? protocol::Door::locked
                                                            : protocol::Door::open});
}
void answer_knock(val id, bool in) { app->feed(client::access::KnockAnswered{member(id), in}); }
void remove_person(val id) { app->remove(member(id)); }
void hand_on(val id) { app->feed(client::access::RoleHanded{member(id)}); }
void looking(bool yes) { app->feed(client::conversation::ReaderLooked{yes}); }

// A new address is a new page: nothing of the old room may linger.
void new_room() { val::global("location").call<void>("assign", val::global("location")["pathname"]); }

bool visible(val text) { return client::has_visible(browser::text_of(text)); }

double spare(val text) {
    const auto characters = protocol::count_characters(client::trimmed(browser::text_of(text))).value_or(0);
    return static_cast<double>(protocol::max_text_characters) - static_cast<double>(characters);
}

val grid(unsigned count, double width, double height, double gap) {
    const auto best = client::best_grid(count, width, height, gap);
    return browser::object({{"columns", val(best.columns)}, {"width", val(best.width)}, {"height", val(best.height)}});
}

// For tests: JavaScript functions that C++ holds, and messages dropped for being nonsense or forged.
std::size_t callbacks_alive() { return browser::Callback::alive(); }

}  // namespace

EMSCRIPTEN_BINDINGS(tincan) {
    using emscripten::function;
    function("start", &start);
    function("name_room", &name_room);
    function("choose_address", &choose_address);
    function("enter", &enter);
    function("say", &say);
    function("visible", &visible);
    function("spare", &spare);
    function("join_call", &join_call);
    function("resume_call", &resume_call);
    function("leave_call", &leave_call);
    function("toggle", &toggle);
    function("choose_device", &choose_device);
    function("leave_room", &leave_room);
    function("relay_only", &relay_only);
    function("forget", &forget);
    function("new_room", &new_room);
    function("looking", &looking);
    function("compare", &compare);
    function("stop_comparing", &stop_comparing);
    function("compared", &compared);
    function("accept", &accept);
    function("measure", &measure);
    function("set_door", &set_door);
    function("answer_knock", &answer_knock);
    function("remove_person", &remove_person);
    function("hand_on", &hand_on);
    function("grid", &grid);
    function("diagnose", &browser::diagnose);
    function("callbacks_alive", &callbacks_alive);
}
