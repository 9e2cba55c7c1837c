// How much one server gives to one address, one room, one member and one mailbox. Plain numbers, with their reasons; no
// behaviour.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "server/leaky_bucket.hpp"
#include "server/salt.hpp"

namespace server {

// One address, which may be that of an office of fifty people.
struct CallerLimits {
    Rate joins{300, 300};                 // all their tabs, and once more when the server restarts
    Rate letters{20'000, 60'000};         // fifty people who enter calls of eight at once
    Rate bytes{64'000'000, 240'000'000};  // those letters, of 4 KB each
    std::size_t mailboxes = 512;          // received at once: all their tabs
    std::size_t connections = 600;        // at once: a browser opens six, and those of a page that was left end a little later
    Rate handshakes{600, 600};            // of TLS: all of these connections anew, when the server restarts
};

// TLS handshakes of all addresses: one takes 0.6 ms of a core with an ECDSA key, so that a flood of them leaves half for those inside.
inline constexpr Rate all_handshakes{1'600, 48'000};

struct Limits {
    std::uint32_t seats = 8;                            // members of one room: a mesh of calls does not grow further on a laptop
    std::size_t rooms = 20'000;                         // rooms at once
    std::size_t waiting_mail = 256;                     // deliveries in one mailbox that nobody has confirmed
    std::size_t waiting_bytes = 1024 * 1024;            // the same in bytes of sealed text
    std::size_t all_waiting_bytes = 256 * 1024 * 1024;  // of all mailboxes together, each delivery with what it costs to keep
    Rate letters{600, 3'600};                           // of one member: a new call with seven others, twice, and sixty a second
    // Of one room, for each of its seats, whoever has sat there: members come and go, and nobody knows who they are.
    Rate joins_per_seat{8, 8};                  // tabs that are reloaded
    Rate bytes_per_seat{2'000'000, 8'000'000};  // twice a new call's letters
    Millis expiry = 6'000;                      // a mailbox that nobody receives for so long expires
    // A member that was written to so long ago, and never wrote, gives its seat to whoever comes to a full room. A page that works answers
    // within a second or two.
    Millis silence = 10'000;
    // Added to the clock to number a mailbox's first delivery; without it, numbers begin at 1. In life it makes that the time since
    // 1970, so that a number of an earlier stay, or of the server's last life, is never taken for a receipt of this one.
    std::optional<std::uint64_t> first_sequence;
    Salt salt = some_salt;  // random in life: nobody can choose colliding rooms
};

}  // namespace server
