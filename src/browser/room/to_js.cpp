#include "browser/room/to_js.hpp"

#include "browser/members/to_js.hpp"

namespace browser::room {
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

const char* word(protocol::TicketState ticket) {
    switch (ticket) {
        case protocol::TicketState::good:
            return "";
        case protocol::TicketState::ended:
            return "ended";
        case protocol::TicketState::used:
            return "used";
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

}  // namespace

val to_js(const client::room::ShowArrival& order) {
    val inside = val::array();
    for (const auto& who : order.inside) inside.call<void>("push", members::card(who));
    return object({{"room", js(order.room)},
                   {"fresh", val(order.fresh)},
                   {"problem", js(order.broken_link ? "broken_link" : "")},
                   {"known", val(order.known)},
                   {"inside", inside},
                   {"seats", val(order.seats)},
                   {"full", val(order.full)},
                   {"by_hand", val(order.by_hand)},
                   {"stretching", val(order.stretching)},
                   {"proposal", js(order.proposal)}});
}

val to_js(const client::room::ShowRoom& order) {
    return object({{"stage", js(word(order.stage))},
                   {"id", js(order.id ? protocol::to_text(*order.id) : "")},
                   {"name", js(order.name)},
                   {"link", js(order.link)},
                   {"trouble", js(word(order.trouble))},
                   {"offline", val(order.offline)},
                   {"by_hand", val(order.by_hand)},
                   {"passphrase", js(order.passphrase)},
                   {"door", js(order.has_host ? word(order.door) : "")},
                   {"kept_days", val(order.kept_days ? static_cast<int>(*order.kept_days) : -1)},
                   {"ticket_link", js(order.ticket_link)},
                   {"ticket", js(word(order.ticket))}});
}

}  // namespace browser::room
