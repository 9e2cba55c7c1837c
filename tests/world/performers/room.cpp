#include "world/performers/room.hpp"

#include <cstring>

#include "client/room/invitation.hpp"
#include "protocol/wire.hpp"
#include "world/tab.hpp"

namespace world::performers {

Room::Room(Tab& tab)
    : id_(room_id(tab.room())),
      address_(client::room::write_invitation({"room " + std::to_string(tab.room()), tab.place().secret})),
      tab_(tab) {}

void Room::take_over(const Room& before) {
    address_ = before.address_;
    epoch_ = before.epoch_;
    kept_call_ = before.kept_call_;
}

void Room::perform(const client::room::SetAddress& order) { address_ = order.invitation; }

void Room::perform(const client::room::Found& order) { tab_.answer(2, client::room::Founded{order.nonce, secret_of(order.transcript)}); }

// On several threads: what was begun later may be ready earlier.
void Room::perform(const client::room::DeriveKeys& order) {
    tab_.around().clock.in(tab_.around().dice.between(1, 40), [this, order] {
        auto id = world::room_id(tab_.room());
        if (order.secret != tab_.place().secret) std::memcpy(id.bytes.data(), fake_hash(order.secret).data(), protocol::id_bytes);
        derived_[order.serial] = id;
        auto kept = tab_.browser().chains[id];
        if (kept.empty() && order.secret == tab_.place().secret && tab_.place().founder == &tab_.browser())
            kept = protocol::encode(protocol::PolicyChain{tab_.browser().identity, tab_.place().nonce, {}});
        tab_.feed(client::room::KeysDerived{order.serial, id, kept});
    });
}

void Room::perform(const client::room::UseKeys& order) { id_ = derived_.at(order.serial); }

void Room::perform(const client::room::ShowArrival&) {}

void Room::perform(const client::room::ShowRoom& order) { tab_.page.room = order; }

}  // namespace world::performers
