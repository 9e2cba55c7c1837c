#include "client/members/listing.hpp"

#include <algorithm>
#include <optional>

namespace client::members {

ShowListing Arrivals::list(const std::map<MemberId, ShowPerson>& people) {
    seen_.erase(std::remove_if(seen_.begin(), seen_.end(), [&](const MemberId& id) { return !people.count(id); }), seen_.end());
    for (const auto& [id, person] : people)
        if (std::find(seen_.begin(), seen_.end(), id) == seen_.end()) seen_.push_back(id);
    ShowListing listing;
    std::optional<MemberId> me;
    for (const auto& id : seen_) {
        const auto& person = people.at(id);
        listing.reaching = listing.reaching || person.state == PersonState::connecting;
        if (person.me)
            me = id;
        else
            (person.state == PersonState::knocking ? listing.knocking : listing.here).push_back(id);
    }
    if (me) listing.here.push_back(*me);
    return listing;
}

}  // namespace client::members
