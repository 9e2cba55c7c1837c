#include "client/files/intake.hpp"

#include <algorithm>
#include <utility>

namespace client::files {

void Intake::expect(const protocol::SliceRange& range, std::uint64_t size, const std::string& leaves) {
    for (std::uint32_t at = 0; at < range.count; ++at) {
        const auto slice = range.first + at;
        std::erase_if(slices_, [slice](const Slice& it) { return it.number == slice; });
        slices_.push_back({slice, protocol::slice_length(size, slice), 0, leaves.substr(at * protocol::hash_bytes, protocol::hash_bytes)});
    }
}

std::optional<Intake::Part> Intake::take(const protocol::FrameHead& head, std::size_t bytes) {
    const auto at = std::find_if(slices_.begin(), slices_.end(), [&](const Slice& it) { return it.number == head.slice; });
    if (at == slices_.end() || bytes == 0) return std::nullopt;
    auto& slice = *at;
    if (head.offset != slice.filled || bytes > slice.length - slice.filled) return std::nullopt;
    slice.filled += static_cast<std::uint32_t>(bytes);
    Part part{head.slice, head.offset, slice.length, ""};
    if (slice.filled < slice.length) return part;
    part.leaf = std::move(slice.leaf);
    slices_.erase(at);
    return part;
}

}  // namespace client::files
