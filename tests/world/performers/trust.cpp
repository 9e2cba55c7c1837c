#include "world/performers/trust.hpp"

#include <set>

#include "protocol/wire.hpp"
#include "world/tab.hpp"

namespace world::performers {

void Trust::perform(const client::trust::KeepPin& order) {
    // As it is kept: in words.
    const auto kept = protocol::decode_pin(protocol::encode(order.pin));
    if (!kept) return tab_.wrong("keeps a pin that cannot be read again");
    tab_.browser().pins[{kept->identity.key, kept->name}] = *kept;
    tab_.browser().say(tab_, client::trust::PinLoaded{*kept});
}

void Trust::perform(const client::trust::DropPin& order) { tab_.browser().pins.erase({order.pin.identity.key, order.pin.name}); }

void Trust::perform(const client::trust::DrawNonce& order) {
    std::string nonce;
    while (nonce.size() < protocol::safety_nonce_bytes) nonce.push_back(static_cast<char>(tab_.around().dice.below(256)));
    const auto hash = fake_hash(protocol::commitment_transcript(order.me, order.peer, nonce));
    tab_.answer(tab_.around().dice.between(1, 15), client::trust::NonceDrawn{order.peer, order.link, nonce, hash});
}

// As in the browser: the certificates are those of the connections, also of one that is cut, and each tab has one.
void Trust::perform(const client::trust::DeriveCode& order) {
    const bool paired = !order.commitment.empty();
    std::set<std::string> records{order.mine + fake_hash(std::to_string(tab_.number()))};
    bool known = !paired || fake_hash(order.bound) == order.commitment;
    const auto links = tab_.around().links.of(tab_.number());
    for (const auto& partner : order.partners) {
        const auto at = links.find(partner.id);
        known = known && at != links.end() && at->second.other != 0;
        if (known) records.insert(partner.record + fake_hash(std::to_string(at->second.other)));
    }
    const auto bytes = paired ? protocol::pair_code_bytes : protocol::room_code_bytes;
    const auto code = known ? fake_hash(protocol::safety_transcript(records)).substr(0, bytes) : "";
    tab_.answer(tab_.around().dice.between(50, 900), client::trust::CodeDerived{order.peer, order.asked, code});
}

void Trust::perform(const client::trust::ShowSafety& order) { tab_.page.safety = order; }

}  // namespace world::performers
