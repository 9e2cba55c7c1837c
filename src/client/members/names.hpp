// Names and messages that people write, cleaned. Text in, text out; knows nobody.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace client::members {

// `text` without leading and trailing white space and line breaks (Unicode's White_Space). Where several lines are left, the first keeps
// the blanks that indent it.
std::string trimmed(std::string_view text);

// A name fit to show beside others' words: one line, no control, invisible or direction-changing characters, at most
// `max_characters` code points. The parts of a spelling stay: joiners behind letters of scripts that join them, variation selectors,
// and what composes an emoji. "" where nothing that can be seen is left (`has_visible`) or the bytes are no UTF-8.
//
// Two names may differ in nothing but a joiner: whether they look alike, `skeleton` says (lookalike.hpp).
std::string clean_name(std::string_view name, std::size_t max_characters);

}  // namespace client::members
