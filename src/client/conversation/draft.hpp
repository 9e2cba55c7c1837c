// Whether what somebody has written can be sent as a message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace client::conversation {

// As a person counts them (Unicode UAX #29, extended grapheme clusters): a Hangul syllable or a family of emoji is one, however it is
// written.
inline constexpr std::size_t max_message_characters = 10'000;

// empty: nothing of it can be seen; too_long: it has more characters than a message may have.
enum class Unsendable : std::uint8_t { none, empty, too_long };

struct Draft {
    std::int64_t left = 0;  // how many characters more it may have; less than zero: about so many too many
    Unsendable why = Unsendable::none;

    bool can_send() const { return why == Unsendable::none; }
};

// `characters`: as many as the browser counts in the text, without the white space around it, which is not sent; 0 where nobody has
// counted, and then `left` tells only whether it is too long. Where they are made of so many code points or bytes that fewer fit into a
// message, it is as if it held so many less. Text that is not well-formed UTF-8 is empty.
Draft judged(std::string_view text, std::size_t characters = 0);

}  // namespace client::conversation
