#include "client/conversation/keeping.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "protocol/identity.hpp"
#include "protocol/json_reader.hpp"
#include "protocol/talk.hpp"

namespace client::conversation {
namespace {

using protocol::Hash;

constexpr std::size_t number_bytes = 8;
constexpr char ed25519_letter = 'e';
constexpr char p256_letter = 'p';
// All that has travelled can be kept: its bodies, and beside each its length and when it came.
static_assert(max_kept_bytes >= protocol::max_talk_bytes + 2 * number_bytes * protocol::max_range_entries + 256);

// A portion ends with whichever is reached first.
constexpr std::uint64_t portion_entries = 512;
constexpr std::size_t portion_records = 128;
constexpr std::uint64_t screen_entries = 64;  // of one feed, that are read before others' older ones

// A feed may have so many small records, but all feeds of a room together only so many: thousands of short stays would take seconds to read
// (measured: 50,000 records 4 s, as 200 packed ones 0.3 s). Packed records are small no longer, so that each entry is packed a few times at
// most.
constexpr std::size_t max_small_records = 64;
constexpr std::size_t max_small_records_of_all = 1'024;
constexpr std::uint64_t small_entries = protocol::max_range_entries / 2;
constexpr std::size_t packed_bytes = protocol::max_range_bytes;
constexpr std::size_t small_bytes = packed_bytes / 2;

// Reads bytes from the front. Where they do not suffice, or a text is longer than it may be, all that is read is empty, and `good` false.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    std::string_view bytes(std::uint64_t count) {
        good_ = good_ && count <= left_.size();
        if (!good_) return {};
        const auto taken = left_.substr(0, static_cast<std::size_t>(count));
        left_.remove_prefix(taken.size());
        return taken;
    }
    std::uint64_t number() {
        std::uint64_t number = 0;
        for (const char byte : bytes(number_bytes)) number = (number << 8) | static_cast<unsigned char>(byte);
        return number;
    }
    std::string counted(std::size_t most) {
        const auto count = number();
        good_ = good_ && count <= most;
        return std::string(bytes(count));
    }
    bool good() const { return good_; }
    bool at_end() const { return good_ && left_.empty(); }

  private:
    std::string_view left_;
    bool good_ = true;
};

std::string bytes_of(const protocol::Identity& identity) {
    return (identity.scheme == protocol::Scheme::ed25519 ? ed25519_letter : p256_letter) + protocol::counted(identity.key);
}

std::optional<protocol::Identity> read_identity(Reader& reader) {
    const auto scheme = reader.bytes(1);
    const bool is_ed25519 = scheme == std::string_view(&ed25519_letter, 1);
    if (!is_ed25519 && scheme != std::string_view(&p256_letter, 1)) return std::nullopt;
    protocol::Identity identity{is_ed25519 ? protocol::Scheme::ed25519 : protocol::Scheme::p256, reader.counted(protocol::p256_key_bytes)};
    const bool whole = identity.key.size() == (is_ed25519 ? protocol::ed25519_key_bytes : protocol::p256_key_bytes);
    return whole ? std::optional(std::move(identity)) : std::nullopt;
}

std::optional<KeptRecord> read_name(std::string_view line) {
    const auto feed = protocol::id_from_text<protocol::MemberId>(line.substr(0, protocol::id_letters));
    if (!feed || line.size() <= protocol::id_letters || line[protocol::id_letters] != ' ') return std::nullopt;
    KeptRecord record{*feed};
    const auto* end = line.data() + line.size();
    const auto last = std::from_chars(line.data() + protocol::id_letters + 1, end, record.last);
    if (last.ec != std::errc() || last.ptr == end || *last.ptr != ' ') return std::nullopt;
    const auto first = std::from_chars(last.ptr + 1, end, record.first);
    if (first.ec != std::errc() || first.ptr != end || record.first == 0 || record.first > record.last ||
        record.count() > protocol::max_range_entries)
        return std::nullopt;
    return record;
}

bool is_small(const KeptRecord& record) { return record.count() < small_entries && record.bytes < small_bytes; }

// As they lie on disk. (One order for all: each sorting of its own would be two kilobytes of the page's module.)
bool in_order(const KeptRecord& a, const KeptRecord& b) {
    if (a.feed != b.feed) return a.feed < b.feed;
    return a.last != b.last ? a.last < b.last : a.first < b.first;
}

// Packs of the small records of one feed, in order: each as large as it may be. Those that would stay alone are in none.
void pack(const KeptRecord* at, const KeptRecord* end, std::vector<std::vector<KeptRecord>>& packs) {
    while (at != end) {
        std::vector<KeptRecord> parts{*at};
        const auto first = at->first;
        auto [last, bytes] = std::pair(at->last, at->bytes);
        for (++at; at != end && at->first >= first && at->first <= last + 1; ++at) {
            if (at->last - first >= protocol::max_range_entries || bytes + at->bytes > packed_bytes) break;
            last = at->last;
            bytes += at->bytes;
            parts.push_back(*at);
        }
        if (parts.size() > 1) packs.push_back(std::move(parts));
    }
}

}  // namespace

// Not as they travel: JSON in JSON may take several times as much as it says, and takes longer to read.
std::string encode(const KeptEntries& kept) {
    const auto& it = kept.entries;
    auto bytes = protocol::bytes_of(it.feed);
    bytes += bytes_of(it.author) + protocol::big_endian(it.first);
    bytes += protocol::bytes_of(it.before);
    bytes += protocol::counted(it.signature);
    bytes += protocol::big_endian(it.bodies.size());
    for (std::size_t at = 0; at < it.bodies.size(); ++at)
        bytes += protocol::big_endian(kept.arrived[at]) += protocol::counted(it.bodies[at]);
    return it.to ? bytes + bytes_of(*it.to) : bytes;
}

