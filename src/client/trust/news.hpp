// News of whom this browser knows.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "client/members/orders.hpp"

namespace client::trust {

struct IdentityRated {
    MemberId member;
    members::TrustLevel trust_level = members::TrustLevel::known;
    std::string renamed_from;
};
struct VisitorsRated {  // of the directory's visitors, in their order: whether each is a stranger
    std::vector<bool> strangers;
};

using News = std::variant<IdentityRated, VisitorsRated>;

}  // namespace client::trust
