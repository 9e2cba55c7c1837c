// WebCrypto for the rules of the house (protocol/access.hpp): hashes of foundings, signatures of the host; and what this
// browser keeps of the rooms that it made.
#pragma once

#include <string>

#include "browser/feed.hpp"
#include "browser/seal.hpp"
#include "client/order.hpp"

namespace browser {

class Charters {
  public:
    // `seal` holds the key that signs.
    Charters(const Seal& seal, Feed feed);

    void perform(const client::room::Found& order);
    void perform(const client::access::SignRules& order);
    void perform(const client::access::CheckCharter& order);
    void perform(const client::access::KeepCharter& order);
    // As it was kept; "" where nothing was.
    std::string kept(const protocol::RoomId& room) const;

  private:
    const Seal& seal_;
    Feed feed_;
    val storage_;
    Pending pending_;
};

}  // namespace browser
