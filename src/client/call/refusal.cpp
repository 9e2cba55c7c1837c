#include "client/call/refusal.hpp"

namespace client::call {

Refusal refusal_of(std::string_view error_name) {
    if (error_name == "NotAllowedError" || error_name == "SecurityError") return Refusal::denied;
    if (error_name == "NotFoundError" || error_name == "OverconstrainedError") return Refusal::missing;
    if (error_name == "NotReadableError" || error_name == "AbortError") return Refusal::busy;
    if (error_name == "TypeError" || error_name == "NotSupportedError") return Refusal::unsupported;
    return Refusal::failed;
}

}  // namespace client::call
