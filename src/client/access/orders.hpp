// Orders of the access policy (docs/protocol.md).
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
struct CheckPolicyChain {  // -> PolicyChainChecked: whether all signatures are good, and the secret is the hash of `founding`
    std::uint32_t ask = 0;
    std::string secret;
    std::string founding;
    std::vector<protocol::SignedWords> words;
};
struct KeepPolicyChain {  // for when we come again
    RoomId room;
    std::string chain;
};

using Order = std::variant<SignRules, CheckPolicyChain, KeepPolicyChain>;

}  // namespace client::access
