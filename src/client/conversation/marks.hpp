// Marks of Markdown in what people write, and where a link with words of its own leads. Text in, decisions out; knows nobody.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "client/conversation/links.hpp"

namespace client::conversation {

// Whether a message has marks: it may be more than plain text, and the page takes it apart. Most messages have none, and the page
// need not load for them what does that. A mark that is alone, or inside an address, is none.
bool has_marks(const std::vector<Piece>& pieces);

// How "[label](address)" is drawn. none: text, since nothing may lead to such an address; disguised: a link of which a reader must see the
// address, since the label reads like another one, or has nothing to read.
enum class LabelledLink : std::uint8_t { none, honest, disguised };
LabelledLink judged_link(std::string_view label, std::string_view address);

}  // namespace client::conversation
