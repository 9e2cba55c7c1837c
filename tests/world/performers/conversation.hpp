// The conversation on the fake page, and whether each of it may be shown.
#pragma once

#include "client/conversation/orders.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Conversation {
  public:
    explicit Conversation(Tab& tab) : tab_(tab) {}

    void perform(const client::conversation::SignEntry& order);
    void perform(const client::conversation::VerifyEntries& order);
    void perform(const client::conversation::ShowMessage& order);
    void perform(const client::conversation::PruneMessage& order);
    void perform(const client::conversation::ShowDelivery& order);
    void perform(const client::conversation::GuardPage& order);
    void perform(const client::conversation::ShowNotice& order);
    void perform(const client::conversation::ShowUnread& order);

  private:
    Tab& tab_;
};

}  // namespace world::performers
