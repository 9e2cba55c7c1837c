// The client address of a request that came through proxies. Only the fields that trusted proxies wrote are believed; the client
// before them may have written anything. It must not know sockets.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "server/address.hpp"

namespace server {

using TrustedProxies = std::vector<Network>;

bool is_trusted(const TrustedProxies& proxies, const Address& address);

// The nearest address that is no trusted proxy's, as a trusted proxy tells it in these fields' values: X-Forwarded-For, a list of
// addresses, or Forwarded (RFC 7239). Nothing where neither is there, where what stands there is no address, or where both
// are there and disagree: a proxy writes one of the two, and may hand on whatever its client wrote in the other.
std::optional<Address> forwarded_for(const TrustedProxies& proxies, std::string_view x_forwarded_for, std::string_view forwarded);

}  // namespace server
