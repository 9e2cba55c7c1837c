#include "client/trust/trust.hpp"

#include <utility>
#include <vector>

#include "protocol/safety.hpp"

namespace client::trust {
namespace {

constexpr MemberId everybody{};

}  // namespace

// --- pins --------------------------------------------------------------------------------------------------------------------

void Trust::on(const PinLoaded& loaded, const Context&) {
    pins_.load(loaded.pin);
    pins_changed_ = true;
}

void Trust::on(const PinDropped& dropped, const Context&) {
    pins_.drop(dropped.pin);
    pins_changed_ = true;
}

void Trust::on(const members::MemberKnown& known, const Context& context) { rate(known.member, context); }

// A hello alone costs nothing, and is no acquaintance.
void Trust::on(const mesh::ChannelReady& ready, const Context& context) { meet(ready.peer, context); }

// A name that is taken here counts like one that somebody came with.
void Trust::on(const members::ProfileChanged& changed, const Context& context) {
    if (!context.members.at(changed.member).talks()) return;
    rate(changed.member, context);
    meet(changed.member, context);
}

void Trust::meet(MemberId member, const Context& context) {
    const auto& key = context.members.at(member).key;
    if (key.identity == *context.self().identity) return;
    pins_.meet(key, context.time.wall(), context.orders);
    pins_changed_ = true;
}

void Trust::on(const StrangerAccepted& accepted, const Context& context) {
    const auto* known = context.members.find(accepted.member);
    if (!known || !known->connection) return;
    pins_.decide(known->key, protocol::Decision::seen, context.time.wall(), context.orders);
    pins_changed_ = true;
}

void Trust::on(const Compared& compared, const Context& context) {
    const auto* comparison = comparison_with(compared.member, context);
    // Nobody can have compared what was not shown.
    if (!comparison || comparison->state != CodeState::ready) return;
    const auto regard = compared.same ? protocol::Decision::verified : protocol::Decision::doubted;
    pins_.decide(context.members.at(compared.member).key, regard, context.time.wall(), context.orders);
    pins_changed_ = true;
}

void Trust::on(const signaling::Looked&, const Context& context) {
    VisitorsRated rated;
    for (const auto& visitor : context.members.visitors())
        rated.strangers.push_back(pins_.trust_level(visitor.key) == members::TrustLevel::stranger);
    context.tell(std::move(rated));
}

void Trust::rate(MemberId member, const Context& context) {
    const auto& known = context.members.at(member);
    // Oneself, in another tab perhaps, is nobody to be pinned.
    const bool mine = context.self().identity && known.key.identity == *context.self().identity;
    const auto trust_level = mine ? members::TrustLevel::known : pins_.trust_level(known.key);
    auto renamed_from = pins_.renamed_from(known.key);
    if (trust_level == known.trust_level && renamed_from == known.renamed_from) return;
    context.tell(IdentityRated{member, trust_level, std::move(renamed_from)});
}

void Trust::rate_all(const Context& context) {
    for (const auto& [id, peer] : context.members.peers()) rate(id, context);
    for (const auto& id : context.members.listed())
        if (const auto& known = context.members.at(id); !known.connection && known.is_known()) rate(id, context);
    on(signaling::Looked{}, context);
}

// --- safety codes ------------------------------------------------------------------------------------------------------------

Comparison* Trust::comparison_with(MemberId member, const Context& context) {
    const auto* known = context.members.find(member);
    if (!known || !known->connection) return nullptr;
    auto& it = comparisons_[member];
    if (it.link != known->connection->link) it = {known->connection->link, {}};
    return &it.comparison;
}

void Trust::on(const CompareAsked& asked, const Context&) {
    comparing_ = asked.member;
    shown_.reset();
}

void Trust::on(const CompareClosed&, const Context&) { comparing_.reset(); }

// Where a card is open, its code is of the connections that are there now.
void Trust::compare(const Context& context) {
    if (!comparing_ || !context.stay().inside()) return;  // elsewhere there is nobody to compare with, and maybe no key yet
    if (*comparing_ == everybody) return compare_room(context);
    const auto* known = context.members.find(*comparing_);
    if (known && known->talks()) begin(*comparing_, *comparison_with(*comparing_, context), context);
}

void Trust::begin(MemberId member, Comparison& comparison, const Context& context) {
    if (std::exchange(comparison.begun, true)) return;
    context.order(DrawNonce{member, context.members.at(member).connection->link, context.self().id});
}

void Trust::on(const NonceDrawn& drawn, const Context& context) {
    auto* comparison = comparison_with(drawn.peer, context);
    if (!comparison) return;
    const auto& connection = *context.members.at(drawn.peer).connection;
    if (connection.link != drawn.link || !connection.talks) return;  // a connection that is no more
    comparison->mine = drawn.nonce;
    context.say(drawn.peer, protocol::Commit{drawn.commitment});
    show_nonce(drawn.peer, *comparison, context);
}

void Trust::on(const protocol::Commit& commit, MemberId from, const Context& context) {
    auto* comparison = comparison_with(from, context);
    if (!comparison || !comparison->commitment.empty()) return;  // bound is bound
    comparison->commitment = commit.hash;
    begin(from, *comparison, context);
    show_nonce(from, *comparison, context);
}

void Trust::show_nonce(MemberId member, Comparison& comparison, const Context& context) {
    if (!comparison.may_show()) return;
    comparison.shown = true;
    context.say(member, protocol::Reveal{comparison.mine});
}

void Trust::on(const protocol::Reveal& reveal, MemberId from, const Context& context) {
    auto* it = comparison_with(from, context);
    if (!it || !it->shown || !it->theirs.empty()) return;  // before both were bound, or a second time
    it->theirs = reveal.nonce;
    const auto& me = context.self().id;
    const auto& known = context.members.at(from);
    context.order(DeriveCode{from,
                             known.connection->link,
                             protocol::safety_record(me, *context.self().identity, it->mine),
                             {{from, protocol::safety_record(from, known.key.identity, it->theirs)}},
                             protocol::commitment_transcript(from, me, it->theirs),
                             it->commitment});
}

void Trust::on(const CodeDerived& derived, const Context& context) {
    const auto state = derived.code.empty() ? CodeState::failed : CodeState::ready;
    if (derived.peer == everybody) {
        // Otherwise somebody came or went meanwhile.
        if (derived.asked == room_asks_ && !room_asked_.empty()) room_code_ = {everybody, state, spoken(derived.code)};
        return;
    }
    auto* comparison = comparison_with(derived.peer, context);
    if (!comparison || context.members.at(derived.peer).connection->link != derived.asked) return;
    comparison->state = state;
    comparison->code = derived.code;
}

void Trust::compare_room(const Context& context) {
    DeriveCode derive{everybody, room_asks_ + 1, protocol::safety_record(context.self().id, *context.self().identity, ""), {}, "", ""};
    std::string asked;
    bool all = true;
    for (const auto& [id, peer] : context.members.peers()) {
        if (peer->lost()) continue;
        all = all && peer->works();
        asked += protocol::bytes_of(id) + protocol::big_endian(peer->connection->link);
        derive.partners.push_back({id, protocol::safety_record(id, peer->key.identity, "")});
    }
    if (!all) asked.clear();
    if (asked == room_asked_) return;
    room_asked_ = asked;
    room_code_ = {};
    if (asked.empty()) return;
    ++room_asks_;
    context.order(std::move(derive));
}

ShowSafety Trust::shown(const Context& context) {
    if (*comparing_ == everybody) return room_code_;
    const auto* comparison = comparison_with(*comparing_, context);
    if (!comparison) return {*comparing_, CodeState::failed, {}};
    return {*comparing_, comparison->state, spoken(comparison->code)};
}

void Trust::settle(const Context& context) {
    if (std::exchange(pins_changed_, false)) rate_all(context);
    compare(context);
    if (!comparing_) return;
    auto now = shown(context);
    if (shown_ == now) return;
    shown_ = std::move(now);
    context.order(*shown_);
}

}  // namespace client::trust
