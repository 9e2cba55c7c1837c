// The keys of a room in Redis, and the meaning of its answers.
#pragma once

#include <hiredis/hiredis.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "protocol/ids.hpp"

namespace server::store {

inline std::string key_of(const protocol::RoomId& room) { return "tc:" + protocol::to_text(room); }

inline std::string_view text_of(const redisReply& reply) {
    return reply.str ? std::string_view(reply.str, static_cast<std::size_t>(reply.len)) : std::string_view();
}

// A whole number that is not negative; 0 where it is none.
inline std::uint64_t number_of(const redisReply& reply) {
    if (reply.type == REDIS_REPLY_INTEGER) return static_cast<std::uint64_t>(std::max(reply.integer, 0LL));
    std::uint64_t number = 0;
    const auto text = text_of(reply);
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

inline std::span<redisReply* const> list_of(const redisReply& reply) { return {reply.element, static_cast<std::size_t>(reply.elements)}; }

}  // namespace server::store
