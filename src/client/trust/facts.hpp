// Facts of whom this browser knows: pins, and the comparison of safety codes.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "client/ids.hpp"
#include "protocol/trust.hpp"

namespace client::trust {

// This browser kept it, or another tab of it has just learned it.
struct PinLoaded {
    protocol::Pin pin;
};
// Another tab has dropped it.
struct PinDropped {
    protocol::Pin pin;
};
// A card to compare safety codes was opened: with somebody, or with all; or it was closed.
struct CompareAsked {
    MemberId member;  // zeros: all
};
struct CompareClosed {};
struct Compared {
    MemberId member;
    bool same = false;
};
struct StrangerAccepted {
    MemberId member;
};
struct NonceDrawn {
    MemberId peer;
    std::uint32_t link = 0;
    std::string nonce;
    std::string commitment;
};
struct CodeDerived {
    MemberId peer;  // zeros: all
    std::uint32_t asked = 0;
    std::string code;  // "" where somebody did not keep to a commitment, or the browser does not tell the certificates of a connection
};

using Fact = std::variant<PinLoaded, PinDropped, CompareAsked, CompareClosed, Compared, StrangerAccepted, NonceDrawn, CodeDerived>;

}  // namespace client::trust
