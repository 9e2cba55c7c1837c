// Whether a message calls somebody by name. Text in, an answer out; knows nobody.
#pragma once

#include <string_view>

namespace client::conversation {

// True where `text` has an @ with that name behind it as whole words, or with the first word of a longer name. Both are written in Unicode
// normalisation form KD (`String.normalize('NFKD')`), and are compared as names that look alike are (client/members/lookalike.hpp): without
// case, accents and signs, since a mention that is overlooked costs more than one too many.
//
// In Korean what is said about a name is written right behind it, without a space: titles and particles do not count.
bool mentions(std::string_view text, std::string_view name);

}  // namespace client::conversation
