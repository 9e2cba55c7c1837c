// News of who is who.
#pragma once

#include <string>
#include <variant>

#include "client/ids.hpp"
#include "client/members/facts.hpp"
#include "client/times.hpp"

namespace client::members {

// A member that the server lists introduced itself. One after the other: of two stays of a tab, the later one replaces the earlier.
struct Introduced {
    Introduction who;
};
struct SelfKnown {};  // this browser's key is there
struct NoKey {};      // and there will be none
// A member introduced itself: for the first time, anew, or as it did before.
struct MemberKnown {
    MemberId member;
    bool anew = false;  // the directory did not know this hello
};
// An earlier stay of a tab that has come back, or its earlier name: its connection is over.
struct MemberReplaced {
    MemberId member;
};
struct Elsewhere {};  // a later stay of our own tab has come
struct Charged {      // the member said or caused something at that cost
    MemberId member;
    Millis cost = 0;
};
struct Said {  // we said something to the member
    MemberId member;
    Millis cost = 0;
};
struct Banned {  // the member overdrew its rate limit
    MemberId member;
};
// A member, ourselves perhaps, has another name or portrait from now on.
struct ProfileChanged {
    MemberId member;
};
struct MemberForgotten {  // long gone: the directory does not know it any more
    MemberId member;
};

using News = std::variant<Introduced, SelfKnown, NoKey, MemberKnown, MemberReplaced, Elsewhere, Charged, Said, Banned, ProfileChanged,
                          MemberForgotten>;

}  // namespace client::members
