#include "client/room/proposed_name.hpp"

#include <algorithm>
#include <cstddef>

namespace client::room {
namespace {

// The word of that number, from 0, modulo how many there are.
std::string_view word(std::string_view list, std::size_t number) {
    const auto words = static_cast<std::size_t>(std::count(list.begin(), list.end(), ' ')) + 1;
    for (number %= words; number > 0; --number) list.remove_prefix(list.find(' ') + 1);
    return list.substr(0, list.find(' '));
}

}  // namespace

std::string proposed_name(std::span<const std::string> lists, std::string_view joint, std::span<const std::uint8_t> random) {
    std::string name;
    std::size_t at = 0;
    const auto next_byte = [&]() -> std::size_t { return at < random.size() ? random[at++] : 0; };
    for (const auto& list : lists) {
        if (&list != lists.data()) name += joint;
        const auto high = next_byte();
        name += word(list, high * 256 + next_byte());
    }
    return name;
}

}  // namespace client::room
