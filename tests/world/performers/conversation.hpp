// The conversation on the fake page, and whether each of it may be shown.
#pragma once

#include <string>

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
    void perform(const client::conversation::OpenStore& order);
    void perform(const client::conversation::KeepEntries& order);
    void perform(const client::conversation::ForgetEntries& order);
    void perform(const client::conversation::ForgetStore& order);
    void perform(const client::conversation::ShowMessage& order);
    void perform(const client::conversation::PruneMessage& order);
    void perform(const client::conversation::ShowWindow& order);
    void perform(const client::conversation::HearMessage&) {}
    void perform(const client::conversation::ShowPins&) {}
    void perform(const client::conversation::GiveTexts&) {}
    void perform(const client::conversation::GiveCopy&) {}
    void perform(const client::conversation::OfferEdit&) {}
    void perform(const client::conversation::ShowDelivery& order);
    void perform(const client::conversation::GuardPage& order);
    void perform(const client::conversation::ShowNotice& order);
    void perform(const client::conversation::GiveEntries& order);
    void perform(const client::conversation::ShowCopyRead& order);
    void perform(const client::conversation::ShowTopic& order);
    void perform(const client::conversation::ShowUnread& order);
    void perform(const client::conversation::ShowTyping& order);

    // As it lay on the disk when the tab opened its store.
    const std::vector<client::conversation::KeptEntries>& loaded() const { return loaded_; }

  private:
    bool moved_ = false;  // it has opened another
    std::string store_;   // under which name the browser keeps the log; "" where it keeps none
    std::vector<client::conversation::KeptEntries> loaded_;
    Tab& tab_;
};

}  // namespace world::performers
