#include "protocol/files.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/wire.hpp"
#include "protocol/wire_identity.hpp"

namespace protocol {
namespace {

// So that neither can be taken for the other, nor for a leaf.
constexpr std::string_view group_head{"tincan/1 group\0", 15};
constexpr std::string_view file_head{"tincan/1 file\0", 14};
constexpr std::string_view label_head = "file ";
constexpr std::uint32_t max_slices = static_cast<std::uint32_t>(max_file_bytes / slice_bytes);
constexpr std::uint32_t max_groups = max_slices / group_slices;

void write_range(JsonWriter& json, const SliceRange& range) { json.field("first", range.first).field("count", range.count); }

std::optional<SliceRange> read_range(const JsonReader& json) {
    const auto first = json.small("first", max_slices - 1);
    const auto count = json.small("count", max_slices);
    if (!first || !count || *count == 0 || *count > max_slices - *first) return std::nullopt;
    return SliceRange{*first, *count};
}

void write_group(JsonWriter& json, const std::optional<std::uint32_t>& group) {
    if (group) json.field("group", *group);
}

void write(JsonWriter& json, const HashesWanted& it) { write_group(json.field("is", "tree"), it.group); }
void write(JsonWriter& json, const Hashes& it) { write_group(json.field("is", "hashes").field("hashes", letters_of(it.hashes)), it.group); }
void write(JsonWriter& json, const SlicesHere& it) { json.field("is", "here").list("slices", it.ranges, write_range); }
void write(JsonWriter& json, const SlicesWanted& it) { write_range(json.field("is", "send"), it.range); }
void write(JsonWriter& json, const SendingPaused&) { json.field("is", "paused"); }

std::optional<FileWord> read_hashes(const JsonReader& json, std::optional<std::uint32_t> group) {
    const auto letters = json.sealed("hashes", max_file_word_bytes);
    auto hashes = letters ? from_base64url(*letters) : std::nullopt;
    if (!hashes || hashes->size() % hash_bytes != 0 || hashes->size() > hash_bytes * std::size_t{group_slices}) return std::nullopt;
    return Hashes{group, std::move(*hashes)};
}

std::optional<FileWord> read_word(const JsonReader& json) {
    const auto is = json.text("is", 16);
    if (!is) return std::nullopt;
    if (*is == "here") {
        auto ranges = json.list("slices", max_file_ranges, read_range);
        return ranges ? std::optional<FileWord>(SlicesHere{std::move(*ranges)}) : std::nullopt;
    }
    if (*is == "send") {
        const auto range = read_range(json);
        return range ? std::optional<FileWord>(SlicesWanted{*range}) : std::nullopt;
    }
    if (*is == "paused") return SendingPaused{};
    const auto group = json.small("group", max_groups - 1);
    if (json.has("group") && !group) return std::nullopt;
    if (*is == "tree") return HashesWanted{group};
    return *is == "hashes" ? read_hashes(json, group) : std::nullopt;
}

std::uint32_t parts(std::uint64_t whole, std::uint64_t part) { return static_cast<std::uint32_t>(whole / part + (whole % part != 0)); }

std::string four_bytes(std::uint32_t number) { return big_endian(number).substr(4); }

std::uint32_t read_four(std::string_view bytes) {
    std::uint32_t number = 0;
    for (const char byte : bytes.substr(0, 4)) number = number << 8 | static_cast<std::uint8_t>(byte);
    return number;
}

}  // namespace

std::uint32_t slices_of(std::uint64_t size) { return parts(size, slice_bytes); }
std::uint32_t groups_of(std::uint64_t size) { return parts(slices_of(size), group_slices); }

std::uint32_t slice_length(std::uint64_t size, std::uint32_t slice) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(slice_bytes, size - std::uint64_t{slice} * slice_bytes));
}

std::uint32_t leaves_of(std::uint64_t size, std::uint32_t group) { return std::min(group_slices, slices_of(size) - group * group_slices); }

Hash group_hash(std::string_view leaves) { return Sha256().add(group_head).add(leaves).finish(); }
Hash file_root(std::uint64_t size, std::string_view groups) { return Sha256().add(file_head).add(big_endian(size)).add(groups).finish(); }

std::string encode(const TransferLabel& label) {
    return std::string(label_head) + to_text(label.offer.feed) + "." + std::to_string(label.offer.number);
}

std::optional<TransferLabel> decode_transfer_label(std::string_view bytes) {
    const auto number_at = label_head.size() + id_letters + 1;
    if (bytes.size() <= number_at || bytes.substr(0, label_head.size()) != label_head || bytes[number_at - 1] != '.') return std::nullopt;
    const auto feed = id_from_text<MemberId>(bytes.substr(label_head.size(), id_letters));
    std::uint64_t number = 0;
    const auto* end = bytes.data() + bytes.size();
    const auto read = std::from_chars(bytes.data() + number_at, end, number);
    if (!feed || read.ec != std::errc() || read.ptr != end || number == 0 || number > max_whole) return std::nullopt;
    return TransferLabel{{*feed, number}};
}

std::string encode(const FileWord& word) {
    JsonWriter json;
    std::visit([&json](const auto& it) { write(json, it); }, word);
    return json.done();
}

std::optional<FileWord> decode_file_word(std::string_view bytes) {
    if (bytes.size() > max_file_word_bytes) return std::nullopt;
    return read_word(JsonText(bytes));
}

std::string encode(const FrameHead& head) { return four_bytes(head.slice) + four_bytes(head.offset); }

std::optional<FrameHead> decode_frame_head(std::string_view bytes) {
    if (bytes.size() != frame_head_bytes) return std::nullopt;
    const FrameHead head{read_four(bytes), read_four(bytes.substr(4))};
    return head.slice < max_slices && head.offset < slice_bytes ? std::optional(head) : std::nullopt;
}

}  // namespace protocol
