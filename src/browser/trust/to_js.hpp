// Safety codes as values for the page (web/surface/surface.js: Safety).
#pragma once

#include "browser/js/js.hpp"
#include "client/trust/orders.hpp"

namespace browser::trust {

val to_js(const client::trust::ShowSafety& order);

}  // namespace browser::trust
