// News of the conversation.
#pragma once

#include <string>
#include <variant>

#include "client/ids.hpp"

namespace client::conversation {

// Words for a member to whom the connection does not work, to be passed on by another. `turn`: by which one, where there are several.
struct RelayWords {
    MemberId to;
    unsigned turn = 0;
    std::string content;
};
struct RelayFailing {  // what went that way was not confirmed, several times
    MemberId to;
};

using News = std::variant<RelayWords, RelayFailing>;

}  // namespace client::conversation
