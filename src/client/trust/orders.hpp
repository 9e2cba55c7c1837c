// Orders of whom this browser knows: pins, and safety codes (docs/protocol.md).
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "client/trust/spoken_code.hpp"
#include "protocol/trust.hpp"

namespace client::trust {

struct KeepPin {
    protocol::Pin pin;
};
struct DropPin {
    protocol::Pin pin;
};
struct DrawNonce {  // -> NonceDrawn
    MemberId peer;
    std::uint32_t link = 0;
    MemberId me;
};
struct Partner {
    MemberId id;
    std::string record;  // protocol::safety_record
};
struct DeriveCode {  // -> CodeDerived
    MemberId peer;   // zeros: all
    std::uint32_t asked = 0;
    std::string mine;  // my own record
    std::vector<Partner> partners;
    std::string bound;  // what the hash `commitment` must be of; "" where nobody is bound
    std::string commitment;
};

enum class CodeState { waiting, ready, failed };

struct ShowSafety {
    MemberId who;  // zeros: all
    CodeState state = CodeState::waiting;
    SpokenCode code;  // when ready
    friend bool operator==(const ShowSafety&, const ShowSafety&) = default;
};

using Order = std::variant<KeepPin, DropPin, DrawNonce, DeriveCode, ShowSafety>;

}  // namespace client::trust
