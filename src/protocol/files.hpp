// How a file is offered and moved (docs/protocol.md, "Files"): the tree of hashes over its content, the words on the data channel of one
// transfer, and the head of each frame of content there. Content itself is never here.
//
// A file is cut into slices, and these are put into groups. A leaf is the SHA-256 of a slice, a group's hash is over its leaves, and the
// root is over the size and all groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "protocol/entry.hpp"
#include "protocol/sha256.hpp"

namespace protocol {

inline constexpr std::uint32_t slice_bytes = 256 * 1024;
inline constexpr std::uint32_t group_slices = 1024;
inline constexpr std::uint32_t frame_bytes = 16 * 1024;        // of content in one message: the size that is fastest in both engines
inline constexpr std::size_t frame_head_bytes = 8;             // before it
inline constexpr std::size_t max_file_ranges = 256;            // in one word
inline constexpr std::size_t max_file_word_bytes = 64 * 1024;  // a word with all hashes of a group

// How many slices, and groups of them, a file of that many bytes has, and how long one of them is.
std::uint32_t slices_of(std::uint64_t size);
std::uint32_t groups_of(std::uint64_t size);
std::uint32_t slice_length(std::uint64_t size, std::uint32_t slice);
// How many leaves that group has.
std::uint32_t leaves_of(std::uint64_t size, std::uint32_t group);

// Of hashes, one behind the other.
Hash group_hash(std::string_view leaves);
Hash file_root(std::uint64_t size, std::string_view groups);

// The label of the channel over which a member fetches the file that an entry offers.
struct TransferLabel {
    EntryId offer;
};

struct SliceRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;  // at least 1
    friend bool operator==(const SliceRange&, const SliceRange&) = default;
};
// "Tell me the leaves of that group"; without one: the hashes of all groups.
struct HashesWanted {
    std::optional<std::uint32_t> group;
};
struct Hashes {
    std::optional<std::uint32_t> group;
    std::string hashes;  // 32 bytes each, one at least
};
// "These are here, and verified", beside those that were told before. Both sides of a transfer say so.
struct SlicesHere {
    std::vector<SliceRange> ranges;
};
// "Send me those"; they come as frames, in their order.
struct SlicesWanted {
    SliceRange range;
};
// "Nothing comes for now": its owner has paused, until the next SlicesHere.
struct SendingPaused {};
using FileWord = std::variant<HashesWanted, Hashes, SlicesHere, SlicesWanted, SendingPaused>;

// Before the content of a frame: of which slice it is, and where in it that begins.
struct FrameHead {
    std::uint32_t slice = 0;
    std::uint32_t offset = 0;  // less than slice_bytes
};

}  // namespace protocol
