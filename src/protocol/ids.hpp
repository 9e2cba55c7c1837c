// Names of things on the wire: 128 random bits each, a type of its own for each kind, written as 22 letters of base64url
// (RFC 4648 section 5, no padding). This room knows no sockets, no browser, no clock.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace protocol {

inline constexpr std::size_t id_bytes = 16;
inline constexpr std::size_t id_letters = 22;

// An identifier of the kind that `Tag` names. Ordered by its bytes, so that "the smaller member" is the same on every side.
template <class Tag>
struct Id {
    std::array<std::uint8_t, id_bytes> bytes{};

    friend bool operator==(const Id& a, const Id& b) { return std::memcmp(a.bytes.data(), b.bytes.data(), id_bytes) == 0; }
    friend bool operator!=(const Id& a, const Id& b) { return !(a == b); }
    friend bool operator<(const Id& a, const Id& b) { return std::memcmp(a.bytes.data(), b.bytes.data(), id_bytes) < 0; }
};

using RoomId = Id<struct RoomTag>;            // derived from the link's secret; all that the server ever sees of a room
using MemberId = Id<struct MemberTag>;        // one stay of one tab; chosen by the tab when it opens
using Token = Id<struct TokenTag>;            // proves to the server that a request comes from the member that joined
using TabId = Id<struct TabTag>;              // one tab, over all reloads and stays
using Nonce = Id<struct FreshTag>;            // a random value of one stay
using Ticket = Id<struct TicketTag>;          // in a link, and shown to the host by whom it is to let in; random
using TicketHash = Id<struct TicketHashTag>;  // of a ticket, as all may know it

// Hash for unordered containers. The bytes are random already, so their first eight are a good hash.
struct IdHash {
    template <class Tag>
    std::size_t operator()(const Id<Tag>& id) const {
        std::uint64_t head = 0;
        std::memcpy(&head, id.bytes.data(), sizeof head);
        return static_cast<std::size_t>(head);
    }
};

// Base64url of any bytes, without padding.
std::string to_base64url(const std::uint8_t* bytes, std::size_t count);

// The bytes behind base64url text; nothing where a letter is foreign, the length impossible or spare bits are not zero
// (so that each value has one spelling).
std::optional<std::string> from_base64url(std::string_view text);

// True where `text` holds only letters of the base64url alphabet.
bool is_base64url(std::string_view text);

template <class Tag>
std::string to_text(const Id<Tag>& id) {
    return to_base64url(id.bytes.data(), id.bytes.size());
}

// The id that `text` spells, or nothing where it is not exactly 22 good letters.
template <class AnyId>
std::optional<AnyId> id_from_text(std::string_view text) {
    if (text.size() != id_letters) return std::nullopt;
    const auto raw = from_base64url(text);
    if (!raw || raw->size() != id_bytes) return std::nullopt;
    AnyId id;
    std::memcpy(id.bytes.data(), raw->data(), id_bytes);
    return id;
}

}  // namespace protocol
