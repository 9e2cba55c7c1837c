// Throws bytes at what reads kept entries: whatever the disk has, it answers, and what it took it takes again when we say it.
#include "client/conversation/keeping.hpp"

#include <cstdlib>

#include "fuzz/target.hpp"

namespace {

void run(std::string_view bytes) {
    const auto kept = client::conversation::decode_kept_entries(bytes);
    if (kept && client::conversation::encode(*kept) != bytes) std::abort();
    for (const auto& record : client::conversation::read_names(bytes))
        if (record.first == 0 || record.count() > protocol::max_range_entries) std::abort();
}

const fuzz::Target target("keeping", run);

}  // namespace
