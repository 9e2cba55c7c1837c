// Orders of the rules of the house (docs/protocol.md).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "protocol/access.hpp"

namespace client::access {

struct SignRules {  // -> RulesSigned
    protocol::Nonce nonce;
    std::string rules;
};
struct CheckCharter {  // -> CharterChecked: whether all signatures are good, and the secret is the hash of `founding`
    std::uint32_t ask = 0;
    std::string secret;
    std::string founding;
    std::vector<protocol::SignedWords> words;
};
struct KeepCharter {  // for when we come again
    RoomId room;
    std::string charter;
};

using Order = std::variant<SignRules, CheckCharter, KeepCharter>;

}  // namespace client::access