std::optional<KeptEntries> decode_kept_entries(std::string_view bytes) {
    KeptEntries kept;
    auto& it = kept.entries;
    Reader reader(bytes);
    const auto feed = reader.bytes(protocol::id_bytes);
    std::copy(feed.begin(), feed.end(), it.feed.bytes.begin());
    auto author = read_identity(reader);
    if (!author) return std::nullopt;
    it.author = std::move(*author);
    it.first = reader.number();
    const auto before = reader.bytes(protocol::hash_bytes);
    std::copy(before.begin(), before.end(), it.before.begin());
    it.signature = reader.counted(protocol::signature_bytes);
    const auto count = reader.number();
    if (bytes.size() > max_kept_bytes || (!it.signature.empty() && it.signature.size() != protocol::signature_bytes) || it.first == 0 ||
        it.first > protocol::max_whole || count == 0 || count > protocol::max_range_entries)
        return std::nullopt;
    for (std::uint64_t at = 0; at < count && reader.good(); ++at) {
        kept.arrived.push_back(reader.number());
        it.bodies.push_back(reader.counted(protocol::max_entry_bytes));
        if (it.bodies.back().empty()) return std::nullopt;
    }
    if (reader.good() && !reader.at_end()) {
        it.to = read_identity(reader);
        if (!it.to) return std::nullopt;
    }
    return reader.at_end() ? std::optional(std::move(kept)) : std::nullopt;
}

KeptRecord record_of(const KeptEntries& kept) {
    KeptRecord record{kept.entries.feed, kept.entries.first, kept.entries.first + kept.entries.bodies.size() - 1};
    for (const auto& body : kept.entries.bodies) record.bytes += body.size();
    return record;
}

std::vector<KeptRecord> read_names(std::string_view lines) {
    std::vector<KeptRecord> records;
    while (!lines.empty()) {
        const auto end = std::min(lines.find('\n'), lines.size());
        if (const auto record = read_name(lines.substr(0, end))) records.push_back(*record);
        lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    return records;
}

std::vector<std::vector<KeptSpan>> reading_order(std::vector<KeptRecord> records) {
    std::sort(records.begin(), records.end(), in_order);
    // By how many screens of their feed lie behind them, and then newest first, so that those that stand beside each other do so on disk.
    std::map<std::uint64_t, std::vector<KeptRecord>> screens;
    const KeptRecord* newest = nullptr;
    for (auto it = records.rbegin(); it != records.rend(); ++it) {
        if (!newest || newest->feed != it->feed) newest = &*it;
        screens[(newest->last - it->last) / screen_entries].push_back(*it);
    }
    std::vector<std::vector<KeptSpan>> portions;
    std::uint64_t entries = portion_entries;
    std::size_t count = 0;
    for (const auto& [behind, all] : screens) {
        for (const auto& it : all) {
            if (entries >= portion_entries || count >= portion_records) {
                portions.emplace_back();
                entries = count = 0;
            }
            auto& spans = portions.back();
            if (spans.empty() || spans.back().oldest.feed != it.feed) spans.push_back({it, it});
            spans.back().oldest = it;
            entries += it.count();
            ++count;
        }
    }
    return portions;
}

std::vector<std::vector<KeptRecord>> to_pack(std::vector<KeptRecord> records) {
    records.erase(std::remove_if(records.begin(), records.end(), [](const auto& it) { return !is_small(it); }), records.end());
    std::sort(records.begin(), records.end(), in_order);
    std::vector<std::vector<KeptRecord>> packs;
    const auto most = records.size() > max_small_records_of_all ? 1 : max_small_records;
    const auto* const end = records.data() + records.size();
    for (const auto* at = records.data(); at != end;) {
        const auto* next = std::find_if(at, end, [feed = at->feed](const auto& it) { return it.feed != feed; });
        if (static_cast<std::size_t>(next - at) > most) pack(at, next, packs);
        at = next;
    }
    return packs;
}

std::optional<KeptEntries> merged(const std::vector<KeptEntries>& parts) {
    if (parts.empty()) return std::nullopt;
    KeptEntries whole{parts.front().entries, {}};
    whole.entries.bodies.clear();
    std::vector<Hash> chain{whole.entries.before};  // the hash before each entry, and the last one's
    bool any_signed = false;
    for (const auto& [entries, arrived] : parts) {
        // Where an author signed two histories, each of two tabs may have kept another.
        if (entries.feed != whole.entries.feed || entries.author != whole.entries.author || entries.to != whole.entries.to ||
            entries.first < whole.entries.first)
            return std::nullopt;
        auto at = static_cast<std::size_t>(entries.first - whole.entries.first);
        if (at >= chain.size() || chain[at] != entries.before) return std::nullopt;
        const auto had = whole.entries.bodies.size();
        for (std::size_t each = 0; each < entries.bodies.size(); ++each, ++at) {
            const auto next = protocol::chain_next(chain[at], entries.first + each, entries.bodies[each]);
            if (at + 1 < chain.size()) {
                if (chain[at + 1] != next) return std::nullopt;
                continue;
            }
            chain.push_back(next);
            whole.entries.bodies.push_back(entries.bodies[each]);
            whole.arrived.push_back(arrived[each]);
        }
        any_signed |= !entries.signature.empty();
        const auto has = whole.entries.bodies.size();
        if (has > had || (at == has && whole.entries.signature.empty())) whole.entries.signature = entries.signature;
    }
    // A range has one signature, at its end: where that were lost, so were the proof of all before it, should the record behind be damaged.
    if (any_signed && whole.entries.signature.empty()) return std::nullopt;
    if (whole.entries.bodies.size() > protocol::max_range_entries) return std::nullopt;
    return whole;
}

}  // namespace client::conversation
