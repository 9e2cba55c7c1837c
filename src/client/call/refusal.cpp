#include "client/call/refusal.hpp"

namespace client::call {

DeviceError refusal_of(std::string_view error_name) {
    if (error_name == "NotAllowedError" || error_name == "SecurityError") return DeviceError::denied;
    if (error_name == "NotFoundError" || error_name == "OverconstrainedError") return DeviceError::missing;
    if (error_name == "NotReadableError" || error_name == "AbortError") return DeviceError::busy;
    if (error_name == "TypeError" || error_name == "NotSupportedError") return DeviceError::unsupported;
    return DeviceError::failed;
}

}  // namespace client::call
