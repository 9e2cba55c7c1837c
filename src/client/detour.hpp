// The messages between us and one member that go through a third who talks with both, while our own connection to that member does
// not work. Lines are numbered and confirmed, so lost ones are sent again and duplicates are recognised.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "client/ids.hpp"
#include "client/times.hpp"

namespace client {

struct Detour {
    std::optional<Millis> begins_at;  // for words; letters that make a connection do not wait. Nothing: there is no such road
    MemberId through;                 // of whom words go through
    bool sealing = false;             // a letter is under way to be sealed: one at a time, so that they keep their order
    bool heard = false;               // words came back: the road is good
    bool due = true;                  // something that is confirmed by nothing is to be said: which lines have come, our status
    std::uint64_t lines = 0;          // of ours, how many went this way
    unsigned tries = 0;               // since anything was confirmed
    Millis again_at = 0;              // when to say all anew where something was not confirmed
    Millis renew_at = 0;              // and when in any case: what else we say is confirmed by nothing

    // Something went this way that was not confirmed, given how many of our lines were.
    bool waits(std::uint64_t confirmed) const { return !heard || confirmed < lines; }

    // When there is something to say even if nothing is new; nothing where there is no such road, or it is in use.
    std::optional<Millis> wake_at(std::uint64_t confirmed) const {
        if (!begins_at || sealing) return std::nullopt;
        return std::max(*begins_at, due ? 0 : waits(confirmed) ? again_at : renew_at);
    }
};

}  // namespace client
