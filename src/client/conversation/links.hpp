// Addresses in what people write. Text in, text out; knows nobody.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace client::conversation {

// A stretch of a message. `href` is "" for plain text, else a valid http, https or mailto address (and nothing else, so that a message can
// never carry a script), in whichever case its scheme is written (RFC 3986 section 3.1): the same as `text`, or, where that has no scheme,
// "https://" and a text that begins with "www.", or "mailto:" and an address of mail.
struct Piece {
    std::string text;
    std::string href;
};

// The message as pieces in order; their texts joined are the message. Links beyond a hundred stay text.
//
// An address goes on as long as it can and ends before the punctuation of the sentence around it (RFC 3986 appendix C): before a
// bracket that was not opened inside, a full stop at its end, the punctuation of East Asian scripts, which no space follows.
std::vector<Piece> find_links(std::string_view text);

}  // namespace client::conversation
