// Stories of the rules of a room: which policy chain holds, whoever brings it, and whom it lets in.
#include "client/access/policy.hpp"

#include <doctest/doctest.h>

#include "protocol/wire.hpp"
#include "tests/client/orders.hpp"

using namespace protocol;
using client::access::AccessPolicy;
using story::id;
using story::identity;

namespace {

constexpr unsigned ann = 1, ben = 2, cem = 3;
const std::string signature(signature_bytes, 's');

std::string founded(unsigned by = ann, unsigned nonce = 5, std::vector<Delegation> grants = {}) {
    return encode(PolicyChain{identity(by), id<Nonce>(nonce), std::move(grants)});
}
Delegation grant(const Rules& rules) { return {encode(rules), signature}; }

// The policy of Ann's room, in which she is alone.
AccessPolicy anns_policy() {
    AccessPolicy policy;
    policy.take(founded());
    return policy;
}

// The policy chain after `change` of the rules.
template <class Change>
std::string changed(const AccessPolicy& policy, Change change) {
    auto rules = policy.draft();
    change(rules);
    return policy.with(grant(rules));
}
std::string locked(const AccessPolicy& policy) {
    return changed(policy, [](Rules& rules) { rules.door = Door::locked; });
}
std::string handed_to(const AccessPolicy& policy, unsigned whom) {
    return changed(policy, [&](Rules& rules) { rules.host_key = identity(whom); });
}

bool holds(const AccessPolicy& policy, const std::string& chain) { return policy.examine(chain).has_value(); }

std::vector<Identity> signers(const AccessPolicy& policy, const std::string& chain) {
    std::vector<Identity> found;
    const auto claims = policy.examine(chain);
    for (const auto& words : claims.value().words) found.push_back(words.signer);
    return found;
}

std::size_t grants_in(const std::string& chain) { return decode_policy_chain(chain)->grants.size(); }

}  // namespace

TEST_CASE("a room without a host lets everybody in; its founder is its first host, and lets everybody in as well") {
    const AccessPolicy nobodys;
    CHECK_FALSE(nobodys.has_host());
    CHECK(nobodys.may_enter(identity(ben)));
    const auto policy = anns_policy();
    CHECK(policy.is_host(identity(ann)));
    CHECK_FALSE(policy.is_host(identity(ben)));
    CHECK(policy.may_enter(identity(ben)));
}

TEST_CASE("a closed door lets in those who are admitted, and the host; a removed member stays out even of an open one") {
    auto policy = anns_policy();
    policy.take(changed(policy, [](Rules& rules) {
        rules.door = Door::knock;
        AccessPolicy::admit(rules, identity(ben));
    }));
    CHECK(policy.keeps_out());
    CHECK(policy.may_enter(identity(ann)));
    CHECK(policy.may_enter(identity(ben)));
    CHECK_FALSE(policy.may_enter(identity(cem)));
    CHECK_FALSE(policy.removed(identity(cem)));
    policy.take(changed(policy, [](Rules& rules) {
        rules.door = Door::open;
        AccessPolicy::remove(rules, identity(ben));
    }));
    CHECK_FALSE(policy.may_enter(identity(ben)));
    CHECK(policy.removed(identity(ben)));
    CHECK(policy.may_enter(identity(cem)));
    // Letting somebody in again takes the removal back.
    policy.take(changed(policy, [](Rules& rules) { AccessPolicy::admit(rules, identity(ben)); }));
    CHECK(policy.may_enter(identity(ben)));
}

TEST_CASE("the rules that are checked are signed by the founder first, then by whom each grant names") {
    auto policy = anns_policy();
    CHECK(signers(policy, locked(policy)) == std::vector<Identity>{identity(ann)});
    policy.take(handed_to(policy, ben));
    CHECK(policy.is_host(identity(ben)));
    const auto bens = locked(policy);
    CHECK(grants_in(bens) == 2);
    CHECK(signers(policy, bens) == std::vector<Identity>{identity(ann), identity(ben)});
    // Rules that hand nothing on are replaced by the next.
    policy.take(bens);
    CHECK(grants_in(locked(policy)) == 2);
}

