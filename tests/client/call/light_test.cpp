// Whether there is light enough before a camera.
#include <doctest/doctest.h>

#include "client/call/light.hpp"

using client::call::is_too_dark;

TEST_CASE("a dark picture is too dark, a lit one is not, and in between it stays as it was") {
    CHECK(is_too_dark(0.05, false));
    CHECK_FALSE(is_too_dark(0.4, true));
    CHECK(is_too_dark(0.2, true));
    CHECK_FALSE(is_too_dark(0.2, false));
}
