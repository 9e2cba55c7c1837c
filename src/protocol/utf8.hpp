// Text as Unicode code points: what is well-formed UTF-8 (RFC 3629), and how long it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace protocol {

// How many bytes the well-formed UTF-8 sequence at the start of `text` has; 0 where there is none.
std::size_t utf8_sequence(std::string_view text);

// How many Unicode code points `text` has; nothing where it is not well-formed UTF-8.
std::optional<std::size_t> count_characters(std::string_view text);

// Whether `text` is well-formed UTF-8 of so many code points.
bool has_length(std::string_view text, std::size_t least, std::size_t most);

// One code point of `text`, which must be well-formed, starting at `at`; moves `at` behind it.
std::uint32_t next_point(std::string_view text, std::size_t& at);

// Writes one code point behind `text`.
void append_point(std::string& text, std::uint32_t point);

}  // namespace protocol
