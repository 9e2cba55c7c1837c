// News of our stay in the room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "client/ids.hpp"
#include "client/room/facts.hpp"
#include "protocol/ids.hpp"

namespace client::room {

struct PageReady {  // who we are in this stay of the tab
    MemberId me;
    protocol::Token token;
    protocol::TabId tab;
    protocol::Nonce fresh;
    std::string build;
    std::uint64_t epoch = 0;
};
struct StayChanged {};  // its stage, its room or its secret
struct NameTaken {      // Enter was pressed
    std::string name;
    std::string decomposed;
};
// Where to, and as whom, is known: the server can be asked to let us in.
struct Entering {
    std::optional<protocol::Nonce> founding;  // of a room that we make
};
struct Entered {};       // the server let us in, for the first time in this stay
struct Readmitted {      // again
    bool moved = false;  // into the room that ours has become
};
struct LookWanted {};     // it is to be shown who is inside
struct PolicyChainKept {  // by this browser, of this room
    std::string chain;
};
struct SecretFounded {  // while we are inside
    protocol::Nonce nonce;
    std::string secret;
};
struct CallResumed {  // a call goes on here, or will as soon as we are inside
    bool microphone = false;
    bool camera = false;
    bool muted = false;
};
struct Moved {};  // the keys of the room that ours has become are in use
struct Leaving {
    bool silently = false;  // without a goodbye
    bool closing = false;   // the browser closes connections itself
};

using News = std::variant<PageReady, StayChanged, NameTaken, Entering, Entered, Readmitted, LookWanted, PolicyChainKept, SecretFounded,
                          CallResumed, Moved, Leaving>;

}  // namespace client::room
