// The beginning of a message, where another one is about it.
#pragma once

#include <string>

namespace client::conversation {

// At most so many bytes, unless that would cut what a reader takes for one character.
inline constexpr std::size_t excerpt_bytes = 200;

// The beginning of a well-formed text, on one line, with an ellipsis where more follows. The page shows as much of it as there is room for.
std::string excerpt(std::string text);

}  // namespace client::conversation
