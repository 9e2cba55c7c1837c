#include "protocol/ids.hpp"

namespace protocol {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::array<std::int8_t, 256> make_values() {
    std::array<std::int8_t, 256> values{};
    for (auto& value : values) value = -1;
    for (std::size_t i = 0; i < alphabet.size(); ++i) values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}

constexpr auto values = make_values();

}  // namespace

std::string to_base64url(const std::uint8_t* bytes, std::size_t count) {
    std::string text;
    text.reserve((count * 4 + 2) / 3);
    std::uint32_t bits = 0;
    int held = 0;
    for (std::size_t i = 0; i < count; ++i) {
        bits = (bits << 8) | bytes[i];
        held += 8;
        while (held >= 6) {
            held -= 6;
            text += alphabet[(bits >> held) & 63];
        }
    }
    if (held > 0) text += alphabet[(bits << (6 - held)) & 63];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    if (text.size() % 4 == 1) return std::nullopt;
    std::string raw;
    raw.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char letter : text) {
        const auto value = values[static_cast<unsigned char>(letter)];
        if (value < 0) return std::nullopt;
        bits = (bits << 6) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held >= 8) {
            held -= 8;
            raw += static_cast<char>((bits >> held) & 255);
        }
    }
    if ((bits & ((1U << held) - 1)) != 0) return std::nullopt;
    return raw;
}

bool is_base64url(std::string_view text) {
    for (const char letter : text)
        if (values[static_cast<unsigned char>(letter)] < 0) return false;
    return true;
}

}  // namespace protocol
