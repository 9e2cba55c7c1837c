#include "world/performers/mesh.hpp"

#include <algorithm>

#include "world/performers/signaling.hpp"
#include "world/tab.hpp"

namespace world::performers {

void Mesh::perform(const client::mesh::UseServers& order) {  // fake connections need none
    relay_lent = std::any_of(order.servers.begin(), order.servers.end(), [](const auto& it) { return !it.credential.empty(); });
}

void Mesh::perform(const client::mesh::OpenLink& order) { tab_.around().links.perform(tab_.number(), order); }

void Mesh::perform(const client::mesh::AddTransceivers& order) { tab_.around().links.perform(tab_.number(), order); }

void Mesh::perform(const client::mesh::CloseLink& order) { tab_.around().links.perform(tab_.number(), order); }

void Mesh::perform(const client::mesh::ApplyDescription& order) {
    const auto& it = order.description;
    if (!applied_.insert(protocol::to_text(order.peer) + ' ' + std::to_string(it.link) + ' ' + it.sdp).second)
        tab_.wrong("applies a description that was played back");
    tab_.around().links.perform(tab_.number(), order);
}

void Mesh::perform(const client::mesh::ApplyCandidate& order) { tab_.around().links.perform(tab_.number(), order); }

void Mesh::perform(const client::mesh::RestartLink& order) { tab_.around().links.perform(tab_.number(), order); }

void Mesh::perform(const client::mesh::PollReceivers& order) { tab_.around().links.perform(tab_.number(), order); }

void Mesh::perform(const client::mesh::SendMessage& order) {
    if (!tab_.around().adversary) return tab_.around().links.perform(tab_.number(), order);
    // The member that passes something on may be the adversary.
    tab_.around().links.perform(tab_.number(), {order.peer, tab_.around().adversary->falsified_favour(order.peer, order.bytes)});
}

void Mesh::perform(const client::mesh::SealEnvelope& order) {
    ++letters_around;
    const auto& it = order.passage;
    tab_.around().said.insert(letter_key(it.from, it.to, order.counter, order.content));
    const auto body = seal_letter(tab_.browser().identity, it, order.counter, order.content);
    tab_.answer(tab_.around().dice.between(1, 15), client::mesh::EnvelopeSealed{it.to, order.through, body});
}

}  // namespace world::performers
