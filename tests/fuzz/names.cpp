// Throws text at what cleans names and messages. What was cleaned is clean and can be seen, unless there was nothing to see; and it
// has a skeleton.
#include <cstdlib>

#include "client/lookalike.hpp"
#include "client/text.hpp"
#include "client/visible.hpp"
#include "fuzz/target.hpp"
#include "protocol/utf8.hpp"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

void run(std::string_view text) {
    const auto name = client::clean_name(text, 32);
    check(client::clean_name(name, 32) == name && client::trimmed(name) == name);
    check(name.empty() != client::has_visible(text));
    check(name.empty() || client::has_visible(name));
    const auto characters = protocol::count_characters(name);
    check(characters && *characters <= 32);
    const auto bones = client::skeleton(name);
    check(bones.empty() == name.empty() && protocol::count_characters(bones));

    const auto trimmed = client::trimmed(text);
    check(client::trimmed(trimmed) == trimmed);
    check(client::has_visible(trimmed) == client::has_visible(text));
}

const fuzz::Target target("names", run);

}  // namespace
