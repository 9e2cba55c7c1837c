// Throws bytes at each decoder of the wire; DECODERS (tests/CMakeLists.txt) is DECODER(name) for all that wire.hpp declares.
// It answers any bytes; and what it took it takes again when we say it.
#include <cstdlib>
#include <optional>
#include <string_view>

#include "fuzz/target.hpp"
#include "protocol/wire.hpp"

namespace {

template <class Value>
void decode_again(std::optional<Value> (*decode)(std::string_view), std::string_view bytes) {
    const auto value = decode(bytes);
    if (!value) return;
    const auto said = protocol::encode(*value);
    const auto again = decode(said);
    if (!again || protocol::encode(*again) != said) std::abort();
}

#define DECODER(name) const fuzz::Target name##_target(#name, [](std::string_view bytes) { decode_again(protocol::name, bytes); });
DECODERS

}  // namespace
