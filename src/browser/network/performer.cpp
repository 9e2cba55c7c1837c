#include "browser/network/performer.hpp"

namespace browser::network {
namespace {

const Performer* the_current = nullptr;

}  // namespace

Performer::Performer(const mesh::Connections& connections, Feed feed) : connections_(connections), feed_(feed) {
    the_current = this;
    listeners_.push_back(listen("online", [feed](const val&) { feed(client::network::NetworkChanged{true}); }));
    listeners_.push_back(listen("offline", [feed](const val&) { feed(client::network::NetworkChanged{false}); }));
    for (const auto* event : {"visibilitychange", "resume"})
        listeners_.push_back(listen(event, [feed](const val&) { feed(client::network::Woke{}); }));
}

Performer::~Performer() { the_current = nullptr; }

void Performer::perform(const client::network::ProbeStun& order) {
    probe_ =
        std::make_unique<IceProbe>(order.server, client::network::Wanted::own_address, order.patience_ms,
                                   [feed = feed_](client::network::IceAnswer answer) { feed(client::network::ProbeAnswered{answer}); });
}

val Performer::measure(client::MemberId member) const {
    const val connection = connections_.connection(member);
    return connection.isNull() ? val::undefined() : connection.call<val>("getStats");
}

const Performer* Performer::current() { return the_current; }

}  // namespace browser::network
