// WebCrypto for the rules of a room (protocol/access.hpp), and what this browser keeps of the rooms that it made.
#pragma once

#include <string>

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/keys/encryption.hpp"
#include "client/access/orders.hpp"

namespace browser::access {

class Performer {
  public:
    // `encryption` holds the key that signs.
    Performer(const keys::Encryption& encryption, Feed feed);

    void perform(const client::access::SignRules& order);
    void perform(const client::access::CheckPolicyChain& order);
    void perform(const client::access::KeepPolicyChain& order);

    // The policy chain as it was kept; "" where none was.
    std::string kept(const protocol::RoomId& room) const;

  private:
    const keys::Encryption& encryption_;
    Feed feed_;
    val storage_;
    Pending pending_;
};

}  // namespace browser::access
