// Why a browser gives no device, by the name of its error.
#include "client/call/refusal.hpp"

#include <doctest/doctest.h>

using namespace client::call;

TEST_CASE("each error of a browser has the reason that a person can do something about") {
    CHECK(refusal_of("NotAllowedError") == DeviceError::denied);
    CHECK(refusal_of("SecurityError") == DeviceError::denied);
    CHECK(refusal_of("NotFoundError") == DeviceError::missing);
    CHECK(refusal_of("OverconstrainedError") == DeviceError::missing);
    CHECK(refusal_of("NotReadableError") == DeviceError::busy);
    CHECK(refusal_of("AbortError") == DeviceError::busy);
    CHECK(refusal_of("TypeError") == DeviceError::unsupported);
    CHECK(refusal_of("NotSupportedError") == DeviceError::unsupported);
    for (const char* other : {"", "InvalidStateError", "notallowederror", "Error"}) CHECK(refusal_of(other) == DeviceError::failed);
}
