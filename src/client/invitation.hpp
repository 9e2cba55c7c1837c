// Invitations, read and written. Text in, text out; knows nobody.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace client {

inline constexpr std::size_t max_room_name_characters = 64;  // Unicode code points

// The part of an address after '#': "/<room name>/<secret>", or "/<room name>" of a room named by hand, which has no secret
// (docs/protocol.md, "The link").
struct Invitation {
    std::string room;
    std::string secret;
};
std::optional<Invitation> parse_invitation(std::string_view fragment);
std::string write_invitation(const Invitation& invitation);

}  // namespace client
