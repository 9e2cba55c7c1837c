#include "browser/network/monitor.hpp"

namespace browser::network {
namespace {

const Monitor* the_current = nullptr;

}  // namespace

Monitor::Monitor(const mesh::Connections& connections, Feed feed) : connections_(connections) {
    the_current = this;
    listeners_.push_back(listen("online", [feed](const val&) { feed(client::network::NetworkChanged{true}); }));
    listeners_.push_back(listen("offline", [feed](const val&) { feed(client::network::NetworkChanged{false}); }));
    for (const auto* event : {"visibilitychange", "resume"})
        listeners_.push_back(listen(event, [feed](const val&) { feed(client::network::Woke{}); }));
}

Monitor::~Monitor() { the_current = nullptr; }

val Monitor::measure(client::MemberId member) const {
    const val connection = connections_.connection(member);
    return connection.isNull() ? connections_.servers() : connection.call<val>("getStats");
}

const Monitor& Monitor::current() { return *the_current; }

}  // namespace browser::network
