#include "client/signaling/envelopes.hpp"

#include <utility>

namespace client::signaling {
namespace {

// Where something in a member's name is forged, or seems so, the server is asked anew; what comes again before the suspicion ends is
// forged.
constexpr Millis suspicion_ms = 120'000;
// Envelopes of one member that wait for its hello to be opened.
constexpr std::size_t max_unopened = 16;

}  // namespace

void Envelopes::receive(MemberId from, const std::string& body, const Context& context) {
    const auto* known = context.members.find(from);
    if (known && known->is_known()) return context.order(OpenEnvelope{passages(from, context).front(), body});
    auto& unopened = members_[from].unopened;
    if (unopened.size() < max_unopened) unopened.push_back(body);
}

void Envelopes::introduced(MemberId member, bool anew, const Context& context) {
    const auto at = members_.find(member);
    if (at == members_.end()) return;
    if (anew) at->second.suspected_at.reset();
    if (!context.stay().inside()) return;
    for (const auto& body : std::exchange(at->second.unopened, {})) receive(member, body, context);
}

// An envelope of that member may be signed and sealed by these: first, what holds now; then what held before. Its author may not have heard
// yet that somebody has come back under another name, or that the room has moved, and an envelope may be long on its way.
std::vector<protocol::Passage> Envelopes::passages(MemberId from, const Context& context) const {
    const auto& known = context.members.at(from);
    const auto& self = context.self();
    std::vector<RoomId> rooms{*self.stay.room};
    if (self.stay.earlier) rooms.push_back(*self.stay.earlier);
    std::vector<std::string> theirs{known.hello};
    theirs.insert(theirs.end(), known.earlier.begin(), known.earlier.end());
    std::vector<std::string> ours{self.hello};
    ours.insert(ours.end(), self.earlier.begin(), self.earlier.end());
    std::vector<protocol::Passage> all;
    for (const auto& room : rooms)
        for (const auto& their : theirs)
            for (const auto& our : ours) all.push_back({room, from, self.id, their, our});
    return all;
}

bool Envelopes::broken(const EnvelopeBroken& broken, Millis admitted_at, const Context& context) {
    if (!broken.body.empty()) {
        if (!context.members.find(broken.from)) return false;  // long gone
        const auto all = passages(broken.from, context);
        const auto& now = all.front();
        const auto& then = broken.passage;
        // Meanwhile we have heard how its sender is called.
        const bool news = now.room != then.room || now.from_hello != then.from_hello || now.to_hello != then.to_hello;
        if (broken.outdated == 0 && news) {
            context.order(OpenEnvelope{now, broken.body});
            return false;
        }
        const auto next = broken.outdated + 1;
        if (next < all.size()) {
            context.order(OpenEnvelope{all[next], broken.body, next});
            return false;
        }
    }
    ++context.dropped;
    return suspect(broken.from, admitted_at, context);
}

// A member that went and came back under a name that we missed is asked for anew. Where that does not end it, somebody stands between us,
// who can neither read nor sign, but can spoil: both sides are told.
bool Envelopes::suspect(MemberId member, Millis admitted_at, const Context& context) {
    auto& since = members_[member].suspected_at;
    if (since && context.now() < *since + suspicion_ms) {
        if (admitted_at > *since) context.tell(ForgerySeen{member});
        return false;
    }
    since = context.now();
    return true;
}

}  // namespace client::signaling
