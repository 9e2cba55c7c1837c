// A hash that nobody can steer who does not know its salt: for tables whose keys are chosen by strangers.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>

namespace server {

using Salt = std::array<std::uint64_t, 2>;  // random in life; for tests:
inline constexpr Salt some_salt{0x9e3779b97f4a7c15ULL, 0xd1b54a32d192ed03ULL};

// Multiply and fold, twice: without the salt nobody can find two keys that meet.
inline std::uint64_t salted_hash(const std::array<std::uint8_t, 16>& key, const Salt& salt) {
    std::uint64_t half[2];
    std::memcpy(half, key.data(), sizeof half);
    __extension__ using Wide = unsigned __int128;
    const auto fold = [](std::uint64_t a, std::uint64_t b) {
        const Wide product = static_cast<Wide>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    };
    return fold(fold(half[0] ^ salt[0], half[1] ^ salt[1]) ^ salt[1], salt[0] | 1);
}

}  // namespace server
