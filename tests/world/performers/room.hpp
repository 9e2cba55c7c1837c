// The address and the fake keys of the room that a tab is in.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "client/room/orders.hpp"
#include "protocol/ids.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Room {
  public:
    explicit Room(Tab& tab);

    void perform(const client::room::SetAddress& order);
    void perform(const client::room::Found& order);
    void perform(const client::room::DeriveKeys& order);
    void perform(const client::room::UseKeys& order);
    void perform(const client::room::ShowArrival& order);
    void perform(const client::room::ShowRoom& order);
    void perform(const client::room::KeepCall& order) { kept_call_ = order.text; }
    void perform(const client::room::KeepEpoch& order) { epoch_ = order.epoch; }

    // The values that a browser keeps of a tab that is loaded anew.
    void take_over(const Room& before);

    const protocol::RoomId& id() const { return id_; }
    const std::string& address() const { return address_; }
    std::uint64_t epoch() const { return epoch_; }  // of the last stay
    const std::string& kept_call() const { return kept_call_; }

  private:
    protocol::RoomId id_;
    std::string address_;
    std::uint64_t epoch_ = 0;
    std::string kept_call_;
    std::map<std::uint32_t, protocol::RoomId> derived_;
    Tab& tab_;
};

}  // namespace world::performers
