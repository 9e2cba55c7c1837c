// The conversation as a naive reader has it from the same entries: all of them sorted, and read from the first to the last. Slow, and
// written without a look at the timeline, which it is compared with.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/conversation/log.hpp"

namespace world {

struct ModelMessage {
    protocol::EntryId id;
    std::uint64_t stamp = 0;
    protocol::Identity author;
    std::vector<std::string> texts;  // all that it has had
    bool deleted = false;
    bool pinned = false;
    std::map<std::string, std::vector<protocol::Identity>> reactions;  // by their emoji, none without people
};

// In the order of the conversation.
std::vector<ModelMessage> model_of(const client::conversation::Log& log);

}  // namespace world
