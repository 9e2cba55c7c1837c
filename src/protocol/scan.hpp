// A shortcut for the one request that the server reads for every letter: it is read in one pass, without a tree of its values.
// It knows only what `JSON.stringify` and our own encoder write; the decoder in wire_mail.cpp stays the authority on everything else.
#pragma once

#include <optional>
#include <string_view>

#include "protocol/mail.hpp"

namespace protocol {

// What decode_post_request would answer, for text without blanks, escapes, unknown or repeated fields. Nothing for any other
// text, good or bad.
std::optional<PostRequest> scan_post_request(std::string_view bytes);

}  // namespace protocol
