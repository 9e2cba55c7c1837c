#include "protocol/charter.hpp"

namespace protocol {
namespace {

constexpr std::string_view founding_head{"tincan/1 founding\0", 18};
constexpr std::string_view rules_head{"tincan/1 rules\0", 15};

}  // namespace

std::string founding_transcript(const Identity& founder, const Fresh& nonce) {
    return std::string(founding_head).append(counted(founder.key)).append(bytes_of(nonce));
}

std::string rules_transcript(const Fresh& nonce, std::string_view rules) {
    return std::string(rules_head).append(bytes_of(nonce)).append(rules);
}

}  // namespace protocol
