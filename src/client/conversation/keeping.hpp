// How a room's log is kept on this computer: what the machine orders and hears, and the decisions of the store that does it
// (browser/conversation/log_store.hpp). The log lies there in records, each a range of one feed: own entries and what comes live make a
// record each, which are packed into larger ones later. Records may overlap, since several tabs write them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/times.hpp"
#include "protocol/entry.hpp"

namespace client::conversation {

// A range of one feed as it lies on disk; no larger than what may travel.
struct KeptEntries {
    protocol::Entries entries;
    std::vector<Millis> arrived;  // when each came, since 1970; as many as bodies
};

// --- orders ------------------------------------------------------------------------------------------------------------------

// Where a room's log lies: of both are made the name there and the key.
struct StorePlace {
    protocol::RoomId room;  // as it is called now
    std::string secret;     // of the link
    friend bool operator==(const StorePlace&, const StorePlace&) = default;
};
// Leads to EntriesLoaded, as often as it takes, and then to StoreOpened, also where it fails; or to StoreBound, where another log lies
// there.
struct OpenStore {
    StorePlace place;
    protocol::LogId log;
};
// Leads to EntriesKept, in the order of the orders.
struct KeepEntries {
    std::uint64_t serial = 0;
    KeptEntries kept;
    bool own = false;  // nobody else may have it: "kept" is said once the disk has it, not the system
};
// Records of that feed that end before that number go. One that reaches it stays whole until it ends before a later one.
struct ForgetEntries {
    protocol::MemberId feed;
    std::uint64_t before = 0;
};
// All that lies there.
struct ForgetStore {
    StorePlace place;
};

// --- facts -------------------------------------------------------------------------------------------------------------------

// The newest entries of every feed first; of each feed newest first.
struct EntriesLoaded {
    std::vector<KeptEntries> chunks;
};
struct StoreOpened {
    bool kept = true;  // false: this browser keeps nothing, and every KeepEntries fails
};
// That room goes back to another one: the log that lies there is bound to this. Nothing is kept until it is opened as that.
struct StoreBound {
    protocol::LogId log;
};
enum class KeepResult : std::uint8_t { kept, full, failed };
struct EntriesKept {
    std::uint64_t serial = 0;
    KeepResult result = KeepResult::kept;
};

// --- records -----------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t max_kept_bytes = 261 * 1024;  // of a record's content

std::string encode(const KeptEntries& kept);
// Total, as the decoders of protocol/wire.hpp are.
std::optional<KeptEntries> decode_kept_entries(std::string_view bytes);

// The name of a record, and how many bytes its bodies have where that is known.
struct KeptRecord {
    protocol::MemberId feed;
    std::uint64_t first = 1;
    std::uint64_t last = 1;
    std::size_t bytes = 0;

    std::uint64_t count() const { return last - first + 1; }
    friend bool operator==(const KeptRecord& a, const KeptRecord& b) { return a.feed == b.feed && a.first == b.first && a.last == b.last; }
};
KeptRecord record_of(const KeptEntries& kept);

// The records that are named one a line, "feed last first", as their keys are; a line that is no such name is passed over.
std::vector<KeptRecord> read_names(std::string_view lines);

// Consecutive records of one feed.
struct KeptSpan {
    KeptRecord oldest;
    KeptRecord newest;
};
// In which order all records are read: the newest of every feed first. Each portion keeps the page busy for a few milliseconds.
std::vector<std::vector<KeptSpan>> reading_order(std::vector<KeptRecord> records);

// Which records are to become one: those of a feed that has too many small ones, or of all feeds where together they have. Each pack is in
// the order of the disk.
std::vector<std::vector<KeptRecord>> to_pack(std::vector<KeptRecord> records);

// The range that `parts` are together, the first of which begins it; nothing where they are not one history without a gap, or would be
// proven less well.
std::optional<KeptEntries> merged(const std::vector<KeptEntries>& parts);

}  // namespace client::conversation
