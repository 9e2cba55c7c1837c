// Facts of the conversation.
#pragma once

#include <string>
#include <variant>

#include "client/conversation/orders.hpp"

namespace client::conversation {

struct TextTyped {
    std::string text;
};
struct ReaderLooked {
    bool looking = false;  // the page is visible and its newest line in view
};
struct ReactionChosen {
    MessageId message;
    std::string emoji;
};

using Fact = std::variant<TextTyped, ReaderLooked, ReactionChosen>;

}  // namespace client::conversation
