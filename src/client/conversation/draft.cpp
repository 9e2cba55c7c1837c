#include "client/conversation/draft.hpp"

#include <algorithm>

#include "client/members/names.hpp"
#include "client/members/visible.hpp"
#include "protocol/entry.hpp"
#include "protocol/utf8.hpp"

namespace client::conversation {
namespace {

// As JSON writes it (RFC 8259 section 7).
std::int64_t written_bytes(std::string_view text) {
    std::int64_t bytes = 0;
    for (const auto letter : text) {
        const bool quoted = letter == '"' || letter == '\\' || letter == '\n';
        bytes += quoted ? 2 : static_cast<unsigned char>(letter) < 0x20 ? 6 : 1;
    }
    return bytes;
}

// How many characters more there may be of a text of that size and so many of them, where others are as large as these.
std::int64_t left_by(std::int64_t size, std::size_t most, std::int64_t characters) {
    const auto left = static_cast<std::int64_t>(most) - size;
    if (left >= 0) return size == 0 ? left : left * characters / size;
    return std::min<std::int64_t>(-1, left * characters / size);
}

}  // namespace

Draft judged(std::string_view text, std::size_t characters) {
    const auto sent = members::trimmed(text);
    const auto points = static_cast<std::int64_t>(protocol::count_characters(sent).value_or(0));
    const auto counted = static_cast<std::int64_t>(characters);
    Draft draft;
    draft.left = static_cast<std::int64_t>(max_message_characters) - counted;
    draft.left = std::min(draft.left, left_by(points, protocol::max_text_points, std::max(counted, std::int64_t{1})));
    draft.left = std::min(draft.left, left_by(written_bytes(sent), protocol::max_text_bytes, std::max(counted, std::int64_t{1})));
    if (draft.left < 0)
        draft.why = Unsendable::too_long;
    else if (!members::has_visible(sent))
        draft.why = Unsendable::empty;
    return draft;
}

}  // namespace client::conversation
