// The page's face, called with plain JavaScript values (web/surface). Translates orders; decides nothing.
#pragma once

#include "browser/js.hpp"
#include "client/order.hpp"

namespace browser {

class View {
  public:
    explicit View(val face) : face_(std::move(face)) {}

    void perform(const client::room::ShowArrival& order);
    void perform(const client::room::ShowRoom& order);
    void perform(const client::members::ShowPerson& order);
    void perform(const client::members::RemovePerson& order);
    void perform(const client::conversation::ShowLine& order);
    void perform(const client::conversation::ForgetLine& order);
    void perform(const client::conversation::ShowDelivered& order);
    void perform(const client::conversation::GuardPage& order);
    void perform(const client::conversation::ShowNotice& order);
    void perform(const client::trust::ShowSafety& order);
    void perform(const client::conversation::ShowUnread& order);
    void perform(const client::call::ShowCall& order);

    // `listed` has the microphones and cameras there are.
    void show_devices(const client::call::ShowDevices& order, val listed);
    // `stream` is null when there is nothing to play any more.
    void show_media(const client::call::ShowMedia& order, const val& stream);

  private:
    void call(const char* method, std::initializer_list<val> arguments);

    val face_;
};

}  // namespace browser
