// Text as Unicode code points: what is well-formed UTF-8 (RFC 3629), and how long it is.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace protocol {

// How many bytes the well-formed UTF-8 sequence at the start of `text` has; 0 where there is none.
std::size_t utf8_sequence(std::string_view text);

// How many Unicode code points `text` has; nothing where it is not well-formed UTF-8.
std::optional<std::size_t> count_characters(std::string_view text);

}  // namespace protocol
