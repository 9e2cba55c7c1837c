// Stories of the rules of a room: which charter holds, whoever brings it, and whom it lets in.
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

// Ann's house, in which she is alone.
AccessPolicy anns_house() {
    AccessPolicy house;
    house.take(founded());
    return house;
}

// The charter after `change` of the rules.
template <class Change>
std::string changed(const AccessPolicy& house, Change change) {
    auto rules = house.draft();
    change(rules);
    return house.with(grant(rules));
}
std::string locked(const AccessPolicy& house) {
    return changed(house, [](Rules& rules) { rules.door = Door::locked; });
}
std::string handed_to(const AccessPolicy& house, unsigned whom) {
    return changed(house, [&](Rules& rules) { rules.host_key = identity(whom); });
}

bool holds(const AccessPolicy& house, const std::string& charter) { return house.examine(charter).has_value(); }

std::vector<Identity> signers(const AccessPolicy& house, const std::string& charter) {
    std::vector<Identity> found;
    const auto claims = house.examine(charter);
    for (const auto& words : claims.value().words) found.push_back(words.signer);
    return found;
}

std::size_t grants_in(const std::string& charter) { return decode_deeds(charter)->grants.size(); }

}  // namespace

TEST_CASE("a room without a host lets everybody in; its founder is its first host, and lets everybody in as well") {
    const AccessPolicy nobodys;
    CHECK_FALSE(nobodys.has_host());
    CHECK(nobodys.may_enter(identity(ben)));
    const auto house = anns_house();
    CHECK(house.is_host(identity(ann)));
    CHECK_FALSE(house.is_host(identity(ben)));
    CHECK(house.may_enter(identity(ben)));
}

TEST_CASE("a closed door lets in those who are admitted, and the host; whoever is removed stays out even of an open one") {
    auto house = anns_house();
    house.take(changed(house, [](Rules& rules) {
        rules.door = Door::knock;
        AccessPolicy::admit(rules, identity(ben));
    }));
    CHECK(house.keeps_out());
    CHECK(house.may_enter(identity(ann)));
    CHECK(house.may_enter(identity(ben)));
    CHECK_FALSE(house.may_enter(identity(cem)));
    CHECK_FALSE(house.removed(identity(cem)));
    house.take(changed(house, [](Rules& rules) {
        rules.door = Door::open;
        AccessPolicy::remove(rules, identity(ben));
    }));
    CHECK_FALSE(house.may_enter(identity(ben)));
    CHECK(house.removed(identity(ben)));
    CHECK(house.may_enter(identity(cem)));
    // Letting somebody in again takes the removal back.
    house.take(changed(house, [](Rules& rules) { AccessPolicy::admit(rules, identity(ben)); }));
    CHECK(house.may_enter(identity(ben)));
}

TEST_CASE("what is checked is signed by the founder first, then by whom each grant names") {
    auto house = anns_house();
    CHECK(signers(house, locked(house)) == std::vector<Identity>{identity(ann)});
    house.take(handed_to(house, ben));
    CHECK(house.is_host(identity(ben)));
    const auto bens = locked(house);
    CHECK(grants_in(bens) == 2);
    CHECK(signers(house, bens) == std::vector<Identity>{identity(ann), identity(ben)});
    // Rules that hand nothing on are replaced by the next.
    house.take(bens);
    CHECK(grants_in(locked(house)) == 2);
}

TEST_CASE("the later rules hold, an older or the same charter is no news, and two of the same serial are told apart alike by all") {
    auto house = anns_house();
    const auto first = locked(house);
    const auto other = changed(house, [](Rules& rules) { rules.door = Door::knock; });
    auto there = anns_house();
    house.take(first);
    there.take(other);
    CHECK(holds(house, other) != holds(there, first));
    CHECK_FALSE(holds(house, first));
    CHECK_FALSE(holds(house, founded()));
    CHECK(house.would_be_news_to(founded()));
    CHECK_FALSE(house.would_be_news_to(first));
    const auto second = changed(house, [](Rules& rules) { rules.door = Door::open; });
    CHECK(holds(house, second));
    house.take(second);
    CHECK_FALSE(holds(house, first));
}

TEST_CASE("whoever handed the role on has nothing to say any more, and cannot hand it to somebody else") {
    auto house = anns_house();
    const auto before = house;
    house.take(handed_to(house, ben));
    auto late = changed(before, [](Rules& rules) {
        rules.serial = 99;
        rules.door = Door::locked;
    });
    CHECK_FALSE(holds(house, late));
    CHECK_FALSE(holds(house, changed(before, [](Rules& rules) {
                          rules.serial = 99;
                          rules.host_key = identity(cem);
                      })));
    // A client that has heard only the late word believes the earlier handing on, when it is shown.
    AccessPolicy deceived;
    deceived.take(late);
    CHECK(holds(deceived, house.charter()));
}

TEST_CASE("charters of another room, out of order, or with grants that hand nothing on in their midst are none") {
    auto house = anns_house();
    CHECK_FALSE(holds(house, founded(ben)));
    CHECK_FALSE(holds(house, founded(ann, 6)));
    auto rules = house.draft();
    auto later = rules;
    ++later.serial;
    CHECK(holds(house, founded(ann, 5, {grant(rules)})));
    CHECK_FALSE(holds(house, founded(ann, 5, {grant(rules), grant(later)})));
    CHECK_FALSE(holds(house, founded(ann, 5, {{"nonsense", signature}})));
    rules.serial = 0;
    CHECK_FALSE(holds(house, founded(ann, 5, {grant(rules)})));
    CHECK_FALSE(holds(house, "nonsense"));
}

TEST_CASE("the room moves where its host says, and to no other room of the same host") {
    auto house = anns_house();
    house.take(locked(house));
    const auto to = [&](unsigned by, auto change) {
        auto rules = house.draft();
        change(rules);
        return house.examine_move(founded(by, 6, {grant(rules)})).has_value();
    };
    CHECK(to(ann, [](Rules&) {}));
    CHECK_FALSE(to(ben, [](Rules&) {}));
    CHECK_FALSE(to(ann, [](Rules& rules) { rules.house = id<Nonce>(9); }));
    CHECK_FALSE(to(ann, [](Rules& rules) { --rules.serial; }));
    CHECK_FALSE(house.examine_move(founded(ann, 6)).has_value());
}

TEST_CASE("the role goes through so many hands as a charter has grants, and lists of keys forget the oldest") {
    auto house = anns_house();
    unsigned hands = 0;
    for (; house.can_hand_on(); ++hands) house.take(handed_to(house, hands % 2 ? ann : ben));
    CHECK(hands == max_grants - 1);
    house.take(locked(house));
    CHECK(grants_in(house.charter()) == max_grants);
    house.take(changed(house, [](Rules& rules) {
        for (unsigned i = 10; i < 11 + max_listed_keys; ++i) AccessPolicy::admit(rules, identity(i));
    }));
    CHECK(house.rules().admitted.size() == max_listed_keys);
    CHECK_FALSE(house.may_enter(identity(10)));
    CHECK(house.may_enter(identity(11)));
    CHECK(decode_deeds(house.charter())->grants.size() == max_grants);
}
