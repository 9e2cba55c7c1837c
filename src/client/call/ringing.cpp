#include "client/call/ringing.hpp"

#include <utility>

namespace client::call {

std::optional<MemberId> Ringing::over() { return std::exchange(caller_, std::nullopt); }

}  // namespace client::call
