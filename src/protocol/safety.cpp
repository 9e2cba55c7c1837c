#include "protocol/safety.hpp"

namespace protocol {
namespace {

constexpr std::string_view commitment_head{"tincan/1 commit\0", 16};
constexpr std::string_view safety_head{"tincan/1 safety\0", 16};

}  // namespace

std::string commitment_transcript(const MemberId& from, const MemberId& to, std::string_view nonce) {
    return std::string(commitment_head).append(bytes_of(from)).append(bytes_of(to)).append(nonce);
}

std::string safety_record(const MemberId& member, const Identity& identity, std::string_view nonce) {
    return bytes_of(member).append(counted(identity.key)).append(counted(nonce));
}

std::string safety_transcript(const std::set<std::string>& records) {
    std::string bytes(safety_head);
    for (const auto& each : records) bytes += counted(each);
    return bytes;
}

}  // namespace protocol
