#include "client/trust/spoken_code.hpp"

namespace client::trust {
namespace {

constexpr unsigned word_bits = 11;
constexpr unsigned picture_bits = 6;

template <class Number>
std::vector<Number> numbers(std::string_view code, unsigned bits_of_one) {
    std::vector<Number> all;
    std::uint32_t bits = 0;  // of which the last `left` are in no number yet
    unsigned left = 0;
    for (const char byte : code) {
        bits = (bits << 8) | static_cast<std::uint8_t>(byte);
        for (left += 8; left >= bits_of_one; left -= bits_of_one)
            all.push_back(static_cast<Number>((bits >> (left - bits_of_one)) & ((1U << bits_of_one) - 1)));
    }
    return all;
}

}  // namespace

SpokenCode spoken(std::string_view code) { return {numbers<std::uint16_t>(code, word_bits), numbers<std::uint8_t>(code, picture_bits)}; }

}  // namespace client::trust
