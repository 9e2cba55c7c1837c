// The functions of the host that the page calls (web/surface/surface.js, Core).
#include <emscripten/bind.h>

#include <cstdint>

#include "browser/feed.hpp"
#include "browser/js/random_id.hpp"
#include "browser/members/to_js.hpp"

namespace {

using browser::val;
using browser::members::member_id;

void set_door(val door) {
    const auto text = browser::text_of(door);
    browser::feed(client::access::DoorChosen{text == "knock"    ? protocol::Door::knock
                                             : text == "locked" ? protocol::Door::locked
                                                                : protocol::Door::open});
}
void answer_knock(val id, bool in) { browser::feed(client::access::KnockAnswered{member_id(id), in}); }
void remove_person(val id) { browser::feed(client::access::RemovalChosen{member_id(id), browser::random_id<protocol::Nonce>()}); }
void hand_on(val id) { browser::feed(client::access::RoleHanded{member_id(id)}); }
void make_ticket(bool once, double ends) {
    browser::feed(client::access::TicketWanted{browser::random_id<protocol::Ticket>(), static_cast<std::uint64_t>(ends), once});
}

}  // namespace

EMSCRIPTEN_BINDINGS(access) {
    using emscripten::function;
    function("set_door", &set_door);
    function("answer_knock", &answer_knock);
    function("remove_person", &remove_person);
    function("hand_on", &hand_on);
    function("make_ticket", &make_ticket);
}
