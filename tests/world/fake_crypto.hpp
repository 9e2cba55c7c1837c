// Fake crypto: a seal and a signature that hide nothing but fail where the real ones do: opened for another room, sender or recipient, or
// signed with another key.
#pragma once

#include <charconv>
#include <functional>
#include <optional>
#include <string>

#include "protocol/safety.hpp"
#include "protocol/wire.hpp"

namespace world {

struct Opened {
    std::uint64_t counter = 0;
    std::string signature;
    std::string content;
};

inline constexpr protocol::MemberId everybody{};
inline constexpr std::size_t fake_signature_letters = 16;

// Only the holder of the key's private half can make it: nobody in this world calls it with another's key.
inline std::string sign(const protocol::Identity& mine, const std::string& transcript) {
    auto letters = std::to_string(std::hash<std::string>{}(mine.key + transcript));
    letters.resize(fake_signature_letters, '.');
    return letters;
}

inline bool verifies(const protocol::Identity& theirs, const std::string& transcript, const std::string& signature) {
    return sign(theirs, transcript) == signature;
}

// Stands for SHA-256.
inline std::string fake_hash(const std::string& bytes) {
    std::string hash;
    for (char round = 0; hash.size() < protocol::hash_bytes; ++round)
        hash += protocol::big_endian(std::hash<std::string>{}(std::string(1, round) + bytes));
    return hash;
}

// Of a room that is made by whom the transcript names.
inline std::string secret_of(const std::string& transcript) {
    const auto hash = fake_hash(transcript);
    return protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(hash.data()), protocol::secret_bytes);
}

inline std::string bound(const protocol::RoomId& room, const protocol::MemberId& from, const protocol::MemberId& to) {
    std::string bytes = "toy";
    for (const auto* id : {room.bytes.data(), from.bytes.data(), to.bytes.data()})
        bytes.append(reinterpret_cast<const char*>(id), protocol::id_bytes);
    return bytes;
}

inline std::string seal(const protocol::RoomId& room, const protocol::MemberId& from, const protocol::MemberId& to, const Opened& letter) {
    const auto bytes = bound(room, from, to) + std::to_string(letter.counter) + ' ' + letter.signature + letter.content;
    return protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

inline std::optional<Opened> unseal(const protocol::RoomId& room, const protocol::MemberId& from, const protocol::MemberId& to,
                                    const std::string& body) {
    const auto bytes = protocol::from_base64url(body);
    const auto head = bound(room, from, to);
    if (!bytes || bytes->compare(0, head.size(), head) != 0) return std::nullopt;
    const auto space = bytes->find(' ', head.size());
    if (space == std::string::npos || bytes->size() < space + 1 + fake_signature_letters) return std::nullopt;
    Opened opened{0, bytes->substr(space + 1, fake_signature_letters), bytes->substr(space + 1 + fake_signature_letters)};
    const auto* digits = bytes->data();
    const auto [end, error] = std::from_chars(digits + head.size(), digits + space, opened.counter);
    if (error != std::errc() || end != digits + space) return std::nullopt;
    return opened;
}

inline std::string seal_hello(const protocol::Identity& mine, const protocol::RoomId& room, const protocol::MemberId& me,
                              const std::string& hello) {
    return seal(room, me, everybody, {0, sign(mine, protocol::hello_transcript(room, me, hello)), hello});
}

// The hello inside, if it is signed with the key that it names.
inline std::optional<std::string> open_hello(const protocol::RoomId& room, const protocol::MemberId& member, const std::string& body) {
    const auto opened = unseal(room, member, everybody, body);
    const auto hello = opened ? protocol::decode_hello(opened->content) : std::nullopt;
    if (!hello || !verifies(hello->identity, protocol::hello_transcript(room, member, opened->content), opened->signature))
        return std::nullopt;
    return opened->content;
}

inline std::string seal_letter(const protocol::Identity& mine, const protocol::Passage& passage, std::uint64_t counter,
                               const std::string& content) {
    const auto signature = sign(mine, protocol::letter_transcript(passage, counter, content));
    return seal(passage.room, passage.from, passage.to, {counter, signature, content});
}

// The letter, if it is signed with the key in its sender's hello.
inline std::optional<Opened> open_letter(const protocol::Passage& passage, const std::string& body) {
    auto opened = unseal(passage.room, passage.from, passage.to, body);
    const auto hello = protocol::decode_hello(passage.from_hello);
    if (!opened || !hello) return std::nullopt;
    if (!verifies(hello->identity, protocol::letter_transcript(passage, opened->counter, opened->content), opened->signature))
        return std::nullopt;
    return opened;
}

}  // namespace world
