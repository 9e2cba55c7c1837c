// The functions of the room that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include <cstdint>
#include <cstring>
#include <optional>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "client/members/visible.hpp"

namespace {

using browser::val;

void name_room(val name) { browser::feed(client::room::RoomNamed{browser::text_of(name)}); }
void choose_address(bool by_hand) {
    client::room::AddressChosen chosen{by_hand};
    const auto random = browser::random_bytes(chosen.random.size());
    std::memcpy(chosen.random.data(), random.data(), random.size());
    browser::feed(chosen);
}
void keep_messages(int days) {
    browser::feed(client::room::KeptDaysChosen{days < 0 ? std::nullopt : std::optional(static_cast<std::uint32_t>(days))});
}
void enter(val name, val passphrase) {
    const auto text = browser::text_of(name);
    browser::feed(client::room::EnterPressed{text, browser::text_of(passphrase), browser::decomposed(text)});
}
void take_over_call(val text) { browser::feed(client::room::CallHandedOver{browser::text_of(text)}); }
bool visible(val text) { return client::members::has_visible(browser::text_of(text)); }
void leave_room() { browser::feed(client::room::RoomLeft{}); }

// A new address is a new page: nothing of the old room may linger.
void new_room() { val::global("location").call<void>("assign", val::global("location")["pathname"]); }

}  // namespace

EMSCRIPTEN_BINDINGS(room) {
    using emscripten::function;
    function("name_room", &name_room);
    function("choose_address", &choose_address);
    function("keep_messages", &keep_messages);
    function("enter", &enter);
    function("take_over_call", &take_over_call);
    function("visible", &visible);
    function("leave_room", &leave_room);
    function("new_room", &new_room);
}
