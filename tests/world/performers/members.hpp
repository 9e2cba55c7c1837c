// Hellos opened by the fake crypto, and the members on the fake page.
#pragma once

#include <vector>

#include "client/members/facts.hpp"
#include "client/members/orders.hpp"
#include "protocol/mail.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Members {
  public:
    explicit Members(Tab& tab) : tab_(tab) {}

    void perform(const client::members::OpenHello& order);
    void perform(const client::members::DecomposeName& order);
    void perform(const client::members::ShowPerson& order);
    void perform(const client::members::ShowPortrait&) {}
    void perform(const client::members::RemovePerson& order);
    void perform(const client::members::ShowListing& order);

  private:
    Tab& tab_;
};

// Leaves out a hello that does not open.
std::vector<client::members::Introduction> open_hellos(const protocol::RoomId& room, const std::vector<protocol::Present>& present);

}  // namespace world::performers
