// The servers through which browsers are told to find each other, with credentials for those that relay. The credentials are made
// from a secret that the TURN server knows too, and end by themselves ("TURN REST", draft-uberti-behave-turn-rest-00, which coturn
// calls --use-auth-secret). Time and chance are asked for outside. It must not know who gets them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/mail.hpp"

namespace server {

struct IceOptions {
    std::vector<std::string> stun, turn;  // URLs, at most protocol::max_ice_servers of each
    std::string turn_secret = {};         // not empty where there is any of `turn`
    std::uint32_t turn_seconds = 7'200;   // a call goes on over what was begun with them; members renew them at half time
};

// base64(HMAC-SHA1(secret, username)); `username` says until when it is good, in seconds since 1970: "1700000000:somebody".
std::string turn_credential(std::string_view secret, std::string_view username);

class IceServers {
  public:
    // `clock`: seconds since 1970, as the TURN server counts them. `random`: gives each a name of their own, by which the TURN
    // server can tell users apart, but not who they are.
    IceServers(IceOptions options, std::function<std::int64_t()> clock, std::function<std::uint64_t()> random);

    std::vector<protocol::IceServer> list() const;

    // How long what list() gives is good; 0: for ever.
    std::uint32_t seconds() const { return options_.turn.empty() ? 0 : options_.turn_seconds; }

  private:
    IceOptions options_;
    std::function<std::int64_t()> clock_;
    std::function<std::uint64_t()> random_;
};

}  // namespace server
