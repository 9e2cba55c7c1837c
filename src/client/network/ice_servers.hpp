// The STUN and TURN servers that a client is told of, as its checks of the network ask them: one address at a time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "protocol/mail.hpp"

namespace client::network {

// How a client talks with a server (RFC 7064, RFC 7065): UDP unless its address says otherwise.
enum class ServerTransport : std::uint8_t { udp, tcp, tls };
ServerTransport transport_of(std::string_view url);

using IceServers = std::vector<protocol::IceServer>;

// Those that tell a client its own address, each with one address. Where no STUN server is there for that, relays over UDP do so too
// (RFC 8656 section 5), and need no credential for it.
IceServers stun_servers(const IceServers& servers);

// The relays that are talked with in that way, each with one address and its credential.
IceServers turn_servers(const IceServers& servers, ServerTransport transport);

}  // namespace client::network
