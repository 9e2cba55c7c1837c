// Why a browser gives no device.
#pragma once

#include <string_view>

#include "client/call/facts.hpp"

namespace client::call {

// By the name of the error of getUserMedia or getDisplayMedia (W3C Media Capture and Streams section 10.2, Screen Capture section 5.1): a
// DOMException's or a TypeError's; "" where it is none of those.
DeviceError refusal_of(std::string_view error_name);

}  // namespace client::call
