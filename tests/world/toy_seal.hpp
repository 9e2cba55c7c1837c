// A seal that hides nothing but fails where the real one does: opened for another room, sender or recipient.
#pragma once

#include <optional>
#include <string>

#include "client/event.hpp"
#include "protocol/ids.hpp"

namespace world {

struct Opened {
    std::uint64_t counter = 0;
    std::string content;
};

inline constexpr protocol::MemberId everybody{};

inline std::string bound(const protocol::RoomId& room, const protocol::MemberId& from, const protocol::MemberId& to) {
    std::string bytes = "toy";
    for (const auto* id : {room.bytes.data(), from.bytes.data(), to.bytes.data()})
        bytes.append(reinterpret_cast<const char*>(id), protocol::id_bytes);
    return bytes;
}

inline std::string seal(const protocol::RoomId& room, const protocol::MemberId& from, const protocol::MemberId& to, std::uint64_t counter,
                        const std::string& content) {
    const auto bytes = bound(room, from, to) + std::to_string(counter) + ' ' + content;
    return protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

inline std::optional<Opened> unseal(const protocol::RoomId& room, const protocol::MemberId& from, const protocol::MemberId& to,
                                    const std::string& body) {
    const auto bytes = protocol::from_base64url(body);
    const auto head = bound(room, from, to);
    if (!bytes || bytes->compare(0, head.size(), head) != 0) return std::nullopt;
    const auto space = bytes->find(' ', head.size());
    if (space == std::string::npos) return std::nullopt;
    return Opened{std::stoull(bytes->substr(head.size(), space - head.size())), bytes->substr(space + 1)};
}

}  // namespace world
