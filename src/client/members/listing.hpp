// The order in which the page lists people.
#pragma once

#include <map>
#include <vector>

#include "client/ids.hpp"
#include "client/members/orders.hpp"

namespace client::members {

struct Listing {
    std::vector<MemberId> here;      // in the order in which they were first seen, oneself last
    std::vector<MemberId> knocking;  // at the door, in that order; only the host is told of them
    bool reaching = false;           // somebody is being connected to: until that is done, much changes at once

    friend bool operator==(const Listing&, const Listing&) = default;
};

// Remembers in which order people came, since their ids say nothing of it. Somebody who knocked is seen from then on; somebody who left
// and came back comes last.
class Arrivals {
  public:
    // `people`: all whom the page shows now.
    Listing list(const std::map<MemberId, ShowPerson>& people);

  private:
    std::vector<MemberId> seen_;
};

}  // namespace client::members
