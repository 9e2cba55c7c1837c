// Names, messages and invitations that people write, cleaned and taken apart. Text in, text out; knows nobody.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace client {

// A stretch of a message. `href` is "" for plain text, else an http, https or mailto address (and nothing else, so that a
// message can never carry a script).
struct Piece {
    std::string text;
    std::string href;
};

// The message as pieces in order; their texts joined are the message. Links beyond a hundred stay text.
std::vector<Piece> find_links(std::string_view text);

// `text` without leading and trailing white space (ASCII and U+00A0, U+3000) and line breaks.
std::string trimmed(std::string_view text);

// A name fit to show beside others' words: one line, no control, invisible or direction-changing characters, at most
// `max_characters` code points; "" where nothing is left or the bytes are no UTF-8.
std::string clean_name(std::string_view name, std::size_t max_characters);

// The part of an address after '#': "/<room name>/<secret>", or "/<room name>" of a room named by hand, which has no secret
// (docs/protocol.md, "The link").
struct Invitation {
    std::string room;
    std::string secret;
};
std::optional<Invitation> parse_invitation(std::string_view fragment);
std::string write_invitation(const Invitation& invitation);

}  // namespace client
