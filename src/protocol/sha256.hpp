// SHA-256 (FIPS 180-4 section 6.2). The client hashes long chains of short texts and needs each result before the next: the browser's own
// digest answers later, after a thread hop for each (4,700 a second in Firefox; this makes half a million), and no kept library compiles
// for the page without a C library of its own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace protocol {

inline constexpr std::size_t hash_bytes = 32;

using Hash = std::array<std::uint8_t, hash_bytes>;

class Sha256 {
  public:
    Sha256& add(std::string_view bytes);
    // The hash of all that was added. To be called once.
    Hash finish();

  private:
    void compress(const std::uint8_t* block);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> block_{};
    std::size_t filled_ = 0;
    std::uint64_t length_ = 0;  // bytes
};

Hash sha256(std::string_view bytes);

// The bytes of a hash, as text that holds any bytes.
std::string_view bytes_of(const Hash& hash);

}  // namespace protocol
