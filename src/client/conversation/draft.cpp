#include "client/conversation/draft.hpp"

#include "client/members/names.hpp"
#include "client/members/visible.hpp"
#include "protocol/entry.hpp"
#include "protocol/utf8.hpp"

namespace client::conversation {

Draft judged(std::string_view text) {
    const auto sent = members::trimmed(text);
    const auto characters = protocol::count_characters(sent).value_or(0);
    Draft draft;
    draft.left = static_cast<std::int64_t>(protocol::max_text_characters) - static_cast<std::int64_t>(characters);
    if (draft.left < 0)
        draft.why = Unsendable::too_long;
    else if (!members::has_visible(sent))
        draft.why = Unsendable::empty;
    return draft;
}

}  // namespace client::conversation
