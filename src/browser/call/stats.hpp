// The browser's measurements of connections (W3C webrtc-stats), from and to values of JavaScript.
#pragma once

#include "browser/js/js.hpp"
#include "client/call/connection_quality.hpp"

namespace browser::call {

// From an RTCStatsReport.
client::call::Report report(const val& stats);

// The path (web/surface/call.js, Path) that two RTCStatsReports of one connection give; null where the later one has none. `before` may
// be null.
val path(const val& before, const val& now);

}  // namespace browser::call
