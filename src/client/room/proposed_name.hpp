// The name that a new room has as long as nobody calls it otherwise, such as "quiet-amber-otter". Words and chance are given; it knows no
// language.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace client::room {

// A word of each list, in their order, joined by `joint`. A list is a text of words with one space between each. Each word has two bytes of
// `random`, which is zeros where it ends too early; lists of up to some hundred words have each word as often as the others.
std::string proposed_name(std::span<const std::string> lists, std::string_view joint, std::span<const std::uint8_t> random);

}  // namespace client::room
