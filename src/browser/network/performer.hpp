// Events of the network and of sleep, what the browser measures of connections, and questions to servers about the network.
#pragma once

#include <memory>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/mesh/connections.hpp"
#include "browser/network/ice_probe.hpp"
#include "client/ids.hpp"
#include "client/network/orders.hpp"

namespace browser::network {

class Performer {
  public:
    Performer(const mesh::Connections& connections, Feed feed);
    ~Performer();
    Performer(const Performer&) = delete;
    Performer& operator=(const Performer&) = delete;

    void perform(const client::network::ProbeStun& order);

    // The statistics of the connection to that member (a promise of W3C webrtc-stats). Where there is no connection, the ICE servers
    // (W3C WebRTC section 4.2.4); undefined before they are known.
    val measure(client::MemberId member) const;

    // The app's, for the functions that the page calls.
    static const Performer& current();

  private:
    const mesh::Connections& connections_;
    Feed feed_;
    std::vector<Callback> listeners_;
    std::unique_ptr<IceProbe> probe_;  // the last one
};

}  // namespace browser::network
