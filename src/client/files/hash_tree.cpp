#include "client/files/hash_tree.hpp"

#include <utility>

namespace client::files {
namespace {

constexpr std::size_t hash_length = protocol::hash_bytes;

}  // namespace

HashTree HashTree::over(std::uint64_t size, std::string_view leaves) {
    std::string groups;
    std::vector<std::string> parts;
    for (std::uint32_t group = 0; group < protocol::groups_of(size); ++group) {
        const auto part = leaves.substr(hash_length * group * protocol::group_slices, hash_length * protocol::leaves_of(size, group));
        groups += protocol::bytes_of(protocol::group_hash(part));
        parts.emplace_back(part);
    }
    HashTree tree({protocol::file_root(size, groups), size});
    tree.has_groups_ = true;
    tree.groups_ = std::move(groups);
    tree.leaves_ = std::move(parts);
    return tree;
}

std::string HashTree::leaves(const protocol::SliceRange& range) const {
    return leaves_[range.first / protocol::group_slices].substr(hash_length * (range.first % protocol::group_slices),
                                                                hash_length * range.count);
}

bool HashTree::take_groups(std::string groups) {
    if (groups.size() != hash_length * protocol::groups_of(key_.size) || protocol::file_root(key_.size, groups) != key_.root) return false;
    groups_ = std::move(groups);
    has_groups_ = true;
    return true;
}

bool HashTree::take_leaves(std::uint32_t group, std::string leaves) {
    if (!has_groups_ || group >= leaves_.size() || leaves.size() != hash_length * protocol::leaves_of(key_.size, group) ||
        protocol::bytes_of(protocol::group_hash(leaves)) != groups_.substr(hash_length * group, hash_length))
        return false;
    leaves_[group] = std::move(leaves);
    return true;
}

}  // namespace client::files
