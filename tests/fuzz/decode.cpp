// Throws bytes at one decoder, DECODE. Whatever they are, it answers; and what it took it takes again when we say it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "protocol/wire.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto value = protocol::DECODE({reinterpret_cast<const char*>(data), size});
    if (!value) return 0;
    const auto said = protocol::encode(*value);
    const auto again = protocol::DECODE(said);
    if (!again || protocol::encode(*again) != said) std::abort();
    return 0;
}
