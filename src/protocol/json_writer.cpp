#include "protocol/json_writer.hpp"

#include "protocol/utf8.hpp"

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

}  // namespace protocol
