// The fake STUN server, which is asked by each tab that is cut off.
#pragma once

#include "client/network/orders.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Network {
  public:
    explicit Network(Tab& tab) : tab_(tab) {}

    void perform(const client::network::ProbeStun& order);

  private:
    Tab& tab_;
};

}  // namespace world::performers
