// The arithmetic of safety codes (docs/protocol.md, "Safety codes"): nonces, hashes, and the certificates that connections
// really use. Which codes are wanted, and what they mean, is decided elsewhere.
#pragma once

#include "browser/feed.hpp"
#include "browser/js.hpp"
#include "browser/link.hpp"
#include "client/order.hpp"

namespace browser {

class Safety {
  public:
    Safety(Links& links, Feed feed) : links_(links), feed_(feed) {}

    void perform(const client::trust::DrawNonce& order);
    void perform(const client::trust::DeriveCode& order);

  private:
    void stretch(const client::trust::DeriveCode& order, const val& seen);

    Links& links_;
    Feed feed_;
    Pending pending_;
};

}  // namespace browser
