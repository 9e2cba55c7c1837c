// The values of a tab that outlive a reload. Where the browser keeps nothing, a reload is another tab.
#pragma once

#include <cstdint>
#include <string>

#include "protocol/ids.hpp"

namespace browser::room {

protocol::TabId this_tab();

// Of the tab's last stay; 0: none.
std::uint64_t last_epoch();
void keep_epoch(std::uint64_t epoch);

// The call that the tab is in, as the core writes it; "" for none.
std::string kept_call();
void keep_call(const std::string& text);

}  // namespace browser::room
