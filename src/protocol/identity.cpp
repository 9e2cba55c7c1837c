#include "protocol/identity.hpp"

namespace protocol {
namespace {

// Signed bytes begin with their kind and version, so that no signature can be taken for one of another kind.
constexpr std::string_view hello_head{"tincan/1 hello\0", 15};
constexpr std::string_view letter_head{"tincan/1 letter\0", 16};

}  // namespace

std::string big_endian(std::uint64_t number) {
    std::string bytes(sizeof number, '\0');
    for (std::size_t i = bytes.size(); i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 255);
    return bytes;
}

std::string counted(std::string_view text) { return big_endian(text.size()).append(text); }

std::string hello_transcript(const RoomId& room, const MemberId& member, std::string_view hello) {
    return std::string(hello_head).append(bytes_of(room)).append(bytes_of(member)).append(hello);
}

std::string letter_transcript(const Passage& passage, std::uint64_t counter, std::string_view content) {
    std::string bytes(letter_head);
    bytes += bytes_of(passage.room);
    bytes += bytes_of(passage.from);
    bytes += bytes_of(passage.to);
    bytes += counted(passage.from_hello);
    bytes += counted(passage.to_hello);
    bytes += big_endian(counter);
    return bytes.append(content);
}

}  // namespace protocol
