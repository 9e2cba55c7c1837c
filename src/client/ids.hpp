// The ids that every part of the client core names.
#pragma once

#include "protocol/ids.hpp"

namespace client {

using protocol::MemberId;
using protocol::RoomId;

}  // namespace client
