// News of the connections and of what came over them.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <variant>

#include "client/ids.hpp"
#include "protocol/talk.hpp"

namespace client::mesh {

struct ConnectionChanged {  // in anything that the directory tells of it; or there is one now, or none any more
    MemberId peer;
};
struct MemberMet {  // there is a connection to a member to whom there was none
    MemberId member;
};
// A letter or the channel has shown that a member is really there, of whom so far, or since it was lost, there was only the server's word.
struct MemberProved {
    MemberId member;
    bool first = false;  // of this connection
};
// The channel has just opened, or carries words again after a silence: time to say what the other side may lack.
struct ChannelReady {
    MemberId peer;
};
struct MemberRemoved {  // there is no connection to it any more
    MemberId member;
    bool left = false;  // by its own wish
};
struct MemberCalls {  // a member that is here, and to whom there is no connection, wants one
    MemberId member;
};
struct WordFrom {  // a message of a member
    MemberId peer;
    protocol::Talk word;
    bool by_envelope = false;  // through the server, or another member
};
struct ReachHeard {  // with whom else that member is connected
    MemberId peer;
    std::set<MemberId> reaches;
};
struct EnvelopeWritten {  // a signal to go through the server
    MemberId to;
    std::string hello;  // as that member introduced itself
    protocol::Signal signal;
};
struct EnvelopesOutdated {  // what waits for that member is about an earlier connection
    MemberId to;
};
struct EnvelopePassed {  // another member passed on a sealed envelope
    MemberId from;
    std::string body;
};
struct NetworkDoubted {};  // a connection failed or fell silent: the network may have changed
struct RosterDoubted {};   // what we see does not fit what we know of who is here
struct KeyFrameWanted {    // a member's view of our pictures was interrupted
    MemberId peer;
};

using News = std::variant<ConnectionChanged, MemberMet, MemberProved, MemberRemoved, MemberCalls, ChannelReady, WordFrom, ReachHeard,
                          EnvelopeWritten, EnvelopesOutdated, EnvelopePassed, NetworkDoubted, RosterDoubted, KeyFrameWanted>;

}  // namespace client::mesh
