// The frames that come over one channel: only slices that were asked for, each from its beginning to its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/files.hpp"

namespace client::files {

class Intake {
  public:
    // Slices of a file of that size were asked for. `leaves`: what their hashes have to be.
    void expect(const protocol::SliceRange& range, std::uint64_t size, const std::string& leaves);
    // Nothing of what was asked for before.
    void expect_nothing() { slices_.clear(); }

    struct Part {
        std::uint32_t slice = 0;
        std::uint32_t offset = 0;  // in the slice
        std::uint32_t length = 0;  // of the slice
        std::string leaf;          // of a slice that is whole now; "" of one that is not
    };
    // The place of the content behind that head; nothing where it was not asked for, or does not fit. `bytes`: of the content.
    std::optional<Part> take(const protocol::FrameHead& head, std::size_t bytes);

  private:
    struct Slice {
        std::uint32_t number = 0;
        std::uint32_t length = 0;
        std::uint32_t filled = 0;
        std::string leaf;
    };
    std::vector<Slice> slices_;
};

}  // namespace client::files
