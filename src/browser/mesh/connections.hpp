// The connections of this tab, one for each peer.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/mesh/peer_connection.hpp"
#include "client/order.hpp"
#include "protocol/mail.hpp"

namespace browser::mesh {

class Connections {
  public:
    Connections(LocalTracks local_tracks, TakeChannel take_channel, Feed feed);

    // Calls `done` when the certificate is made that all connections of this tab use. Where it cannot be made, each connection makes its
    // own.
    void certify(SharedFunction<void()> done);

    void perform(const client::mesh::UseServers& order);
    void perform(const client::mesh::OpenLink& order);
    void perform(const client::mesh::AddTransceivers& order);
    void perform(const client::mesh::CloseLink& order);
    void perform(const client::mesh::ApplyDescription& order);
    void perform(const client::mesh::ApplyCandidate& order);
    void perform(const client::mesh::RestartLink& order);
    void perform(const client::mesh::PollReceivers& order);
    void perform(const client::mesh::SendMessage& order);
    void send(const client::call::SendMedia& order);

    val stream(client::MemberId peer, bool screen) const;

    // The RTCPeerConnection; null where there is none.
    val connection(client::MemberId peer) const;

    // The ICE servers, also relays without a credential; nothing before they are known.
    using Servers = std::optional<std::vector<protocol::IceServer>>;
    const Servers& servers() const { return servers_; }

  private:
    PeerConnection* find(client::MemberId peer) const;

    const LocalTracks local_tracks_;
    const TakeChannel take_channel_;
    Feed feed_;
    val configuration_ = val::object();
    Servers servers_;
    val certificate_;  // a promise while it is being made
    std::map<client::MemberId, std::unique_ptr<PeerConnection>> connections_;
    Pending pending_;
};

}  // namespace browser::mesh
