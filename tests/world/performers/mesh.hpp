// The end of the fake connections at a tab.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "client/mesh/orders.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Mesh {
  public:
    explicit Mesh(Tab& tab) : tab_(tab) {}

    void perform(const client::mesh::UseServers& order);
    void perform(const client::mesh::OpenLink& order);
    void perform(const client::mesh::AddTransceivers& order);
    void perform(const client::mesh::CloseLink& order);
    void perform(const client::mesh::ApplyDescription& order);
    void perform(const client::mesh::ApplyCandidate& order);
    void perform(const client::mesh::RestartLink& order);
    void perform(const client::mesh::PollReceivers& order);
    void perform(const client::mesh::SendMessage& order);
    void perform(const client::mesh::SealEnvelope& order);

    std::uint64_t letters_around = 0;  // by way of another member
    bool relay_lent = false;           // it could be reached through a relay

  private:
    std::set<std::string> applied_;  // descriptions, each at most once
    Tab& tab_;
};

}  // namespace world::performers
