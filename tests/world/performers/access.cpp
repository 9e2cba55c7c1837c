#include "world/performers/access.hpp"

#include "protocol/wire.hpp"
#include "world/tab.hpp"

namespace world::performers {

void Access::perform(const client::access::SignRules& order) {
    tab_.around().said.insert("rules " + order.rules);
    auto signature = sign(tab_.browser().identity, protocol::rules_transcript(order.nonce, order.rules));
    signature.resize(protocol::signature_bytes, '.');
    tab_.answer(tab_.around().dice.between(1, 15), client::access::RulesSigned{order.nonce, {order.rules, signature}});
}

void Access::perform(const client::access::CheckPolicyChain& order) {
    bool good = secret_of(order.founding) == order.secret;
    for (const auto& words : order.words)
        good = good && verifies(words.signer, words.transcript, words.signature.substr(0, fake_signature_letters));
    tab_.answer(tab_.around().dice.between(1, 15), client::access::PolicyChainChecked{order.ask, good});
}

void Access::perform(const client::access::KeepPolicyChain& order) { tab_.browser().chains[order.room] = order.chain; }

// Nobody obeys what no host has signed, or is with somebody whom the rules keep out.
void Access::check(const client::Session& session) {
    const auto& policy = session.rules();
    if (policy.chain() != chain_) {
        chain_ = policy.chain();
        if (!were_made(chain_)) tab_.wrong("obeys rules that no host has made");
    }
    if (!session.is_enforcing_rules()) tab_.wrong("keeps a connection to somebody whom the rules keep out");
}

// By a host; or by the adversary, after a host has handed it the role.
bool Access::were_made(const std::string& chain) const {
    const auto decoded = protocol::decode_policy_chain(chain);
    bool adversarys = false;
    for (const auto& grant : decoded->grants) {
        if (!adversarys && !tab_.around().said.count("rules " + grant.rules)) return false;
        adversarys =
            adversarys || (tab_.around().adversary && protocol::decode_rules(grant.rules)->host_key == tab_.around().adversary->mine());
    }
    return true;
}

}  // namespace world::performers
