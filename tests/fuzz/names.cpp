// Throws text at what cleans names and messages. The result is clean and can be seen, unless there was nothing to see; and it
// has a skeleton.
#include <cstdlib>

#include "client/members/lookalike.hpp"
#include "client/members/names.hpp"
#include "client/members/visible.hpp"
#include "fuzz/target.hpp"
#include "protocol/utf8.hpp"

namespace {

void check(bool good) {
    if (!good) std::abort();
}

void run(std::string_view text) {
    const auto name = client::members::clean_name(text, 32);
    check(client::members::clean_name(name, 32) == name && client::members::trimmed(name) == name);
    check(name.empty() != client::members::has_visible(text));
    check(name.empty() || client::members::has_visible(name));
    const auto characters = protocol::count_characters(name);
    check(characters && *characters <= 32);
    const auto bones = client::members::skeleton(name);
    check(bones.empty() == name.empty() && protocol::count_characters(bones));

    const auto trimmed = client::members::trimmed(text);
    check(client::members::trimmed(trimmed) == trimmed);
    check(client::members::has_visible(trimmed) == client::members::has_visible(text));
}

const fuzz::Target target("names", run);

}  // namespace
