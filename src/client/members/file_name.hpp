// The names of files that come from elsewhere.
#pragma once

#include <string>
#include <string_view>

namespace client::members {

// A name fit for a disk of any system, and to be shown: without folders, controls, characters that turn the direction of the text, and
// those that Windows forbids; no name of a device there, and not hidden. At most 200 bytes, of which the ending stays. Never "".
std::string clean_file_name(std::string_view name);

}  // namespace client::members
