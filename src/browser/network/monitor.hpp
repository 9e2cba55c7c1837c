// Events of the network and of sleep, and what the browser measures of connections.
#pragma once

#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/mesh/connections.hpp"
#include "client/ids.hpp"

namespace browser::network {

class Monitor {
  public:
    Monitor(const mesh::Connections& connections, Feed feed);
    ~Monitor();
    Monitor(const Monitor&) = delete;
    Monitor& operator=(const Monitor&) = delete;

    // The statistics of the connection to that member (a promise of W3C webrtc-stats). Where there is no connection, the ICE servers
    // (W3C WebRTC section 4.2.4); undefined before they are known.
    val measure(client::MemberId member) const;

    // The app's, for the functions that the page calls.
    static const Monitor& current();

  private:
    const mesh::Connections& connections_;
    std::vector<Callback> listeners_;
};

}  // namespace browser::network
