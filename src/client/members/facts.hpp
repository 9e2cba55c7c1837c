// Facts of who is who: our own key and profile, and how others introduce themselves.
#pragma once

#include <cstdint>
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

// Our own profile: as this browser kept it, or as the person wants it from now on.
struct ProfileChosen {
    std::string name;  // "": as it is; before entering, EnterPressed tells it
    std::string about;
    std::string portrait;
};
// The name in that profile of a member.
struct NameDecomposed {
    MemberId member;
    std::uint32_t serial = 0;
    std::string name;
    std::string decomposed;  // in Unicode normalisation form KD; "" where that is the same
};

using Fact = std::variant<IdentityKnown, IdentityFailed, MemberIntroduced, ProfileChosen, NameDecomposed>;

}  // namespace client::members
