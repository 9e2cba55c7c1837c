// Orders of the room and our stay in it: its address and keys, and what the page shows of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "client/members/orders.hpp"
#include "protocol/access.hpp"
#include "protocol/ids.hpp"

namespace client::room {

struct SetAddress {  // what stands after the '#'
    std::string invitation;
};
struct Found {  // -> Founded
    protocol::Nonce nonce;
    std::string transcript;
};
// -> KeysDerived; slowly where there is no secret and the passphrase takes its place. Several may be under way, and end in any order.
struct DeriveKeys {
    std::uint32_t serial = 0;
    std::string name;  // name_for_keys
    std::string secret;
    std::string passphrase;
};
// Everything is sealed with the keys of that serial from now on, hellos too. Envelopes are opened with those of the room that each names.
struct UseKeys {
    std::uint32_t serial = 0;
};
// For the tab's next stay, also after a reload.
struct KeepEpoch {
    std::uint64_t epoch = 0;
};
// The call that is to go on where the tab is loaded anew, with the tab; "" for none.
struct KeepCall {
    std::string text;
};
struct ShowArrival {
    std::string room;
    bool fresh = false;
    bool broken_link = false;
    bool known = false;
    std::vector<members::DisplayName> inside;
    std::uint32_t seats = 0;
    bool full = false;
    bool by_hand = false;
    bool stretching = false;  // the passphrase is being made into a key
    std::string proposal;     // a strong passphrase
    friend bool operator==(const ShowArrival&, const ShowArrival&) = default;
};

enum class Stage { arriving, joining, inside, left };

// cut_off: nobody is reached any more, so it is this side's connection.
// no_key: the browser makes none for us; no_mail: another tab of this browser should fetch our mail, and does not.
// knocking, locked: we wait until the host lets us in; removed: the host does not want us here
enum class RoomTrouble {
    none,
    room_full,
    server_full,
    unreachable,
    refused,
    no_relay,
    no_key,
    no_mail,
    cut_off,
    knocking,
    locked,
    removed,
    elsewhere
};

struct ShowRoom {
    Stage stage = Stage::arriving;
    std::optional<RoomId> id;  // once it is entered and known
    std::string name;
    std::string link;
    RoomTrouble trouble = RoomTrouble::none;
    bool offline = false;
    bool by_hand = false;
    std::string passphrase;  // not in the link: to be told separately
    bool has_host = false;
    protocol::Door door = protocol::Door::open;
    std::optional<std::uint32_t> kept_days{};                    // of messages; 0: nothing is kept
    std::string ticket_link{};                                   // with the ticket that we made last
    protocol::TicketState ticket = protocol::TicketState::good;  // ours, while we wait at the door
    friend bool operator==(const ShowRoom&, const ShowRoom&) = default;
};

using Order = std::variant<SetAddress, Found, DeriveKeys, UseKeys, KeepEpoch, KeepCall, ShowArrival, ShowRoom>;

}  // namespace client::room
