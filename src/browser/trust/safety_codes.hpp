// The arithmetic of safety codes (docs/protocol.md, "Safety codes"): nonces, hashes, and the certificates that connections really use.
// It does not decide which codes are wanted, nor what they mean.
#pragma once

#include "browser/feed.hpp"
#include "browser/js/js.hpp"
#include "browser/mesh/connections.hpp"
#include "client/order.hpp"

namespace browser::trust {

class SafetyCodes {
  public:
    SafetyCodes(const mesh::Connections& connections, Feed feed) : connections_(connections), feed_(feed) {}

    void perform(const client::trust::DrawNonce& order);
    void perform(const client::trust::DeriveCode& order);

  private:
    void stretch(const client::trust::DeriveCode& order, const val& seen);

    const mesh::Connections& connections_;
    Feed feed_;
    Pending pending_;
};

}  // namespace browser::trust
