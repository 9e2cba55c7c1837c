#include "world/performers/network.hpp"

#include "world/tab.hpp"

namespace world::performers {

// Sometimes nothing comes back.
void Network::perform(const client::network::ProbeStun& order) {
    using client::network::Gathered;
    const bool silent = tab_.around().dice.chance(300);
    const auto after = silent ? order.patience_ms : tab_.around().dice.between(10, 200);
    const client::network::IceAnswer answer{silent ? Gathered::nothing : Gathered::found, false, static_cast<double>(after)};
    tab_.around().clock.in(after, [this, answer] { tab_.feed(client::network::ProbeAnswered{answer}); });
}

}  // namespace world::performers
