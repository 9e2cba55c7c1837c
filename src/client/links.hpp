// Addresses in what people write. Text in, text out; knows nobody.
#pragma once

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

}  // namespace client
