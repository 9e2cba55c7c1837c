// Which names look alike, after Unicode's "confusable detection" (UTS #39 section 4): nobody may pass for another by a name that
// only looks the same. It knows letters, and nobody who bears them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace client::members {

// The skeleton of a name (UTS #39): two names with equal skeletons look alike. `name` is UTF-8 that was decomposed before
// (Unicode normalisation form KD: `String.normalize('NFKD')`), so that only letters in their plainest form arrive here.
//
// Stricter than UTS #39, since a false alarm costs one press and a disguise costs trust: the cases of a letter are one letter,
// accents do not count, and neither does what is no letter or digit (a check mark, a flower, a full stop): it is a gap, and gaps
// at the ends are nothing. A name without any letter or digit is its own skeleton, less what is not seen of it (visible.hpp).
//
// A skeleton is for comparing, never for showing.
std::string skeleton(std::string_view name);

// White space, punctuation, symbols and pictures: what stands between the words of a skeleton.
bool is_gap(std::uint32_t point);

}  // namespace client::members
