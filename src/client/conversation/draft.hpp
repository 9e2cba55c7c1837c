// Whether what somebody has written can be sent as a message.
#pragma once

#include <cstdint>
#include <string_view>

namespace client::conversation {

// empty: nothing of it can be seen; too_long: it has more characters than a message may have.
enum class Unsendable : std::uint8_t { none, empty, too_long };

struct Draft {
    std::int64_t left = 0;  // how many characters more it may have; less than zero: it has so many too many
    Unsendable why = Unsendable::none;

    bool can_send() const { return why == Unsendable::none; }
};

// Characters are code points; white space around the text is not sent and does not count. Text that is not well-formed UTF-8 is empty.
Draft judged(std::string_view text);

}  // namespace client::conversation
