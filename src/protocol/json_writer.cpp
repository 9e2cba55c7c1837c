#include "protocol/json_writer.hpp"

namespace protocol {

JsonWriter& JsonWriter::field(std::string_view key, std::string_view text) {
    begin(key);
    quote(text);
    return *this;
}

JsonWriter& JsonWriter::field(std::string_view key, std::uint64_t number) {
    begin(key);
    text_ += std::to_string(number);
    return *this;
}

JsonWriter& JsonWriter::field(std::string_view key, bool flag) {
    begin(key);
    text_ += flag ? "true" : "false";
    return *this;
}

JsonWriter& JsonWriter::texts(std::string_view key, const std::vector<std::string>& items) {
    begin(key);
    text_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) text_ += ',';
        quote(items[i]);
    }
    text_ += ']';
    return *this;
}

void JsonWriter::begin(std::string_view key) {
    if (text_.size() > 1) text_ += ',';
    quote(key);
    text_ += ':';
}

void JsonWriter::quote(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    text_.reserve(text_.size() + text.size() + 2);
    text_ += '"';
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text.front());
        std::size_t length = 1;
        if (first == '"' || first == '\\') {
            text_ += '\\';
            text_ += text.front();
        } else if (first == '\n') {
            text_ += "\\n";
        } else if (first < 0x20) {
            text_ += "\\u00";
            text_ += digits[first >> 4];
            text_ += digits[first & 15];
        } else if (first < 0x80) {
            text_ += text.front();
        } else if (const auto sequence = utf8_sequence(text)) {
            length = sequence;
            text_ += text.substr(0, length);
        } else {
            text_ += "\xef\xbf\xbd";
        }
        text.remove_prefix(length);
    }
    text_ += '"';
}

std::size_t utf8_sequence(std::string_view text) {
    if (text.empty()) return 0;
    const auto lead = static_cast<unsigned char>(text[0]);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xc2 && lead < 0xe0 ? 2
                               : lead >= 0xe0 && lead < 0xf0 ? 3
                               : lead >= 0xf0 && lead < 0xf5 ? 4
                                                             : 0;
    if (length == 0 || length > text.size()) return 0;
    std::uint32_t point = length == 1 ? lead : lead & (0x7fU >> length);
    for (std::size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(text[k]);
        if ((next & 0xc0) != 0x80) return 0;
        point = (point << 6) | (next & 0x3fU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    return overlong || surrogate || point > 0x10ffff ? 0 : length;
}

}  // namespace protocol
