// The part of an address after '#', read and written (docs/protocol.md, "The link").
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "protocol/ids.hpp"

namespace client::room {

inline constexpr std::size_t max_room_name_characters = 64;  // Unicode code points

// For how long messages are kept. Nothing: until the person forgets the room.
using KeptDays = std::optional<std::uint32_t>;
inline constexpr std::uint32_t max_kept_days = 365;  // 0: nothing is kept

// "/<room name>/<secret>", with "/fleeting" or "/<days>d" behind it where messages are not kept for good; or "/<room name>" of a room named
// by hand, which has no secret. "/t<ticket>" is last of all.
struct Invitation {
    std::string room;
    std::string secret;
    KeptDays kept_days{};
    std::optional<protocol::Ticket> ticket{};
};

// The room that `fragment` invites to, whatever programs and sentences on the way have made of it: escaped all of it, put a '!' before it,
// lost its first slash, or added something behind its secret. Nothing where a part of it was lost or changed: a name that is none,
// a secret or a ticket of fewer letters than its 22, or more, or how long messages are kept.
std::optional<Invitation> parse_invitation(std::string_view fragment);

// The one way in which it is written: parse_invitation(write_invitation(it)) is `it`.
std::string write_invitation(const Invitation& invitation);

// The text of which, and of the secret, the room's keys are derived: its name, and for how long messages are kept, so that nobody comes in
// by a link from which that was taken.
std::string name_for_keys(const Invitation& invitation);

}  // namespace client::room
