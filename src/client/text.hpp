// Names and messages that people write, cleaned. Text in, text out; knows nobody.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace client {

// `text` without leading and trailing white space (ASCII and U+00A0, U+3000) and line breaks.
std::string trimmed(std::string_view text);

// A name fit to show beside others' words: one line, no control, invisible or direction-changing characters, at most
// `max_characters` code points; "" where nothing is left or the bytes are no UTF-8.
std::string clean_name(std::string_view name, std::size_t max_characters);

}  // namespace client
