// Pins and safety codes.
#pragma once

#include "browser/feed.hpp"
#include "browser/mesh/connections.hpp"
#include "browser/trust/pin_store.hpp"
#include "browser/trust/safety_codes.hpp"
#include "browser/trust/to_js.hpp"
#include "browser/view.hpp"
#include "client/trust/orders.hpp"

namespace browser::trust {

class Performer {
  public:
    Performer(const mesh::Connections& connections, const View& view, Feed feed) : pins_(feed), codes_(connections, feed), view_(view) {}

    // Reports the pins that were kept.
    void load() { pins_.load(); }

    void perform(const client::trust::KeepPin& order) { pins_.perform(order); }
    void perform(const client::trust::DropPin& order) { pins_.perform(order); }
    void perform(const client::trust::DrawNonce& order) { codes_.perform(order); }
    void perform(const client::trust::DeriveCode& order) { codes_.perform(order); }
    void perform(const client::trust::ShowSafety& order) { view_.call("safety", {to_js(order)}); }

  private:
    PinStore pins_;
    SafetyCodes codes_;
    const View& view_;
};

}  // namespace browser::trust
