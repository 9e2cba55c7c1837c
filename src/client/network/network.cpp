#include "client/network/network.hpp"

#include "client/network/checks.hpp"

namespace client::network {
namespace {

// As the page shows it: where the host lets us wait, we are not inside.
Reached reached(const Context& context) {
    const auto& self = context.self();
    Reached reached{self.stay.inside() && !self.policy.waiting, !self.service.answers || self.service.mail_missed};
    for (const auto& [id, peer] : context.members.peers()) {
        if (peer->lost()) continue;
        reached.connected += peer->connection->state == members::PersonState::connected;
        reached.reconnecting += peer->connection->state == members::PersonState::reconnecting;
    }
    return reached;
}

}  // namespace

void Network::on(const signaling::ServersTold& told) {
    const auto stuns = stun_servers(told.servers);
    asked_ = stuns.empty() ? std::nullopt : std::optional(stuns.front());
}

void Network::on(const ProbeAnswered& answered, const Context& context) {
    const bool silent = reach_of(answered.answer, Wanted::own_address) == Reach::failed;
    if (probe_.answer(silent ? ProbeAnswer::silent : ProbeAnswer::came, context.now())) context.tell(Changed{true});
}

void Network::settle(const Context& context) {
    if (probe_.step(asked_ && is_cut_off(reached(context)), context.now())) context.order(ProbeStun{*asked_, probe_patience_ms});
}

}  // namespace client::network
