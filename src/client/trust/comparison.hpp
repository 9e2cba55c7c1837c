// One comparison of safety codes with one member over one connection (docs/protocol.md, "Safety codes"): each binds itself to
// a nonce, then shows it. There is one for a connection and no second, so whoever is between has one guess.
#pragma once

#include <string>

#include "client/order.hpp"

namespace client::trust {

struct Comparison {
    bool begun = false;
    bool shown = false;  // our nonce
    std::string mine;    // nonces; "" until they are known
    std::string theirs;
    std::string commitment;  // to theirs; "" until it came
    trust::CodeState state = trust::CodeState::waiting;
    std::string code;

    // Not before both are bound: whoever saw our nonce first could choose theirs to fit.
    bool may_show() const { return !shown && !mine.empty() && !commitment.empty(); }
};

}  // namespace client::trust
