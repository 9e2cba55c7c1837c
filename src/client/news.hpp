// News: what one machine tells the others. The machines that hear each, and their order, stand in routing.cpp. Each capability has its own,
// in its own folder.
#pragma once

#include <variant>

#include "client/access/news.hpp"
#include "client/call/news.hpp"
#include "client/conversation/news.hpp"
#include "client/files/news.hpp"
#include "client/members/news.hpp"
#include "client/mesh/news.hpp"
#include "client/network/news.hpp"
#include "client/room/news.hpp"
#include "client/signaling/news.hpp"
#include "client/trust/news.hpp"

namespace client {

// Made from any news of any group, as a fact is.
using News = std::variant<room::News, signaling::News, members::News, mesh::News, access::News, trust::News, conversation::News, call::News,
                          files::News, network::News>;

}  // namespace client
