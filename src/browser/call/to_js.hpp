// The call as values for the page (web/surface/call.js).
#pragma once

#include <optional>
#include <string_view>

#include "browser/js/js.hpp"
#include "client/call/orders.hpp"

namespace browser::call {

val to_js(client::call::DeviceError why);
val to_js(protocol::Gesture sign);
std::optional<protocol::Gesture> gesture_named(std::string_view word);
val to_js(const client::call::ShowCall& order);
val to_js(const client::call::ShowStage& order);

}  // namespace browser::call
