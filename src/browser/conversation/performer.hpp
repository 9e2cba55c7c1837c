// Shows the conversation.
#pragma once

#include "browser/view.hpp"
#include "client/conversation/orders.hpp"

namespace browser::conversation {

class Performer {
  public:
    explicit Performer(const View& view) : view_(view) {}

    void perform(const client::conversation::ShowMessage& order);
    void perform(const client::conversation::PruneMessage& order);
    void perform(const client::conversation::ShowDelivered& order);
    void perform(const client::conversation::GuardPage& order);
    void perform(const client::conversation::ShowNotice& order);
    void perform(const client::conversation::ShowUnread& order);

  private:
    const View& view_;
};

}  // namespace browser::conversation
