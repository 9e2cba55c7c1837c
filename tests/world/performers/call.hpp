// Fake devices, and the call on the fake page.
#pragma once

#include <vector>

#include "client/call/orders.hpp"
#include "client/ids.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Call {
  public:
    explicit Call(Tab& tab) : tab_(tab) {}

    void perform(const client::call::AskDevices& order);
    void perform(const client::call::PrepareAgain& order);
    void perform(const client::call::AskScreen& order);
    void perform(const client::call::StopSource& order);
    void perform(const client::call::MuteMicrophone& order);
    void perform(const client::call::HintScreen&) {}
    void perform(const client::call::ShowGesture&) {}
    void perform(const client::call::ShowMuteAsked&) {}
    void perform(const client::call::ShowCaption&) {}
    void perform(const client::call::ShowRing& order);
    void perform(const client::call::SendMedia& order);
    void perform(const client::call::ShowCall& order);
    void perform(const client::call::ShowDevices& order);
    void perform(const client::call::ShowMedia& order);
    void perform(const client::call::SampleStats& order);
    void perform(const client::call::KeepScreenOn& order);
    void perform(const client::call::ShowWeak& order);
    void perform(const client::call::ShowSpeaking& order);
    void perform(const client::call::ShowStage& order);

    bool held[3] = {false, false, false};  // which devices are on
    bool muted = false;                    // the microphone that is on is not heard
    client::call::ShowStage stage;
    bool screen_kept_on = false;
    bool sees = true;  // the pictures of the call

  private:
    void ask_for(client::call::Source source);
    void speak(const std::vector<client::MemberId>& members);

    Tab& tab_;
    client::call::ShowWeak weak_;
    client::call::ShowSpeaking speaking_;
    client::call::ShowRing ring_;
};

}  // namespace world::performers
