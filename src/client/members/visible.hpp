// Whether a text can be seen: the one list of characters without a shape, for all that cleans, compares and links.
#pragma once

#include <cstdint>
#include <string_view>

namespace client::members {

// Whether `point` is one of a range of code points, of which `last` is the last.
constexpr bool within(std::uint32_t point, std::uint32_t first, std::uint32_t last) { return point - first <= last - first; }

// White space: Unicode's White_Space.
bool is_space(std::uint32_t point);

// White space and what is drawn as empty, such as the Braille pattern without dots.
bool is_blank(std::uint32_t point);

// Other code points that are not seen by themselves: controls, what turns the direction of the text (UAX #9), and Unicode's
// Default_Ignorable_Code_Point: joiners, variation selectors, tags and fillers.
bool is_unseen(std::uint32_t point);

// Those of the unseen ones that change the shape of what stands before them: joiners, variation selectors and tags.
bool is_joiner(std::uint32_t point);
bool is_selector(std::uint32_t point);
bool is_tag(std::uint32_t point);

// Whether anything of `text` can be seen. A text without is neither a name nor a message; nor is what is not well-formed UTF-8.
bool has_visible(std::string_view text);

}  // namespace client::members
