// The order in which the page lists people.
#pragma once

#include <map>
#include <vector>

#include "client/ids.hpp"
#include "client/members/orders.hpp"

namespace client::members {

// Remembers in which order people came, since their ids say nothing of it. Somebody who knocked is seen from then on; somebody who left
// and came back comes last.
class Arrivals {
  public:
    // `people`: all whom the page shows now.
    ShowListing list(const std::map<MemberId, ShowPerson>& people);

  private:
    std::vector<MemberId> seen_;
};

}  // namespace client::members
