// Signaling: requests to the server, and the election of the tab that fetches the mail of all.
#pragma once

#include "browser/feed.hpp"
#include "browser/keys/encryption.hpp"
#include "browser/signaling/endpoints.hpp"
#include "browser/signaling/leader_election.hpp"
#include "client/signaling/orders.hpp"

namespace browser::signaling {

class Performer {
  public:
    Performer(keys::Encryption& encryption, Feed feed) : endpoints_(encryption, feed), election_(feed) {}

    void perform(const client::signaling::Look& order) { endpoints_.perform(order); }
    void perform(const client::signaling::Join& order) { endpoints_.perform(order); }
    void perform(const client::signaling::Leave& order) { endpoints_.perform(order); }
    void perform(const client::signaling::Post& order) { endpoints_.perform(order); }
    void perform(const client::signaling::Redial& order) { endpoints_.perform(order); }
    void perform(const client::signaling::OpenEnvelope& order) { endpoints_.perform(order); }
    void perform(const client::signaling::OpenStream& order) { endpoints_.perform(order); }
    void perform(const client::signaling::StandForLeader& order) { election_.perform(order); }
    void perform(const client::signaling::AskMailboxes& order) { election_.perform(order); }
    void perform(const client::signaling::AnnounceMailbox& order) { election_.perform(order); }
    void perform(const client::signaling::WatchTab& order) { election_.perform(order); }
    void perform(const client::signaling::ForwardLine& order) { election_.perform(order); }
    void perform(const client::signaling::StepDown&) {
        endpoints_.hang_up();
        election_.stand_down();
    }

  private:
    Endpoints endpoints_;
    LeaderElection election_;
};

}  // namespace browser::signaling
