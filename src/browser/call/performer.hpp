// The call: the devices, what is sent to whom, and what the page shows and plays.
#pragma once

#include <array>

#include "browser/call/devices.hpp"
#include "browser/call/to_js.hpp"
#include "browser/feed.hpp"
#include "browser/members/to_js.hpp"
#include "browser/mesh/connections.hpp"
#include "browser/view.hpp"
#include "client/call/orders.hpp"
#include "client/ids.hpp"

namespace browser::call {

class Performer {
  public:
    Performer(client::MemberId me, mesh::Connections& connections, const View& view, Feed feed)
        : me_(me), connections_(connections), view_(view), feed_(feed), devices_(view, feed) {}

    // Reports the devices, and what is done with their sound, that were chosen on an earlier page.
    void load();

    std::array<val, 4> tracks(const client::call::SendMedia& wanted) const { return devices_.tracks(wanted); }

    void perform(const client::call::AskDevices& order) { devices_.perform(order); }
    void perform(const client::call::PrepareAgain& order) { devices_.perform(order); }
    void perform(const client::call::AskScreen& order) { devices_.perform(order); }
    void perform(const client::call::StopSource& order) { devices_.perform(order); }
    void perform(const client::call::MuteMicrophone& order) { devices_.perform(order); }
    void perform(const client::call::HintScreen& order);
    void perform(const client::call::SendMedia& order) { connections_.send(order); }
    void perform(const client::call::ShowCall& order);
    void perform(const client::call::ShowDevices& order);
    void perform(const client::call::ShowMedia& order);
    void perform(const client::call::SampleStats& order);
    void perform(const client::call::KeepScreenOn& order) { view_.call("keep_screen_on", {val(order.on)}); }
    void perform(const client::call::ShowWeak& order);
    void perform(const client::call::ShowSpeaking& order);
    void perform(const client::call::ShowStage& order);
    void perform(const client::call::ShowGesture& order) { view_.call("gesture", {members::to_js(order.who), to_js(order.sign)}); }
    void perform(const client::call::ShowCaption& order) {
        view_.call("caption", {members::to_js(order.who), js(order.caption.text), val(order.caption.over)});
    }
    void perform(const client::call::ShowMuteAsked& order) { view_.call("mute_asked", {members::to_js(order.by)}); }
    void perform(const client::call::ShowRing& order) {
        view_.call("ring", {order.caller ? members::to_js(*order.caller) : js(""), val(order.aloud)});
    }

  private:
    client::MemberId me_;
    mesh::Connections& connections_;
    const View& view_;
    Feed feed_;
    Devices devices_;
    Pending sampling_;
};

}  // namespace browser::call
