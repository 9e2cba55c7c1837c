// News of who may be here.
#pragma once

#include <string>
#include <variant>

#include "client/ids.hpp"
#include "protocol/access.hpp"

namespace client::access {

struct Allowed {  // a member that is here may be connected to
    MemberId member;
};
struct Excluded {  // a member may not, any more
    MemberId member;
};
struct ShutOut {};        // we may not be here, and nobody calls us in
struct SelfRemoved {};    // the host does not want us here
struct PolicyChanged {};  // the directory's Policy
struct Rekeyed {          // the room goes on under another secret
    std::string secret;
};

using News = std::variant<Allowed, Excluded, ShutOut, SelfRemoved, PolicyChanged, Rekeyed>;

}  // namespace client::access
