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

    // The statistics of the connection to that member (a promise of W3C webrtc-stats); undefined where there is none.
    val measure(client::MemberId member) const;

    // The ICE servers; nothing before they are known.
    const mesh::Connections::Servers& servers() const { return connections_.servers(); }

    // The app's, for the functions that the page calls; null before it has started.
    static const Performer* current();

  private:
    const mesh::Connections& connections_;
    Feed feed_;
    std::vector<Callback> listeners_;
    std::unique_ptr<IceProbe> probe_;  // the last one
};

}  // namespace browser::network
