// How files and their transfers are named.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "client/ids.hpp"
#include "protocol/entry.hpp"

namespace client::files {

using OfferId = protocol::EntryId;

// Some content: several offers may be of the same.
struct FileKey {
    protocol::Hash root{};
    std::uint64_t size = 0;

    friend bool operator==(const FileKey&, const FileKey&) = default;
    friend bool operator<(const FileKey& a, const FileKey& b) { return std::tie(a.root, a.size) < std::tie(b.root, b.size); }
};

// One channel, over which one member fetches a file from another.
struct Transfer {
    MemberId peer;
    OfferId offer;
    bool serving = false;  // the peer fetches it from us

    friend bool operator<(const Transfer& a, const Transfer& b) {
        return std::tie(a.peer, a.offer, a.serving) < std::tie(b.peer, b.offer, b.serving);
    }
};

}  // namespace client::files
