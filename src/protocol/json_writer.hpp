// Writes JSON (RFC 8259) text, field by field. The library writes trees of values; our words are flat and known, and its writer
// would cost the page's module as much as all of the chat (numbers of every kind, `printf`).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace protocol {

class JsonWriter {
  public:
    // One field of the object under way. `text` that is no UTF-8 is repaired with U+FFFD, so that what is written can be read.
    JsonWriter& field(std::string_view key, std::string_view text);
    JsonWriter& field(std::string_view key, const std::string& text) { return field(key, std::string_view(text)); }
    JsonWriter& field(std::string_view key, const char* text) { return field(key, std::string_view(text)); }
    JsonWriter& field(std::string_view key, std::uint64_t number);
    JsonWriter& field(std::string_view key, std::uint32_t number) { return field(key, std::uint64_t{number}); }
    JsonWriter& field(std::string_view key, bool flag);

    // A field that is a list; `write_item(writer, item)` writes the fields of one item, each an object.
    template <class Items, class WriteItem>
    JsonWriter& list(std::string_view key, const Items& items, WriteItem write_item) {
        begin(key);
        text_ += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) text_ += ',';
            first = false;
            JsonWriter inner;
            write_item(inner, item);
            text_ += inner.done();
        }
        text_ += ']';
        return *this;
    }
    JsonWriter& texts(std::string_view key, const std::vector<std::string>& items);

    // The whole object.
    std::string done() const { return text_ + '}'; }

  private:
    void begin(std::string_view key);
    void quote(std::string_view text);

    std::string text_ = "{";
};

}  // namespace protocol
