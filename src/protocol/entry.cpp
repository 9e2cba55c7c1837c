#include "protocol/entry.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/utf8.hpp"
#include "protocol/wire.hpp"
#include "protocol/wire_identity.hpp"

namespace protocol {
namespace {

// Hashed and signed bytes begin with their kind and version, so that none can be taken for one of another kind.
constexpr std::string_view start_head{"tincan/1 log\0", 13};
constexpr std::string_view entry_head{"tincan/1 entry\0", 15};
constexpr std::string_view direct_head{"tincan/1 direct\0", 16};

// No two are alike, whatever follows.
std::string bytes_of(const Identity& identity) { return (identity.scheme == Scheme::ed25519 ? "e" : "p") + identity.key; }

void write_id(JsonWriter& json, const EntryId& id) { json.field("of", to_text(id.feed)).field("number", id.number); }

std::optional<EntryId> read_id(const JsonReader& json) {
    const auto feed = json.id<MemberId>("of");
    const auto number = json.whole("number");
    if (!feed || !number || *number == 0) return std::nullopt;
    return EntryId{*feed, *number};
}

void write(JsonWriter& json, const Introduction& it) { json.field("is", "introduction").field("name", it.name); }
void write(JsonWriter& json, const NewMessage& it) {
    json.field("is", "message").field("text", it.text);
    if (it.answers) write_id(json, *it.answers);
}
void write(JsonWriter& json, const Edit& it) {
    json.field("is", "edit").field("text", it.text);
    write_id(json, it.message);
}
void write(JsonWriter& json, const Deletion& it) {
    json.field("is", "deletion");
    write_id(json, it.message);
}
void write(JsonWriter& json, const Reaction& it) {
    json.field("is", "reaction").field("emoji", it.emoji).field("on", it.on);
    write_id(json, it.message);
}
void write(JsonWriter& json, const Pinning& it) {
    json.field("is", "pin").field("on", it.on);
    write_id(json, it.message);
}
void write(JsonWriter& json, const Topic& it) { json.field("is", "topic").field("text", it.text); }
void write(JsonWriter& json, const Poll& it) {
    json.field("is", "poll").field("text", it.question).field("several", it.several).texts("options", it.options);
}
void write(JsonWriter& json, const Vote& it) {
    json.field("is", "vote").list("options", it.options, [](JsonWriter& item, std::uint32_t at) { item.field("at", at); });
    write_id(json, it.poll);
}
void write(JsonWriter& json, const FileOffer& it) {
    json.field("is", "file")
        .field("name", it.name)
        .field("size", it.size)
        .field("type", it.type)
        .field("root", letters_of(protocol::bytes_of(it.root)));
    if (!it.thumbnail.empty()) json.field("thumbnail", letters_of(it.thumbnail));
}

using Says = std::optional<decltype(Entry::says)>;

std::optional<std::string> read_text(const JsonReader& json) {
    auto text = json.text("text", max_text_bytes);
    return text && has_length(*text, 1, max_text_points) ? text : std::nullopt;
}

Says read_message(const JsonReader& json) {
    auto text = read_text(json);
    if (!text) return std::nullopt;
    if (!json.has("of")) return NewMessage{std::move(*text), std::nullopt};
    const auto answers = read_id(json);
    return answers ? Says(NewMessage{std::move(*text), answers}) : std::nullopt;
}

Says read_poll(const JsonReader& json) {
    auto question = read_text(json);
    auto options = json.texts("options", max_poll_options, max_option_bytes);
    const auto several = json.flag("several");
    if (!question || !options || options->size() < 2 || !several) return std::nullopt;
    return Poll{std::move(*question), std::move(*options), *several};
}

Says read_vote(const JsonReader& json) {
    const auto poll = read_id(json);
    auto options = json.list("options", max_poll_options, [](const JsonReader& item) { return item.small("at", max_poll_options - 1); });
    if (!poll || !options || std::adjacent_find(options->begin(), options->end(), std::greater_equal<>()) != options->end())
        return std::nullopt;
    return Vote{*poll, std::move(*options)};
}

std::optional<Hash> read_hash(const JsonReader& json, const char* key) {
    const auto bytes = read_bytes(json, key, hash_bytes);
    if (!bytes) return std::nullopt;
    Hash hash{};
    std::copy(bytes->begin(), bytes->end(), hash.begin());
    return hash;
}

Says read_file(const JsonReader& json) {
    auto name = json.text("name", 4 * max_file_name_characters);
    const auto size = json.whole("size", max_file_bytes);
    auto type = json.text("type", max_file_type_bytes);
    const auto root = read_hash(json, "root");
    if (!name || !has_length(*name, 1, max_file_name_characters) || !size || !type || !root) return std::nullopt;
    std::optional<std::string> thumbnail = "";
    if (json.has("thumbnail")) {
        const auto letters = json.sealed("thumbnail", 2 * max_thumbnail_bytes);
        thumbnail = letters ? from_base64url(*letters) : std::nullopt;
    }
    if (!thumbnail || thumbnail->size() > max_thumbnail_bytes) return std::nullopt;
    return FileOffer{std::move(*name), *size, std::move(*type), *root, std::move(*thumbnail)};
}

// Of the kind that is read; nothing where it is unknown, as one of a later page would be.
Says read_says(const JsonReader& json) {
    const auto is = json.text("is", 16);
    if (!is) return std::nullopt;
    if (*is == "message") return read_message(json);
    if (*is == "poll") return read_poll(json);
    if (*is == "vote") return read_vote(json);
    if (*is == "file") return read_file(json);
    if (*is == "introduction") {
        auto name = json.text("name", max_name_bytes);
        return name && has_length(*name, 1, max_name_characters) ? Says(Introduction{std::move(*name)}) : std::nullopt;
    }
    if (*is == "topic") {
        auto text = json.text("text", max_text_bytes);
        return text && has_length(*text, 0, max_topic_characters) ? Says(Topic{std::move(*text)}) : std::nullopt;
    }
    const auto id = read_id(json);
    if (!id) return std::nullopt;
    if (*is == "deletion") return Deletion{*id};
    if (*is == "edit") {
        auto text = read_text(json);
        return text ? Says(Edit{*id, std::move(*text)}) : std::nullopt;
    }
    const auto on = json.flag("on");
    if (!on) return std::nullopt;
    if (*is == "pin") return Pinning{*id, *on};
    auto emoji = json.text("emoji", max_emoji_bytes);
    if (*is != "reaction" || !emoji || !has_length(*emoji, 1, max_emoji_bytes)) return std::nullopt;
    return Reaction{*id, std::move(*emoji), *on};
}

}  // namespace

// --- what an entry says ------------------------------------------------------------------------------------------------------

std::string encode(const Entry& entry) {
    JsonWriter json;
    std::visit([&json](const auto& it) { write(json, it); }, entry.says);
    return json.field("stamp", entry.stamp).done();
}

std::optional<Entry> decode_entry(std::string_view bytes) {
    if (bytes.size() > max_entry_bytes) return std::nullopt;
    const JsonText json(bytes);
    const auto stamp = json.whole("stamp");
    auto says = read_says(json);
    if (!stamp || !says) return std::nullopt;
    return Entry{*stamp, std::move(*says)};
}

// --- the chain ---------------------------------------------------------------------------------------------------------------

MemberId direct_feed(const MemberId& writer, const Identity& to) {
    const auto hash = Sha256().add(direct_head).add(bytes_of(writer)).add(bytes_of(to)).finish();
    MemberId feed;
    std::copy_n(hash.begin(), feed.bytes.size(), feed.bytes.begin());
    return feed;
}

Hash chain_start(const LogId& log, const MemberId& feed, const Identity& author, const Addressee& to) {
    Sha256 hash;
    hash.add(start_head).add(bytes_of(log)).add(bytes_of(feed)).add(bytes_of(author));
    if (to) hash.add(bytes_of(*to));
    return hash.finish();
}

Hash chain_next(const Hash& before, std::uint64_t number, std::string_view body) {
    return Sha256().add(bytes_of(before)).add(big_endian(number)).add(body).finish();
}

std::string chain_transcript(const LogId& log, const MemberId& feed, const Addressee& to, const Hash& hash) {
    auto bytes = std::string(entry_head).append(bytes_of(log)).append(bytes_of(feed)).append(bytes_of(hash));
    return to ? bytes.append(bytes_of(*to)) : bytes;
}

// --- how entries travel ------------------------------------------------------------------------------------------------------

Hash hash_of(const std::vector<Head>& heads) {
    Sha256 hash;
    for (const auto& head : heads) hash.add(bytes_of(head.feed)).add(big_endian(head.first)).add(big_endian(head.count));
    return hash.finish();
}

namespace {

void write_heads(JsonWriter& json, std::string_view is, const std::vector<Head>& heads) {
    json.field("is", is).list("heads", heads, [](JsonWriter& item, const Head& head) {
        item.field("feed", to_text(head.feed)).field("first", head.first).field("count", head.count);
    });
}

}  // namespace

void write(JsonWriter& json, const Heads& it) { write_heads(json, "heads", it.heads); }
void write(JsonWriter& json, const Digest& it) { json.field("is", "digest").field("hash", letters_of(bytes_of(it.hash))); }
void write(JsonWriter& json, const Read& it) { write_heads(json, "read", it.heads); }

void write(JsonWriter& json, const EntriesWanted& it) {
    json.field("is", "wanted").field("feed", to_text(it.feed)).field("first", it.first).field("last", it.last);
}

void write(JsonWriter& json, const Entries& it) {
    json.field("is", "entries").field("feed", to_text(it.feed)).field("first", it.first);
    write(json.field("before", letters_of(bytes_of(it.before))), it.author).texts("bodies", it.bodies);
    if (!it.signature.empty()) json.field("signature", letters_of(it.signature));
    if (it.to) json.list("to", std::array{*it.to}, [](JsonWriter& item, const Identity& to) { write(item, to); });
}

std::optional<Heads> read_heads(const JsonReader& json) {
    auto heads = json.list("heads", max_heads, [](const JsonReader& item) -> std::optional<Head> {
        const auto feed = item.id<MemberId>("feed");
        const auto first = item.whole("first");
        const auto count = item.whole("count");
        if (!feed || !first || *first == 0 || !count || *count < *first) return std::nullopt;
        return Head{*feed, *first, *count};
    });
    return heads ? std::optional(Heads{std::move(*heads)}) : std::nullopt;
}

std::optional<Digest> read_digest(const JsonReader& json) {
    const auto hash = read_hash(json, "hash");
    return hash ? std::optional(Digest{*hash}) : std::nullopt;
}

std::optional<Read> read_read(const JsonReader& json) {
    auto heads = read_heads(json);
    return heads ? std::optional(Read{std::move(heads->heads)}) : std::nullopt;
}

std::optional<EntriesWanted> read_entries_wanted(const JsonReader& json) {
    const auto feed = json.id<MemberId>("feed");
    const auto first = json.whole("first");
    const auto last = json.whole("last");
    if (!feed || !first || *first == 0 || !last || *last < *first) return std::nullopt;
    return EntriesWanted{*feed, *first, *last};
}

std::optional<Entries> read_entries(const JsonReader& json) {
    const auto feed = json.id<MemberId>("feed");
    auto author = read_identity(json);
    const auto first = json.whole("first");
    const auto before = read_hash(json, "before");
    auto bodies = json.texts("bodies", max_range_entries, max_entry_bytes);
    auto signature = json.has("signature") ? read_bytes(json, "signature", signature_bytes) : std::optional<std::string>("");
    if (!feed || !author || !first || *first == 0 || !before || !bodies || bodies->empty() || !signature) return std::nullopt;
    Entries entries{*feed, std::move(*author), *first, *before, std::move(*bodies), std::move(*signature)};
    if (!json.has("to")) return entries;
    auto to = json.list("to", 1, read_identity);
    if (!to || to->empty()) return std::nullopt;
    entries.to = std::move(to->front());
    return entries;
}

std::string encode(const Entries& it) {
    JsonWriter json;
    write(json, it);
    return json.done();
}

std::optional<Entries> decode_entries(std::string_view bytes) {
    if (bytes.size() > max_talk_bytes) return std::nullopt;
    return read_entries(JsonText(bytes));
}

}  // namespace protocol
