// Facts of the connections to other members and of what comes over them.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "client/ids.hpp"
#include "protocol/mesh.hpp"

namespace client::mesh {

enum class LinkState { connecting, connected, disconnected, failed };

struct LinkDescribed {  // the browser made a local description
    MemberId peer;
    protocol::Description description;
};
struct LinkGathered {  // the browser found a local candidate
    MemberId peer;
    protocol::Candidate candidate;
};
struct LinkChanged {
    MemberId peer;
    std::uint32_t link = 0;
    LinkState state = LinkState::connecting;
};
struct LinkBroke {  // the browser refused a description, or could not make the connection
    MemberId peer;
    std::uint32_t link = 0;
};
struct MediaActivity {
    MemberId peer;
    std::uint32_t link = 0;
    // When the newest voice or picture of theirs was played, in ms since whatever moment the browser counts from; 0: none lately.
    std::uint64_t played_at = 0;
};
struct ChannelOpened {
    MemberId peer;
    std::uint32_t link = 0;
};
struct ChannelClosed {
    MemberId peer;
    std::uint32_t link = 0;
};
struct MessageReceived {
    MemberId peer;
    std::uint32_t link = 0;
    std::string bytes;
};
// A letter to be relayed by a member was signed and sealed.
struct EnvelopeSealed {
    MemberId to;
    MemberId through;
    std::string body;
};

using Fact = std::variant<LinkDescribed, LinkGathered, LinkChanged, LinkBroke, MediaActivity, ChannelOpened, ChannelClosed, MessageReceived,
                          EnvelopeSealed>;

}  // namespace client::mesh
