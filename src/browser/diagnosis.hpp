// The connection doctor's conclusions (client/diagnosis.hpp), from and to the page's words (web/surface/diagnosis.js, Findings and
// Diagnosis).
#pragma once

#include "browser/js.hpp"

namespace browser {

// Takes Findings, gives a Diagnosis. A word that is not known stands for the first of its kind.
val diagnose(const val& findings);

}  // namespace browser
