// Fake pins and safety codes.
#pragma once

#include "client/trust/orders.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Trust {
  public:
    explicit Trust(Tab& tab) : tab_(tab) {}

    void perform(const client::trust::KeepPin& order);
    void perform(const client::trust::DropPin& order);
    void perform(const client::trust::DrawNonce& order);
    void perform(const client::trust::DeriveCode& order);
    void perform(const client::trust::ShowSafety& order);

  private:
    Tab& tab_;
};

}  // namespace world::performers
