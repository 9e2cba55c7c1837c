// A hello that was opened, as the client core takes it.
#pragma once

#include <string>

#include "client/members/facts.hpp"

namespace browser::members {

client::members::Introduction greeting(client::MemberId member, std::string hello, const std::string& sealed);

}  // namespace browser::members
