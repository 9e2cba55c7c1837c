// Facts of the conversation.
#pragma once

#include <string>
#include <variant>

namespace client::conversation {

struct TextTyped {
    std::string text;
};
struct ReaderLooked {
    bool looking = false;  // the page is visible and its newest line in view
};

using Fact = std::variant<TextTyped, ReaderLooked>;

}  // namespace client::conversation
