// The connections to other members, and letters that reach one of them through another.
#pragma once

#include <utility>

#include "browser/feed.hpp"
#include "browser/keys/encryption.hpp"
#include "browser/mesh/connections.hpp"
#include "client/mesh/orders.hpp"

namespace browser::mesh {

class Performer {
  public:
    Performer(keys::Encryption& encryption, LocalTracks local_tracks, TakeChannel take_channel, Feed feed)
        : encryption_(encryption), feed_(feed), connections_(std::move(local_tracks), std::move(take_channel), feed) {}

    Connections& connections() { return connections_; }

    void perform(const client::mesh::UseServers& order) { connections_.perform(order); }
    void perform(const client::mesh::OpenLink& order) { connections_.perform(order); }
    void perform(const client::mesh::AddTransceivers& order) { connections_.perform(order); }
    void perform(const client::mesh::CloseLink& order) { connections_.perform(order); }
    void perform(const client::mesh::ApplyDescription& order) { connections_.perform(order); }
    void perform(const client::mesh::ApplyCandidate& order) { connections_.perform(order); }
    void perform(const client::mesh::RestartLink& order) { connections_.perform(order); }
    void perform(const client::mesh::PollReceivers& order) { connections_.perform(order); }
    void perform(const client::mesh::SendMessage& order) { connections_.perform(order); }
    void perform(const client::mesh::SealEnvelope& order);

  private:
    keys::Encryption& encryption_;
    Feed feed_;
    Connections connections_;
};

}  // namespace browser::mesh
