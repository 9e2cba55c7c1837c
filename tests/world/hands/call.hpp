// Fake devices, and the call on the fake page.
#pragma once

#include "client/call/orders.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::hands {

class Call {
  public:
    explicit Call(Tab& tab) : tab_(tab) {}

    void perform(const client::call::AskDevices& order);
    void perform(const client::call::AskScreen& order);
    void perform(const client::call::StopSource& order);
    void perform(const client::call::MuteMicrophone& order);
    void perform(const client::call::SendMedia& order);
    void perform(const client::call::ShowCall& order);
    void perform(const client::call::ShowDevices& order);
    void perform(const client::call::ShowMedia& order);

    bool held[3] = {false, false, false};  // which devices are on
    bool muted = false;                    // the microphone that is on is not heard

  private:
    void ask_for(client::call::Source source);

    Tab& tab_;
};

}  // namespace world::hands
