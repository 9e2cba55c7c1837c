// The page's face, called with plain JavaScript values (web/surface.js). Translates orders; decides nothing.
#pragma once

#include "browser/js.hpp"
#include "client/order.hpp"

namespace browser {

class View {
  public:
    explicit View(val face) : face_(std::move(face)) {}

    void perform(const client::ShowArrival& order);
    void perform(const client::ShowRoom& order);
    void perform(const client::ShowPerson& order);
    void perform(const client::RemovePerson& order);
    void perform(const client::ShowLine& order);
    void perform(const client::ForgetLine& order);
    void perform(const client::ShowDelivered& order);
    void perform(const client::GuardPage& order);
    void perform(const client::ShowNotice& order);
    void perform(const client::ShowSafety& order);
    void perform(const client::ShowUnread& order);
    void perform(const client::ShowCall& order);

    // `listed` has the microphones and cameras there are.
    void show_devices(const client::ShowDevices& order, val listed);
    // `stream` is null when there is nothing to play any more.
    void show_media(const client::ShowMedia& order, const val& stream);

  private:
    void call(const char* method, std::initializer_list<val> arguments);

    val face_;
};

}  // namespace browser
