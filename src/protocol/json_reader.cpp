#include "protocol/json_reader.hpp"

#include <nlohmann/json.hpp>

namespace protocol {
namespace {

using Json = nlohmann::json;

// Nothing here needs more than four levels; deeper text is refused before a tree is built of it.
constexpr int max_depth = 8;

// The library's own builder of trees, which gives up on text that is nested too deeply. (The library's parser callback could
// do the same, at the price of a second parser in the page's module.)
class Builder : public nlohmann::detail::json_sax_dom_parser<Json> {
  public:
    explicit Builder(Json& tree) : json_sax_dom_parser(tree, /*allow_exceptions_=*/false) {}

    bool start_object(std::size_t count) { return ++depth_ <= max_depth && json_sax_dom_parser::start_object(count); }
    bool end_object() { return depth_-- > 0 && json_sax_dom_parser::end_object(); }
    bool start_array(std::size_t count) { return ++depth_ <= max_depth && json_sax_dom_parser::start_array(count); }
    bool end_array() { return depth_-- > 0 && json_sax_dom_parser::end_array(); }

  private:
    int depth_ = 0;
};

const Json* find(const void* node, const char* key) {
    const auto* json = static_cast<const Json*>(node);
    if (!json || !json->is_object()) return nullptr;
    const auto at = json->find(key);
    return at == json->end() ? nullptr : &*at;
}

const std::string* text_of(const Json* at, std::size_t max_bytes) {
    const auto* text = at ? at->get_ptr<const std::string*>() : nullptr;
    return text && text->size() <= max_bytes ? text : nullptr;
}

}  // namespace

JsonText::JsonText(std::string_view bytes) : JsonReader(nullptr) {
    auto tree = std::make_unique<Json>();
    Builder builder(*tree);
    if (Json::sax_parse(bytes.begin(), bytes.end(), &builder)) node_ = tree.release();
}

JsonText::~JsonText() { delete static_cast<const Json*>(node_); }

std::optional<std::string> JsonReader::text(const char* key, std::size_t max_bytes) const {
    const auto* text = text_of(find(node_, key), max_bytes);
    return text ? std::optional(*text) : std::nullopt;
}

std::optional<std::string> JsonReader::sealed(const char* key, std::size_t max_letters) const {
    auto letters = text(key, max_letters);
    if (!letters || letters->empty() || !is_base64url(*letters)) return std::nullopt;
    return letters;
}

std::optional<std::uint64_t> JsonReader::whole(const char* key, std::uint64_t max) const {
    const Json* at = find(node_, key);
    if (!at || !at->is_number_unsigned()) return std::nullopt;
    const auto value = at->get<std::uint64_t>();
    if (value > max) return std::nullopt;
    return value;
}

std::optional<std::uint32_t> JsonReader::small(const char* key, std::uint32_t max) const {
    const auto value = whole(key, max);
    if (!value) return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

std::optional<bool> JsonReader::flag(const char* key) const {
    const Json* at = find(node_, key);
    if (!at || !at->is_boolean()) return std::nullopt;
    return at->get<bool>();
}

std::optional<std::vector<std::string>> JsonReader::texts(const char* key, std::size_t max_items, std::size_t max_bytes) const {
    return list(key, max_items, [max_bytes](const JsonReader& item) -> std::optional<std::string> {
        const auto* text = text_of(static_cast<const Json*>(item.node_), max_bytes);
        if (!text || text->empty()) return std::nullopt;
        return *text;
    });
}

std::optional<JsonReader> JsonReader::list_at(const char* key, std::size_t max_items) const {
    const Json* at = find(node_, key);
    if (!at || !at->is_array() || at->size() > max_items) return std::nullopt;
    return JsonReader(at);
}

std::size_t JsonReader::size() const { return static_cast<const Json*>(node_)->size(); }

JsonReader JsonReader::item(std::size_t at) const { return JsonReader(&(*static_cast<const Json*>(node_))[at]); }

}  // namespace protocol
