// The fake keys that sign rules, and whether a tab enforces only rules that a host has made.
#pragma once

#include <string>

#include "client/access/orders.hpp"
#include "client/session.hpp"

namespace world {

class Tab;

}  // namespace world

namespace world::performers {

class Access {
  public:
    explicit Access(Tab& tab) : tab_(tab) {}

    void perform(const client::access::SignRules& order);
    void perform(const client::access::CheckPolicyChain& order);
    void perform(const client::access::KeepPolicyChain& order);

    // After each step: which rules the session enforces, and whether it does.
    void check(const client::Session& session);

  private:
    bool were_made(const std::string& chain) const;

    std::string chain_;  // that was looked at last
    Tab& tab_;
};

}  // namespace world::performers
