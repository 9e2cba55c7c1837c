// Why a browser gives no device, by the name of its error.
#include "client/call/refusal.hpp"

#include <doctest/doctest.h>

using namespace client::call;

TEST_CASE("each error of a browser has the reason that a person can do something about") {
    CHECK(refusal_of("NotAllowedError") == Refusal::denied);
    CHECK(refusal_of("SecurityError") == Refusal::denied);
    CHECK(refusal_of("NotFoundError") == Refusal::missing);
    CHECK(refusal_of("OverconstrainedError") == Refusal::missing);
    CHECK(refusal_of("NotReadableError") == Refusal::busy);
    CHECK(refusal_of("AbortError") == Refusal::busy);
    CHECK(refusal_of("TypeError") == Refusal::unsupported);
    CHECK(refusal_of("NotSupportedError") == Refusal::unsupported);
    for (const char* other : {"", "InvalidStateError", "notallowederror", "Error"}) CHECK(refusal_of(other) == Refusal::failed);
}
