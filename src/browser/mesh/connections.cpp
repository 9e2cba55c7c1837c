#include "browser/mesh/connections.hpp"

#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>

#include <utility>

#include "protocol/wire.hpp"

using emscripten::EM_VAL;

// clang-format off
EM_JS(EM_VAL, tincan_certificate, (), { return Emval.toHandle(preloaded_certificate); });
// clang-format on

namespace browser::mesh {
namespace {

val rtc_ice_server(const protocol::IceServer& server) {
    val urls = val::array();
    for (const auto& url : server.urls) urls.call<void>("push", js(url));
    return object({{"urls", urls}, {"username", js(server.username)}, {"credential", js(server.credential)}});
}

// A browser refuses a configuration in which a relay has no credential (WebRTC section 4.4.1.6).
bool is_usable(const protocol::IceServer& server) { return !protocol::is_relay(server) || !server.credential.empty(); }

val configuration(const client::mesh::UseServers& order) {
    val list = val::array();
    for (const auto& server : order.servers)
        if (is_usable(server)) list.call<void>("push", rtc_ice_server(server));
    return object(
        {{"iceServers", list}, {"bundlePolicy", js("max-bundle")}, {"iceTransportPolicy", js(order.relay_only ? "relay" : "all")}});
}

}  // namespace

Connections::Connections(LocalTracks local_tracks, TakeChannel take_channel, Feed feed)
    : local_tracks_(std::move(local_tracks)),
      take_channel_(std::move(take_channel)),
      feed_(feed),
      certificate_(val::take_ownership(tincan_certificate())) {}

void Connections::certify(SharedFunction<void()> done) {
    pending_.settle(
        certificate_,
        [this, done = std::move(done)](val certificate) {
            certificate_ = std::move(certificate);
            done();
        },
        [](const val&) {});
}

void Connections::perform(const client::mesh::UseServers& order) {
    configuration_ = configuration(order);
    servers_ = order.servers;
    for (const auto& [peer, connection] : connections_) connection->use(configuration_);
}

void Connections::perform(const client::mesh::OpenLink& order) {
    connections_.erase(order.peer);
    // The browser refuses ICE servers that it cannot read, and more connections than it can have.
    if (!certificate_.isNull()) configuration_.set("certificates", array({certificate_}));
    const auto made = attempt_new(val::global("RTCPeerConnection"), {configuration_});
    if (!made.ok) return feed_(client::mesh::LinkBroke{order.peer, order.link});
    connections_.emplace(order.peer, std::make_unique<PeerConnection>(order, made.value, local_tracks_, take_channel_, feed_));
}

void Connections::perform(const client::mesh::AddTransceivers& order) {
    if (auto* connection = find(order.peer)) connection->add_transceivers();
}

void Connections::perform(const client::mesh::CloseLink& order) { connections_.erase(order.peer); }

void Connections::perform(const client::mesh::ApplyDescription& order) {
    if (auto* connection = find(order.peer)) connection->apply(order.description);
}

void Connections::perform(const client::mesh::ApplyCandidate& order) {
    if (auto* connection = find(order.peer)) connection->apply(order.candidate);
}

void Connections::perform(const client::mesh::RestartLink& order) {
    if (auto* connection = find(order.peer)) connection->restart();
}

void Connections::perform(const client::mesh::PollReceivers& order) {
    if (auto* connection = find(order.peer)) connection->poll_receivers();
}

void Connections::perform(const client::mesh::SendMessage& order) {
    if (auto* connection = find(order.peer)) connection->send(order.bytes);
}

void Connections::send(const client::call::SendMedia& order) {
    if (auto* connection = find(order.peer)) connection->send(order);
}

val Connections::stream(client::MemberId peer, bool screen) const {
    const auto* connection = find(peer);
    return connection ? connection->stream(screen) : val::null();
}

val Connections::connection(client::MemberId peer) const {
    const auto* connection = find(peer);
    return connection ? connection->connection() : val::null();
}

PeerConnection* Connections::find(client::MemberId peer) const {
    const auto at = connections_.find(peer);
    return at == connections_.end() ? nullptr : at->second.get();
}

}  // namespace browser::mesh
