// The tree of hashes of one file, as far as it is known: nothing is taken in that does not close up to the root.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/files/ids.hpp"
#include "protocol/files.hpp"

namespace client::files {

class HashTree {
  public:
    explicit HashTree(const FileKey& key) : key_(key), leaves_(protocol::groups_of(key.size)) {}
    // Of a file that is here. `leaves`: of all slices.
    static HashTree over(std::uint64_t size, std::string_view leaves);

    const FileKey& key() const { return key_; }
    bool has_groups() const { return has_groups_; }
    bool has_leaves(std::uint32_t group) const { return group < leaves_.size() && !leaves_[group].empty(); }
    const std::string& groups() const { return groups_; }
    // Of a group that is known.
    const std::string& leaves(std::uint32_t group) const { return leaves_[group]; }
    std::string leaves(const protocol::SliceRange& range) const;  // within one group

    // True where they are those of this file.
    bool take_groups(std::string groups);
    bool take_leaves(std::uint32_t group, std::string leaves);  // after the groups

  private:
    FileKey key_;
    bool has_groups_ = false;
    std::string groups_;
    std::vector<std::string> leaves_;  // of each group; "" where they are not known
};

}  // namespace client::files
