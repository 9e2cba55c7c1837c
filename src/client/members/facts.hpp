// Facts of who is who: our own key, and how others introduce themselves.
#pragma once

#include <string>
#include <variant>

#include "client/ids.hpp"
#include "protocol/identity.hpp"

namespace client::members {

// This browser's key was found or made.
struct IdentityKnown {
    protocol::Identity mine;
};
// It can neither be found nor made: nobody can enter.
struct IdentityFailed {};
// Somebody's sealed hello, opened; `hello` is what was inside.
struct Introduction {
    MemberId member;
    std::string hello;
    std::string decomposed{};  // its name in Unicode normalisation form KD; "" where that is the same
    std::string sealed{};      // as it came
};
// A hello that came by mail, or from a relaying member, was opened.
struct MemberIntroduced {
    Introduction who;
};

using Fact = std::variant<IdentityKnown, IdentityFailed, MemberIntroduced>;

}  // namespace client::members
