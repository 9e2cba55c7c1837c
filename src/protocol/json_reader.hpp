// Reads JSON (RFC 8259) text, field by field: each answers with a value of the type, range and length that was asked for, or
// with nothing. The library that builds the tree of values is known to json_reader.cpp alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "protocol/ids.hpp"

namespace protocol {

// JSON numbers are doubles to JavaScript: whole numbers are exact up to 2^53 (RFC 8259 section 6).
inline constexpr std::uint64_t max_whole = 1ULL << 53;

struct JsonNode;

// The fields of one object; none where the value is no object.
class JsonReader {
  public:
    bool has(const char* key) const;  // with whatever value
    std::optional<std::string> text(const char* key, std::size_t max_bytes) const;
    std::optional<std::string> sealed(const char* key, std::size_t max_letters) const;  // base64url, at least one letter
    std::optional<std::uint64_t> whole(const char* key, std::uint64_t max = max_whole) const;
    std::optional<std::uint32_t> small(const char* key, std::uint32_t max = 0xffffffff) const;
    std::optional<bool> flag(const char* key) const;

    template <class AnyId>
    std::optional<AnyId> id(const char* key) const {
        const auto letters = text(key, id_letters);
        return letters ? id_from_text<AnyId>(*letters) : std::nullopt;
    }

    // The list at `key`, each item read by `read(reader)`; nothing where it is no list, too long, or any item is bad.
    template <class Read>
    auto list(const char* key, std::size_t max_items, Read read) const
        -> std::optional<std::vector<typename std::invoke_result_t<Read, const JsonReader&>::value_type>> {
        const auto all = items(key, max_items);
        if (!all) return std::nullopt;
        std::vector<typename std::invoke_result_t<Read, const JsonReader&>::value_type> values;
        values.reserve(all->size());
        for (const auto& item : *all) {
            auto value = read(item);
            if (!value) return std::nullopt;
            values.push_back(std::move(*value));
        }
        return values;
    }
    // The list of texts at `key`, each of 1 to `max_bytes` bytes.
    std::optional<std::vector<std::string>> texts(const char* key, std::size_t max_items, std::size_t max_bytes) const;

  protected:
    explicit JsonReader(const JsonNode* node) : node_(node) {}
    const JsonNode* node_;

  private:
    std::optional<std::vector<JsonReader>> items(const char* key, std::size_t max_items) const;
};

// The object that some text is. Where `bytes` are not one JSON object, or one with more levels or values than our words have, it has
// no fields.
class JsonText : public JsonReader {
  public:
    explicit JsonText(std::string_view bytes);
    ~JsonText();
    JsonText(const JsonText&) = delete;
    JsonText& operator=(const JsonText&) = delete;

  private:
    std::vector<JsonNode> nodes_;
    std::string texts_;  // of all nodes
};

}  // namespace protocol
