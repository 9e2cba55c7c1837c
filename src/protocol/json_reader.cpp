#include "protocol/json_reader.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace protocol {

// A value. The values inside it stand right behind it: in a list one after the other, in an object each after its key.
struct JsonNode {
    enum class Kind : std::uint8_t { object, list, text, number, flag, other };

    Kind kind;
    std::uint32_t span = 1;    // this and all inside, in nodes
    std::uint64_t number = 0;  // of a flag 0 or 1
    std::string_view text{};
};

namespace {

using Json = nlohmann::json;
using Kind = JsonNode::Kind;

// Nothing here needs more than four levels; deeper text is refused before a tree is built of it.
constexpr std::size_t max_depth = 8;

// What the library's parser says of each value, as it goes, becomes the tree. (Its own tree, of maps, would cost the page's module
// three times the parser.)
class Builder {
  public:
    Builder(std::vector<JsonNode>& nodes, std::string& texts) : nodes_(nodes), texts_(texts) {}

    bool null() { return add({Kind::other}); }
    bool boolean(bool flag) { return add({Kind::flag, 1, flag}); }
    bool number_integer(Json::number_integer_t) { return add({Kind::other}); }  // negative
    bool number_unsigned(Json::number_unsigned_t number) { return add({Kind::number, 1, number}); }
    bool number_float(Json::number_float_t, const std::string&) { return add({Kind::other}); }
    bool string(const std::string& text) {
        const auto start = texts_.size();
        texts_ += text;
        return add({Kind::text, 1, 0, std::string_view(texts_).substr(start)});
    }
    bool binary(Json::binary_t&) { return false; }  // not in JSON
    bool key(const std::string& name) { return string(name); }
    bool start_object(std::size_t) { return open(Kind::object); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(Kind::list); }
    bool end_array() { return close(); }
    bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }

  private:
    bool add(const JsonNode& node) {
        nodes_.push_back(node);
        return true;
    }
    bool open(Kind kind) {
        if (depth_ == max_depth) return false;
        open_[depth_++] = nodes_.size();
        return add({kind});
    }
    bool close() {
        const auto start = open_[--depth_];
        nodes_[start].span = static_cast<std::uint32_t>(nodes_.size() - start);
        return true;
    }

    std::vector<JsonNode>& nodes_;
    std::string& texts_;
    std::array<std::size_t, max_depth> open_{};
    std::size_t depth_ = 0;
};

// Where a key is there twice, its last value counts.
const JsonNode* find(const JsonNode* object, std::string_view key, Kind kind) {
    if (!object || object->kind != Kind::object) return nullptr;
    const JsonNode* found = nullptr;
    for (const auto *at = object + 1, *end = object + object->span; at != end;) {
        const auto* value = at + 1;
        if (at->text == key) found = value;
        at = value + value->span;
    }
    return found && found->kind == kind ? found : nullptr;
}

std::optional<std::string> text_of(const JsonNode* at, std::size_t max_bytes) {
    if (!at || at->kind != Kind::text || at->text.size() > max_bytes) return std::nullopt;
    return std::string(at->text);
}

}  // namespace

JsonText::JsonText(std::string_view bytes) : JsonReader(nullptr) {
    texts_.reserve(bytes.size());  // so that they stay where they are; none is longer than it was written
    Builder builder(nodes_, texts_);
    if (Json::sax_parse(bytes.begin(), bytes.end(), &builder)) node_ = nodes_.data();
}

JsonText::~JsonText() = default;

std::optional<std::string> JsonReader::text(const char* key, std::size_t max_bytes) const {
    return text_of(find(node_, key, Kind::text), max_bytes);
}

std::optional<std::string> JsonReader::sealed(const char* key, std::size_t max_letters) const {
    auto letters = text(key, max_letters);
    if (!letters || letters->empty() || !is_base64url(*letters)) return std::nullopt;
    return letters;
}

std::optional<std::uint64_t> JsonReader::whole(const char* key, std::uint64_t max) const {
    const auto* at = find(node_, key, Kind::number);
    if (!at || at->number > max) return std::nullopt;
    return at->number;
}

std::optional<std::uint32_t> JsonReader::small(const char* key, std::uint32_t max) const {
    const auto value = whole(key, max);
    if (!value) return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

std::optional<bool> JsonReader::flag(const char* key) const {
    const auto* at = find(node_, key, Kind::flag);
    if (!at) return std::nullopt;
    return at->number != 0;
}

std::optional<std::vector<std::string>> JsonReader::texts(const char* key, std::size_t max_items, std::size_t max_bytes) const {
    return list(key, max_items, [max_bytes](const JsonReader& item) {
        auto text = text_of(item.node_, max_bytes);
        return text && text->empty() ? std::nullopt : text;
    });
}

std::optional<std::vector<JsonReader>> JsonReader::items(const char* key, std::size_t max_items) const {
    const auto* list = find(node_, key, Kind::list);
    if (!list) return std::nullopt;
    std::vector<JsonReader> all;
    for (const auto *at = list + 1, *end = list + list->span; at != end; at += at->span) {
        if (all.size() == max_items) return std::nullopt;
        all.push_back(JsonReader(at));
    }
    return all;
}

}  // namespace protocol
