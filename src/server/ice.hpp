// The servers through which browsers are told to find each other, with credentials for those that relay. The credentials are made
// from a secret that the TURN server knows too, and end by themselves ("TURN REST", draft-uberti-behave-turn-rest-00, which coturn
// calls --use-auth-secret). The time is asked for outside. It must not know rooms.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/mail.hpp"
#include "server/callers.hpp"

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
    // `clock`: seconds since 1970, as the TURN server counts them.
    IceServers(IceOptions options, std::function<std::int64_t()> clock);

    // There are servers that relay.
    bool relays() const { return !options_.turn.empty(); }

    // All of them, with credentials for those that relay. By their name the TURN server limits what one caller may use, however often it
    // asks; the name changes every hour and says nothing about the address to whoever does not know the secret.
    std::vector<protocol::IceServer> lend(Caller to) const;

    // All of them, without credentials.
    std::vector<protocol::IceServer> name() const;

    // How long what lend() gives is good; 0: for ever.
    std::uint32_t seconds() const { return relays() ? options_.turn_seconds : 0; }

  private:
    std::string somebody(Caller caller, std::int64_t now) const;

    IceOptions options_;
    std::function<std::int64_t()> clock_;
};

}  // namespace server
