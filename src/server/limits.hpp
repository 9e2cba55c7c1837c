// How much one server gives to one room, one member and one mailbox. Plain numbers, with their reasons; no behaviour.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace server {

// Milliseconds since any fixed moment; never goes back.
using Millis = std::int64_t;

struct Limits {
    std::uint32_t seats = 8;                  // members of one room: a mesh of calls does not grow further on a laptop
    std::size_t rooms = 20'000;               // rooms at once
    std::size_t waiting_mail = 256;           // deliveries in one mailbox that nobody has confirmed
    std::size_t waiting_bytes = 1024 * 1024;  // the same in bytes of sealed text
    std::int64_t letter_burst = 600;          // letters of one member at once: a new call with seven others, twice
    std::int64_t letters_per_second = 60;     // letters of one member in the long run
    Millis expiry = 6'000;                    // a mailbox that nobody receives for so long expires
    // Added to the clock to number a mailbox's first delivery; without it, numbers begin at 1. In life it makes that the time since
    // 1970, so that a number of an earlier stay, or of the server's last life, is never taken for a receipt of this one.
    std::optional<std::uint64_t> numbers_from;
    std::uint64_t salt[2] = {0x9e3779b97f4a7c15ULL, 0xd1b54a32d192ed03ULL};  // random in life: nobody can choose colliding rooms
};

}  // namespace server
