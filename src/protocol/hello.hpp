// How a member introduces itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "protocol/identity.hpp"
#include "protocol/ids.hpp"

namespace protocol {

inline constexpr std::size_t max_name_bytes = 128;      // 32 characters of four bytes
inline constexpr std::size_t max_name_characters = 32;  // Unicode code points
inline constexpr std::size_t max_build_letters = 64;

// The introduction of a member, signed for the whole room on joining.
struct Hello {
    std::string name;
    Identity identity;
    TabId tab;
    std::uint64_t epoch = 0;  // of that tab's stays, ms since 1970: a later stay of one tab replaces an earlier one
    Nonce fresh;
    std::string build;        // which page it runs: what `data-build` of the HTML says, "" where it says nothing
    bool has_ticket = false;  // it will show the host one
};

}  // namespace protocol