TEST_CASE("the later rules hold, an older or the same policy chain is no news, and two of the same serial are told apart alike by all") {
    auto policy = anns_policy();
    const auto first = locked(policy);
    const auto other = changed(policy, [](Rules& rules) { rules.door = Door::knock; });
    auto there = anns_policy();
    policy.take(first);
    there.take(other);
    CHECK(holds(policy, other) != holds(there, first));
    CHECK_FALSE(holds(policy, first));
    CHECK_FALSE(holds(policy, founded()));
    CHECK(policy.would_be_news_to(founded()));
    CHECK_FALSE(policy.would_be_news_to(first));
    const auto second = changed(policy, [](Rules& rules) { rules.door = Door::open; });
    CHECK(holds(policy, second));
    policy.take(second);
    CHECK_FALSE(holds(policy, first));
}

TEST_CASE("a host that handed the role on has nothing to say any more, and cannot hand it to somebody else") {
    auto policy = anns_policy();
    const auto before = policy;
    policy.take(handed_to(policy, ben));
    auto late = changed(before, [](Rules& rules) {
        rules.serial = 99;
        rules.door = Door::locked;
    });
    CHECK_FALSE(holds(policy, late));
    CHECK_FALSE(holds(policy, changed(before, [](Rules& rules) {
                          rules.serial = 99;
                          rules.host_key = identity(cem);
                      })));
    // A client that has heard only the late word believes the earlier handing on, when it is shown.
    AccessPolicy deceived;
    deceived.take(late);
    CHECK(holds(deceived, policy.chain()));
}

TEST_CASE("policy chains of another room, out of order, or with grants that hand nothing on in their midst are none") {
    auto policy = anns_policy();
    CHECK_FALSE(holds(policy, founded(ben)));
    CHECK_FALSE(holds(policy, founded(ann, 6)));
    auto rules = policy.draft();
    auto later = rules;
    ++later.serial;
    CHECK(holds(policy, founded(ann, 5, {grant(rules)})));
    CHECK_FALSE(holds(policy, founded(ann, 5, {grant(rules), grant(later)})));
    CHECK_FALSE(holds(policy, founded(ann, 5, {{"nonsense", signature}})));
    rules.serial = 0;
    CHECK_FALSE(holds(policy, founded(ann, 5, {grant(rules)})));
    CHECK_FALSE(holds(policy, "nonsense"));
}

TEST_CASE("the room moves where its host says, and to no other room of the same host") {
    auto policy = anns_policy();
    policy.take(locked(policy));
    const auto to = [&](unsigned by, auto change) {
        auto rules = policy.draft();
        change(rules);
        return policy.examine_move(founded(by, 6, {grant(rules)})).has_value();
    };
    CHECK(to(ann, [](Rules&) {}));
    CHECK_FALSE(to(ben, [](Rules&) {}));
    CHECK_FALSE(to(ann, [](Rules& rules) { rules.first_nonce = id<Nonce>(9); }));
    CHECK_FALSE(to(ann, [](Rules& rules) { --rules.serial; }));
    CHECK_FALSE(policy.examine_move(founded(ann, 6)).has_value());
}

TEST_CASE("the role is handed on as often as a policy chain has grants, and lists of keys forget the oldest") {
    auto policy = anns_policy();
    unsigned hands = 0;
    for (; policy.can_hand_on(); ++hands) policy.take(handed_to(policy, hands % 2 ? ann : ben));
    CHECK(hands == max_grants - 1);
    policy.take(locked(policy));
    CHECK(grants_in(policy.chain()) == max_grants);
    policy.take(changed(policy, [](Rules& rules) {
        for (unsigned i = 10; i < 11 + max_listed_keys; ++i) AccessPolicy::admit(rules, identity(i));
    }));
    CHECK(policy.rules().admitted.size() == max_listed_keys);
    CHECK_FALSE(policy.may_enter(identity(10)));
    CHECK(policy.may_enter(identity(11)));
    CHECK(decode_policy_chain(policy.chain())->grants.size() == max_grants);
}
