// Files as values for the page (web/surface/files.js).
#pragma once

#include <string>

#include "browser/js/js.hpp"
#include "client/files/orders.hpp"

namespace browser::files {

// Without its `id`.
val to_js(const client::files::ShowFile& order);
val to_js(const client::files::ShowPicked& order);
// As the worker says it.
client::files::FileTrouble trouble(const std::string& word);

}  // namespace browser::files
