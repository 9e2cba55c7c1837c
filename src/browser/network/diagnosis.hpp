// The connection diagnostics' conclusions (client/diagnosis.hpp), from and to the page's words (web/surface/diagnosis.js, Findings and
// Diagnosis).
#pragma once

#include "browser/js/js.hpp"

namespace browser::network {

// From Findings to a Diagnosis. An unknown word counts as the first of its kind.
val diagnose(const val& findings);

}  // namespace browser::network
