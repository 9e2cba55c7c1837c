#include "client/access/access.hpp"

#include <algorithm>
#include <utility>

#include "protocol/wire.hpp"

namespace client::access {
namespace {

constexpr std::size_t max_hearing = 16;
// A client that was sent the rules may have missed them.
constexpr Millis tell_again_ms = 5'000;

conversation::NoticeKind notice_of(protocol::Door door) {
    switch (door) {
        case protocol::Door::open:
            return conversation::NoticeKind::door_open;
        case protocol::Door::knock:
            return conversation::NoticeKind::door_knock;
        case protocol::Door::locked:
            return conversation::NoticeKind::door_locked;
    }
    return conversation::NoticeKind::door_open;
}

protocol::Talk as_word(const std::string& chain) { return protocol::Signal(protocol::EncodedChain{chain}); }

}  // namespace

// --- what holds --------------------------------------------------------------------------------------------------------------

bool Access::is_host(const Context& context) const { return context.self().identity && policy_.is_host(*context.self().identity); }

// By the rules as we know them. Others may know better: see is_allowed().
bool Access::is_excluded(const Context& context) const {
    return context.self().identity && !lapsed_ && !policy_.may_enter(*context.self().identity);
}

// Whether we connect to the member. A client that is excluded itself cannot judge for how long the host has been away; a member that
// calls it has let it in.
bool Access::is_allowed(MemberId member, const Context& context) const {
    const auto& who = context.members.at(member).key.identity;
    return policy_.may_enter(who) || (!policy_.removed(who) && (lapsed_ || (is_excluded(context) && !host_is_here(context))));
}

// Nobody who is inside has called us in.
bool Access::is_waiting(const Context& context) const {
    const auto& peers = context.members.peers();
    return is_excluded(context) && std::none_of(peers.begin(), peers.end(), [](const auto& each) { return each.second->talks(); });
}

bool Access::is_enforced(const Context& context) const {
    const auto& peers = context.members.peers();
    return std::all_of(peers.begin(), peers.end(), [&](const auto& each) { return is_allowed(each.first, context); });
}

// The member waits for the host: us.
bool Access::is_knocking(MemberId member, const Context& context) const {
    const auto* known = context.members.find(member);
    if (!is_host(context) || policy_.rules().door != protocol::Door::knock || !known || !known->is_known()) return false;
    if (is_allowed(member, context) || policy_.removed(known->key.identity)) return false;
    // With a ticket there is nothing to ask the host, unless it is no good.
    const auto told = told_rules_.find(member);
    return !known->has_ticket || (told != told_rules_.end() && told->second.ticket_refused);
}

bool Access::host_is_here(const Context& context) const {
    const auto hosts = [&](const members::Record& record) { return policy_.is_host(record.key.identity); };
    const auto& peers = context.members.peers();
    const auto& listed = context.members.listed();
    return is_host(context) || std::any_of(listed.begin(), listed.end(), [&](MemberId id) { return hosts(context.members.at(id)); }) ||
           std::any_of(peers.begin(), peers.end(), [&](const auto& each) { return !each.second->lost() && hosts(*each.second); });
}

members::Policy Access::policy(const Context& context) const {
    members::Policy now;
    now.has_host = policy_.has_host();
    if (now.has_host) now.host = policy_.rules().host_key;
    now.rule = policy_.rules().door;
    now.door = lapsed_ ? protocol::Door::open : now.rule;
    now.hosting = is_host(context);
    now.excluded = is_excluded(context);
    now.waiting = is_waiting(context);
    now.removed = context.self().identity && policy_.removed(*context.self().identity);
    for (const auto& id : context.members.listed())
        if (is_knocking(id, context)) now.knocking.insert(id);
    now.log = policy_.rules().log;
    const auto seconds = context.time.wall() / 1000;
    const auto state = [&](const protocol::Ticket& it) {
        return AccessPolicy::ticket_state(policy_.rules(), protocol::hash_of(it), seconds);
    };
    if (issued_ && state(*issued_) == TicketState::good) now.issued = issued_;
    if (now.waiting && context.stay().ticket) now.ticket = state(*context.stay().ticket);
    return now;
}

// Rules that nobody could change any more lapse.
void Access::watch_host(const Context& context) {
    const bool away = context.stay().inside() && policy_.keeps_out() && !host_is_here(context);
    const bool came_or_went = away != host_away_since_.has_value();
    if (came_or_went) host_away_since_ = away ? std::optional(context.now()) : std::nullopt;
    const bool lapsed = away && context.now() >= *host_away_since_ + host_patience_ms;
    if (lapsed == lapsed_ && !came_or_went) return;
    if (std::exchange(lapsed_, lapsed) < lapsed) context.notice(conversation::NoticeKind::door_lapsed, context.self().id);
    enforce(context);
}

// We cannot say whether the host was there meanwhile.
void Access::on(const network::Slept& slept) {
    if (host_away_since_) *host_away_since_ += slept.by;
}

// Connections to those who may be here, and to no others.
void Access::enforce(const Context& context) {
    if (!context.stay().inside()) return;
    if (context.self().identity && policy_.removed(*context.self().identity)) return context.tell(SelfRemoved{});
    const bool excluded = is_excluded(context);
    bool called_in = false;
    for (const auto& [id, peer] : context.members.peers()) {
        if (is_allowed(id, context) && (!excluded || peer->talks())) {
            called_in |= peer->talks();
            continue;
        }
        if (!excluded && peer->connection->announced)
            context.notice(policy_.removed(peer->key.identity) ? conversation::NoticeKind::removed : conversation::NoticeKind::left, id);
        context.tell(Excluded{id});
        // The last words over a connection that is closed may be lost.
        if (!excluded && peer->listed) send_rules(id, context);
    }
    if (excluded && !called_in) return context.tell(ShutOut{});
    for (const auto& id : context.members.listed()) {
        const auto& known = context.members.at(id);
        if (id != context.self().id && !known.connection && known.is_known()) judge(id, context);
    }
}

void Access::on(const members::MemberKnown& known, const Context& context) {
    if (context.members.at(known.member).connection) return context.tell(Allowed{known.member});
    if (is_excluded(context)) return send_rules(known.member, context);  // in case that these know better
    judge(known.member, context);
}

void Access::on(const mesh::MemberCalls& calls, const Context& context) { judge(calls.member, context); }

void Access::judge(MemberId member, const Context& context) {
    if (context.members.at(member).banned || context.members.is_replaced(member)) return;
    if (!is_allowed(member, context)) return send_rules(member, context);
    context.tell(Allowed{member});
}

// By envelope, to a member that comes with the link and is not let in, or goes by older rules: why, and by whose word.
void Access::send_rules(MemberId member, const Context& context) {
    const auto& known = context.members.at(member);
    auto& told = told_rules_[member];
    const auto serial = policy_.rules().serial;
    // Of a member that the server does not list, another one with older rules spoke; no envelope would reach it.
    if (!known.listed || !known.is_known() || (told.serial == serial && context.now() < told.at + tell_again_ms)) return;
    if (told.at == 0 && is_knocking(member, context)) context.notice(conversation::NoticeKind::knocks, member);
    told = {context.now(), serial};
    const bool shows_ticket = is_excluded(context) && policy_.is_host(known.key.identity);
    context.tell(mesh::EnvelopeWritten{member, known.hello,
                                       protocol::EncodedChain{policy_.chain(), shows_ticket ? context.stay().ticket : std::nullopt}});
}

// A client with older rules is sent ours on the road on which its own came.
void Access::answer_with_rules(MemberId member, const Context& context) {
    const auto* known = context.members.find(member);
    if (!known) return;
    if (!known->talks()) return send_rules(member, context);
    context.say(member, as_word(policy_.chain()));
}

// A member that sends us the rules by envelope does not let us in; a channel to it that seems open is closed at its end.
void Access::turned_away(MemberId by, const Context& context) {
    const auto* known = context.members.find(by);
    if (!is_excluded(context) || !known || !known->connection || known->works()) return;
    context.tell(Excluded{by});
}

void Access::on(const mesh::ChannelReady& ready, const Context& context) {
    if (policy_.has_host()) context.say(ready.peer, as_word(policy_.chain()));
    if (last_move_) context.say(ready.peer, *last_move_);
}

// --- hearing of rules --------------------------------------------------------------------------------------------------------

void Access::on(const room::PolicyChainKept& kept, const Context& context) { hear(context.self().id, kept.chain, "", context); }

void Access::on(const protocol::EncodedChain& chain, MemberId from, bool by_envelope, const Context& context) {
    if (by_envelope) turned_away(from, context);
    if (chain.ticket) redeem(*chain.ticket, from, context);
    hear(from, chain.text, "", context);
}

void Access::on(const protocol::Move& move, MemberId from, const Context& context) {
    early_move_ = Heard{0, from, move.chain, move.secret};  // it may come before the rules that it follows
    hear(from, move.chain, move.secret, context);
}

void Access::hear(MemberId from, const std::string& chain, const std::string& new_secret, const Context& context) {
    auto claims = new_secret.empty() ? policy_.examine(chain) : policy_.examine_move(chain);
    if (!claims && new_secret.empty() && policy_.would_be_news_to(chain)) return answer_with_rules(from, context);
    const auto same = [&](const Heard& it) { return it.chain == chain && it.secret == new_secret; };
    const auto& old_secret = context.stay().secret;
    if (!claims || old_secret.empty() || hearing_.size() >= max_hearing || std::any_of(hearing_.begin(), hearing_.end(), same)) return;
    if (from != context.self().id && !context.charge(from, members::cost_of_change)) return;
    hearing_.push_back({++asks_, from, chain, new_secret});
    context.order(
        CheckPolicyChain{asks_, new_secret.empty() ? old_secret : new_secret, std::move(claims->founding), std::move(claims->words)});
}

void Access::on(const PolicyChainChecked& checked, const Context& context) {
    const auto at = std::find_if(hearing_.begin(), hearing_.end(), [&](const auto& it) { return it.ask == checked.ask; });
    if (at == hearing_.end()) return;
    const auto heard = std::move(*at);
    hearing_.erase(at);
    if (!checked.good) {
        ++context.dropped;
        return;
    }
    // Meanwhile another may have come.
    if (heard.secret.empty() && policy_.examine(heard.chain)) adopt(heard.chain, heard.from, context);
    if (!heard.secret.empty() && policy_.examine_move(heard.chain)) follow_rekeying({heard.secret, heard.chain}, heard.from, context);
}

void Access::adopt(const std::string& chain, MemberId from, const Context& context) {
    const auto before = policy_.rules();
    const bool had_host = policy_.has_host();
    policy_.take(chain);
    for (auto& [id, told] : told_rules_) told.serial = 0;  // two policy chains may have one serial
    context.tell(PolicyChanged{});
    keep_chain(context);
    spread(from, context);
    if (had_host) tell_what_changed(before, context);
    enforce(context);
    if (const auto move = std::exchange(early_move_, std::nullopt)) hear(move->from, move->chain, move->secret, context);
}

// Each tells the others, who may not hear of it otherwise, also those who are not let in, or are to go.
void Access::spread(MemberId from, const Context& context) {
    for (const auto& [id, peer] : context.members.peers())
        if (id != from && peer->talks()) context.say(id, as_word(policy_.chain()));
    for (const auto& id : context.members.listed())
        if (id != context.self().id && !context.members.at(id).talks()) send_rules(id, context);
}

void Access::tell_what_changed(const protocol::Rules& before, const Context& context) {
    const auto& now = policy_.rules();
    if (!context.stay().inside() || is_waiting(context)) return;
    if (now.door != before.door) context.notice(notice_of(now.door), context.self().id);
    if (now.host_key == before.host_key) return;
    if (is_host(context)) return context.notice(conversation::NoticeKind::host, context.self().id);
    for (const auto& [id, peer] : context.members.peers())
        if (peer->key.identity == now.host_key) return context.notice(conversation::NoticeKind::host, id);
}

// The founder proves to be that with a nonce that nobody else has; and a host's rules hold when the host comes back. So both are kept.
void Access::keep_chain(const Context& context) {
    const auto& self = context.self();
    if (!self.stay.room || !policy_.has_host() || !self.identity) return;
    if (is_host(context) || policy_.founded_by(*self.identity)) context.order(KeepPolicyChain{*self.stay.room, policy_.chain()});
}

void Access::on(const room::Entering& entering, const Context& context) {
    if (!entering.founding || policy_.has_host()) return;
    policy_.take(protocol::encode(protocol::PolicyChain{*context.self().identity, *entering.founding, {}}));
    context.tell(PolicyChanged{});
}

void Access::on(const room::Entered&, const Context& context) {
    keep_chain(context);
    enforce(context);
}

void Access::on(const room::Readmitted&, const Context& context) {
    keep_chain(context);
    enforce(context);
}

// --- making rules ------------------------------------------------------------------------------------------------------------

// The last decision may still be in the middle of being signed.
protocol::Rules Access::draft() const {
    auto rules = policy_.draft();
    if (draft_ && draft_->serial >= rules.serial) {
        rules = *draft_;
        ++rules.serial;
    }
    return rules;
}

void Access::make(protocol::Rules rules, const Context& context) {
    context.order(SignRules{policy_.nonce(), protocol::encode(rules)});
    draft_ = std::move(rules);
}

void Access::on(const DoorChosen& chosen, const Context& context) {
    if (!is_host(context) || !context.stay().inside()) return;
    auto rules = draft();
    if (rules.door == chosen.door && !lapsed_) return;
    rules.door = chosen.door;
    admit_present(rules, context);
    make(std::move(rules), context);
}

void Access::admit_present(protocol::Rules& rules, const Context& context) const {
    for (const auto& [id, peer] : context.members.peers())
        if (!peer->lost()) AccessPolicy::admit(rules, peer->key.identity);
}

void Access::on(const KnockAnswered& answered, const Context& context) {
    if (!is_knocking(answered.member, context)) return;
    auto rules = draft();
    const auto& who = context.members.at(answered.member).key.identity;
    answered.in ? AccessPolicy::admit(rules, who) : AccessPolicy::remove(rules, who);
    make(std::move(rules), context);
}

void Access::on(const RoleHanded& handed, const Context& context) {
    const auto* known = context.members.find(handed.member);
    if (!is_host(context) || !known || !known->connection || !policy_.can_hand_on()) return;
    auto rules = draft();
    rules.host_key = known->key.identity;
    AccessPolicy::admit(rules, *context.self().identity);
    make(std::move(rules), context);
}

// A removed member is excluded at once by its key; since it could come back with another key, the others continue under a new secret.
void Access::on(const RemovalChosen& chosen, const Context& context) {
    const auto* known = context.members.find(chosen.member);
    if (!is_host(context) || !known || !known->connection || known->key.identity == *context.self().identity) return;
    auto rules = draft();
    AccessPolicy::remove(rules, known->key.identity);
    make(std::move(rules), context);
    rekeying_ = Rekeying{chosen.founding, ""};
}

void Access::on(const RulesSigned& made, const Context& context) {
    const auto rules = protocol::decode_rules(made.grant.rules);
    if (draft_ && rules && rules->serial >= draft_->serial) draft_.reset();
    if (!is_host(context) || !context.stay().inside() || !rules) return;
    const auto& mine = *context.self().identity;
    const auto me = context.self().id;
    if (rekeying_ && made.nonce == rekeying_->nonce) {
        const protocol::Move move{rekeying_->secret, protocol::encode(protocol::PolicyChain{mine, made.nonce, {made.grant}})};
        if (!policy_.examine_move(move.chain)) return sign_rekeying(context);  // the rules were changed meanwhile
        rekeying_.reset();
        return follow_rekeying(move, me, context);
    }
    if (made.nonce != policy_.nonce()) return;
    const auto chain = policy_.with(made.grant);
    if (policy_.examine(chain)) adopt(chain, me, context);
    if (rekeying_ && rekeying_->secret.empty() && !draft_)
        context.order(room::Found{rekeying_->nonce, protocol::founding_transcript(mine, rekeying_->nonce)});
}

// --- another secret ----------------------------------------------------------------------------------------------------------

void Access::on(const room::SecretFounded& founded, const Context& context) {
    if (!rekeying_ || founded.nonce != rekeying_->nonce || !is_host(context)) return;
    rekeying_->secret = founded.secret;
    sign_rekeying(context);
}

void Access::sign_rekeying(const Context& context) {
    auto rules = draft();
    if (!rules.log) rules.log = context.stay().room;
    rules.tickets.clear();  // their links lead to the room before
    context.order(SignRules{rekeying_->nonce, protocol::encode(rules)});
}

// Connections stay as they are; only the way in is another.
void Access::follow_rekeying(const protocol::Move& move, MemberId from, const Context& context) {
    policy_.take(move.chain);
    last_move_ = move;
    context.tell(PolicyChanged{});
    for (const auto& [id, peer] : context.members.peers()) {
        if (!peer->talks() || !is_allowed(id, context)) continue;
        // The sender gets our policy chain: it may hold later decisions that we could not follow yet.
        context.say(id, id == from ? as_word(policy_.chain()) : protocol::Talk(move));
    }
    context.notice(conversation::NoticeKind::moved, context.self().id);
    context.tell(Rekeyed{move.secret});
    enforce(context);
}

void Access::settle(const Context& context) {
    watch_host(context);
    if (policy(context) != context.policy()) context.tell(PolicyChanged{});
}

std::optional<Millis> Access::wake_at() const {
    return host_is_missing() ? std::optional(*host_away_since_ + host_patience_ms) : std::nullopt;
}

}  // namespace client::access
