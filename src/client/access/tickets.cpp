// Links that let past the door (docs/protocol.md, "Tickets"): made, and taken from those who come with them.
#include <algorithm>
#include <utility>

#include "client/access/access.hpp"

namespace client::access {

// Through an open door everybody comes in, with a ticket or without.
void Access::on(const TicketWanted& wanted, const Context& context) {
    if (!is_host(context) || !context.stay().inside()) return;
    auto rules = draft();
    if (rules.door == protocol::Door::open) {
        rules.door = protocol::Door::knock;
        admit_present(rules, context);
    }
    AccessPolicy::issue(rules, {protocol::hash_of(wanted.ticket), wanted.ends, wanted.once});
    issued_ = wanted.ticket;
    make(std::move(rules), context);
}

// The host alone does this, so that a ticket for one person lets in one, and its clock alone says when one ends.
void Access::redeem(const protocol::Ticket& ticket, MemberId from, const Context& context) {
    const auto* known = context.members.find(from);
    if (!is_host(context) || !known || !known->is_known() || is_allowed(from, context) || policy_.removed(known->key.identity)) return;
    auto rules = draft();
    const auto has = [&](const std::string& key) { return key == known->key.identity.key; };
    if (std::any_of(rules.admitted.begin(), rules.admitted.end(), has)) return;  // that is being signed
    if (AccessPolicy::redeem(rules, protocol::hash_of(ticket), known->key.identity, context.time.wall() / 1000))
        return make(std::move(rules), context);
    const bool refused = std::exchange(told_rules_[from].ticket_refused, true);
    if (!refused && known->has_ticket && is_knocking(from, context)) context.notice(conversation::NoticeKind::knocks, from);
}

}  // namespace client::access
