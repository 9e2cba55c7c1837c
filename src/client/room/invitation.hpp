// The part of an address after '#', read and written (docs/protocol.md, "The link").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace client::room {

inline constexpr std::size_t max_room_name_characters = 64;  // Unicode code points

// "/<room name>/<secret>", or "/<room name>" of a room named by hand, which has no secret.
struct Invitation {
    std::string room;
    std::string secret;
};

// The room that `fragment` invites to, whatever programs and sentences on the way have made of it: escaped all of it, put a '!' before it,
// lost its first slash, or added something behind its secret. Nothing where a part of it was lost or changed: a name that is none,
// or a secret of fewer letters than its 22, or more.
std::optional<Invitation> parse_invitation(std::string_view fragment);

// The one way in which it is written: parse_invitation(write_invitation(it)) is `it`.
std::string write_invitation(const Invitation& invitation);

}  // namespace client::room
