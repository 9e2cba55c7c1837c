#include "client/signaling/envelopes.hpp"

#include <algorithm>
#include <utility>

namespace client::signaling {
namespace {

// Where something in a member's name is forged, or seems so, the server is asked anew; what comes again before the suspicion ends is
// forged.
constexpr Millis suspicion_ms = 120'000;
// Envelopes of one member that wait for its hello to be opened, or for what explains them.
constexpr std::size_t max_unopened = 16;
// Others follow a room that moves within moments; whoever passes an envelope on tells of the move over the same channel.
constexpr Millis patience_ms = 5'000;

bool is_same(const protocol::Passage& a, const protocol::Passage& b) {
    return a.room == b.room && a.from_hello == b.from_hello && a.to_hello == b.to_hello;
}

// The latest first.
std::vector<RoomId> rooms_of(const members::Stay& stay) {
    std::vector<RoomId> rooms{*stay.room};
    rooms.insert(rooms.end(), stay.earlier.begin(), stay.earlier.end());
    return rooms;
}

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
    if (!context.stay().inside()) return;
    if (anew) try_again(member, at->second, context);
    for (const auto& body : std::exchange(at->second.unopened, {})) receive(member, body, context);
}

// An envelope of that member may be signed and sealed by these: first, what holds now; then what held before. Its author may not have heard
// yet that somebody has come back under another name, or that the room has moved, and an envelope may be long on its way.
std::vector<protocol::Passage> Envelopes::passages(MemberId from, const Context& context) const {
    const auto& known = context.members.at(from);
    const auto& self = context.self();
    std::vector<std::string> theirs{known.hello};
    theirs.insert(theirs.end(), known.earlier.begin(), known.earlier.end());
    std::vector<std::string> ours{self.hello};
    ours.insert(ours.end(), self.earlier.begin(), self.earlier.end());
    std::vector<protocol::Passage> all;
    for (const auto& room : rooms_of(self.stay))
        for (const auto& their : theirs)
            for (const auto& our : ours) all.push_back({room, from, self.id, their, our});
    return all;
}

bool Envelopes::broken(const EnvelopeBroken& broken, Millis admitted_at, const Context& context) {
    if (!broken.body.empty()) {
        if (!context.members.find(broken.from)) return false;  // long gone
        const auto all = passages(broken.from, context);
        // Meanwhile we have heard how its sender is called, or where the room is.
        if (broken.outdated >= all.size() || !is_same(all[broken.outdated], broken.passage)) {
            context.order(OpenEnvelope{all.front(), broken.body});
            return false;
        }
        const auto next = broken.outdated + 1;
        if (next < all.size()) {
            context.order(OpenEnvelope{all[next], broken.body, next});
            return false;
        }
    }
    // A member that went and came back under a name that we missed is asked for anew. Where that does not end it, somebody stands between
    // us, who can neither read nor sign, but can spoil: both sides are told.
    auto& member = members_[broken.from];
    const bool suspected = member.suspected_at && context.now() < *member.suspected_at + suspicion_ms;
    const bool warns = suspected && admitted_at > *member.suspected_at;
    if (!suspected) member.suspected_at = context.now();
    if (!broken.body.empty() && member.unexplained.size() < max_unopened) {
        member.unexplained.push_back({broken.body, context.now() + patience_ms, warns});
    } else {
        ++context.dropped;
        if (warns) context.tell(ForgerySeen{broken.from});
    }
    return !suspected;
}

// The news that explains one letter may explain the others.
void Envelopes::try_again(MemberId from, Member& member, const Context& context) {
    member.suspected_at.reset();
    for (const auto& held : std::exchange(member.unexplained, {})) receive(from, held.body, context);
}

void Envelopes::leave() {
    for (auto& [id, member] : members_) member.unexplained.clear();
}

void Envelopes::tick(const Context& context) {
    for (auto& [id, member] : members_) {
        auto& held = member.unexplained;
        for (; !held.empty() && context.now() >= held.front().until; held.erase(held.begin())) {
            ++context.dropped;
            if (held.front().warns) context.tell(ForgerySeen{id});
        }
    }
}

void Envelopes::settle(const Context& context) {
    const auto& stay = context.stay();
    if (!stay.inside() || !stay.room) return;
    if (auto now = rooms_of(stay); std::exchange(rooms_, now) == now) return;
    for (auto& [id, member] : members_) try_again(id, member, context);
}

std::optional<Millis> Envelopes::wake_at() const {
    std::optional<Millis> at;
    for (const auto& [id, member] : members_)
        if (!member.unexplained.empty()) at = std::min(at.value_or(member.unexplained.front().until), member.unexplained.front().until);
    return at;
}

}  // namespace client::signaling
