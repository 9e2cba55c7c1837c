// Throws text at what cleans names and messages: what was cleaned is clean.
#include <cstdlib>

#include "client/text.hpp"
#include "fuzz/target.hpp"

namespace {

void run(std::string_view text) {
    const auto name = client::clean_name(text, 32);
    if (client::clean_name(name, 32) != name || client::trimmed(name) != name) std::abort();
    const auto trimmed = client::trimmed(text);
    if (client::trimmed(trimmed) != trimmed) std::abort();
}

const fuzz::Target target("names", run);

}  // namespace
