// One question to a STUN or TURN server, by a connection of its own.
#pragma once

#include <vector>

#include "browser/js/js.hpp"
#include "client/network/checks.hpp"
#include "client/times.hpp"
#include "protocol/mail.hpp"

namespace browser::network {

class IceProbe {
  public:
    using Answered = SharedFunction<void(client::network::IceAnswer)>;

    // Calls `answered` once, after this returns, and not later than after `patience`; not at all once the probe is gone. The call is
    // the last that the probe does, so that its owner may let go of it then.
    IceProbe(const protocol::IceServer& server, client::network::Wanted wanted, client::Millis patience, Answered answered);
    ~IceProbe();
    IceProbe(const IceProbe&) = delete;
    IceProbe& operator=(const IceProbe&) = delete;

  private:
    void ask(const protocol::IceServer& server, client::network::Wanted wanted);
    void end(client::network::Gathered how);
    void close();

    const Answered answered_;
    const double from_;
    bool refused_ = false;
    val connection_ = val::null();
    val timer_ = val::undefined();
    std::vector<Callback> callbacks_;
    Pending pending_;
};

}  // namespace browser::network
