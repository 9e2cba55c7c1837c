// Orders of the connections to other members.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "protocol/identity.hpp"
#include "protocol/mail.hpp"
#include "protocol/mesh.hpp"

namespace client::mesh {

struct UseServers {  // to find ways to others, from now on: for new links, and for those that are restarted. A relay without a
                     // credential cannot be used yet
    std::vector<protocol::IceServer> servers;
    bool relay_only = false;
};
struct OpenLink {  // -> LinkDescribed (where we offer), LinkGathered..., LinkChanged..., ChannelOpened | LinkBroke
    MemberId peer;
    std::uint32_t link = 0;
    bool offers = false;
    bool transceivers = false;  // where we offer: for media too, from the first description on
};
struct AddTransceivers {  // for media, to a link that we offered without -> LinkDescribed
    MemberId peer;
};
struct CloseLink {
    MemberId peer;
};
struct ApplyDescription {  // an offer -> LinkDescribed with the answer | LinkBroke
    MemberId peer;
    protocol::Description description;
};
struct ApplyCandidate {
    MemberId peer;
    protocol::Candidate candidate;
};
struct RestartLink {  // a new offer with new ICE credentials on the same connection (RFC 8829 section 4.1.18) -> LinkDescribed
    MemberId peer;
};
struct PollReceivers {  // -> MediaActivity
    MemberId peer;
};
struct SendMessage {
    MemberId peer;
    std::string bytes;
};
struct SealEnvelope {  // to be relayed by a member -> EnvelopeSealed
    protocol::Passage passage;
    std::uint64_t counter = 0;
    std::string content;
    MemberId through;
};

using Order = std::variant<UseServers, OpenLink, AddTransceivers, CloseLink, ApplyDescription, ApplyCandidate, RestartLink, PollReceivers,
                           SendMessage, SealEnvelope>;

}  // namespace client::mesh
