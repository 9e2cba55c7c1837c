#include "protocol/json_reader.hpp"

#include <nlohmann/json.hpp>
#include <utility>

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

using Kind = JsonNode::Kind;
using nlohmann::detail::input_adapter;
using Lexer = nlohmann::detail::lexer<nlohmann::json, decltype(input_adapter(std::declval<const char*>(), std::declval<const char*>()))>;
using Token = Lexer::token_type;

// Nothing here needs more than four levels; deeper text is refused before a tree is built of it.
constexpr std::size_t max_depth = 8;

// Of the library it takes the tokens, and makes the tree of them: its own tree, of maps, and the sentences in which its parser
// words each error would cost the page's module several times as much.
class Builder {
  public:
    Builder(std::string_view bytes, std::vector<JsonNode>& nodes, std::string& texts)
        : lexer_(input_adapter(bytes.data(), bytes.data() + bytes.size())), nodes_(nodes), texts_(texts) {}

    // Whether the text is one value.
    bool build() { return value(lexer_.scan()) && lexer_.scan() == Token::end_of_input; }

  private:
    bool value(Token token) {
        switch (token) {
            case Token::begin_object:
                return sequence(Kind::object, Token::end_object);
            case Token::begin_array:
                return sequence(Kind::list, Token::end_array);
            case Token::value_string:
                return text();
            case Token::value_unsigned:
                return add({Kind::number, 1, lexer_.get_number_unsigned()});
            case Token::literal_true:
            case Token::literal_false:
                return add({Kind::flag, 1, token == Token::literal_true});
            case Token::literal_null:
            case Token::value_integer:  // negative
            case Token::value_float:
                return add({Kind::other});
            default:
                return false;
        }
    }

    // What stands in an object or a list, up to its end.
    bool sequence(Kind kind, Token end) {
        if (depth_ == max_depth) return false;
        ++depth_;
        const auto start = nodes_.size();
        add({kind});
        auto next = lexer_.scan();
        while (next != end) {
            if (kind == Kind::object) {
                if (next != Token::value_string || !text() || lexer_.scan() != Token::name_separator) return false;
                next = lexer_.scan();
            }
            if (!value(next)) return false;
            next = lexer_.scan();
            if (next == end) break;
            if (next != Token::value_separator) return false;
            next = lexer_.scan();
            if (next == end) return false;
        }
        nodes_[start].span = static_cast<std::uint32_t>(nodes_.size() - start);
        --depth_;
        return true;
    }

    bool text() {
        const auto start = texts_.size();
        texts_ += lexer_.get_string();
        return add({Kind::text, 1, 0, std::string_view(texts_).substr(start)});
    }

    bool add(const JsonNode& node) {
        nodes_.push_back(node);
        return true;
    }

    Lexer lexer_;
    std::vector<JsonNode>& nodes_;
    std::string& texts_;
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
    if (Builder(bytes, nodes_, texts_).build()) node_ = nodes_.data();
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
