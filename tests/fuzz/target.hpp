// The fuzz targets are one program, and the environment's TINCAN_FUZZ names the one that is fuzzed.
#pragma once

#include <string_view>

namespace fuzz {

// A static one registers a target; `run` takes any bytes, and aborts where they break a promise.
struct Target {
    using Run = void (*)(std::string_view bytes);
    Target(std::string_view name, Run run);
};

}  // namespace fuzz
