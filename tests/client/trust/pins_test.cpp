// The people a browser knows: first use, namesakes, imitations, other names, and what was decided.
#include "client/trust/pins.hpp"

#include <doctest/doctest.h>

#include "client/members/lookalike.hpp"
#include "tests/client/orders.hpp"

using namespace client;
using namespace client::members;
using namespace client::trust;
using protocol::Decision;
using story::all;
using story::count;
using story::only;

namespace {

NamedKey bearer(unsigned key, const std::string& name) { return {story::identity(key), name, skeleton(name)}; }

// A browser, its storage, and the page that is open in it.
struct Browser {
    Pins trust;
    std::vector<protocol::Pin> kept;
    Millis now = 1;

    void keep(const Orders& out) {
        for (const auto& order : all<KeepPin>(out)) {
            drop(order.pin);
            kept.push_back(order.pin);
        }
        for (const auto& order : all<DropPin>(out)) drop(order.pin);
    }
    void drop(const protocol::Pin& pin) {
        std::erase_if(kept, [&](const auto& each) { return each.identity == pin.identity && each.name == pin.name; });
    }
    TrustLevel meets(unsigned key, const std::string& name) {
        Orders out;
        trust.meet(bearer(key, name), ++now, out);
        keep(out);
        return trust.trust_level(bearer(key, name));
    }
    void decides(unsigned key, const std::string& name, Decision regard) {
        Orders out;
        trust.decide(bearer(key, name), regard, ++now, out);
        keep(out);
    }
    void reloads() {
        trust = {};
        for (const auto& pin : kept) trust.load(pin);
    }
};

}  // namespace

TEST_CASE("somebody new is new until the page is opened again, and known from then on") {
    Browser mine;
    CHECK(mine.meets(1, "Ann") == TrustLevel::fresh);
    CHECK(mine.meets(1, "Ann") == TrustLevel::fresh);
    CHECK(mine.kept.size() == 1);
    mine.reloads();
    CHECK(mine.meets(1, "Ann") == TrustLevel::known);
    CHECK(mine.trust.renamed_from(bearer(1, "Ann")).empty());
}

TEST_CASE("a known name with another key is a stranger, and is not remembered until accepted") {
    Browser mine;
    mine.meets(1, "Ann");
    for (const char* name : {"Ann", "ann", "\u0410nn", "A\u0578n", "Ann ", "Ann \u2713", "Ann\u200b"}) {
        CHECK_MESSAGE(mine.meets(2, name) == TrustLevel::stranger, name);
        CHECK_MESSAGE(mine.kept.size() == 1, name);
    }
    CHECK(mine.meets(2, "Anna") == TrustLevel::fresh);  // another name is nobody's
    mine.reloads();
    CHECK(mine.meets(2, "Ann") == TrustLevel::stranger);
    mine.decides(2, "Ann", Decision::seen);
    CHECK(mine.meets(2, "Ann") == TrustLevel::known);
    CHECK(mine.meets(1, "Ann") == TrustLevel::known);  // both are Ann
    CHECK(mine.meets(3, "Ann") == TrustLevel::stranger);
    mine.reloads();
    CHECK(mine.meets(2, "Ann") == TrustLevel::known);
}

TEST_CASE("a known key under another name is said, and owns that name too") {
    Browser mine;
    mine.meets(1, "Ann");
    CHECK(mine.meets(1, "Anna") == TrustLevel::fresh);
    CHECK(mine.trust.renamed_from(bearer(1, "Anna")).empty());  // in one evening
    mine.reloads();
    CHECK(mine.meets(1, "Annabel") == TrustLevel::known);
    CHECK_FALSE(mine.trust.renamed_from(bearer(1, "Annabel")).empty());
    CHECK(mine.meets(2, "Annabel") == TrustLevel::stranger);
    CHECK(mine.meets(2, "Ann") == TrustLevel::stranger);  // the earlier name is not free for others
    mine.reloads();
    CHECK(mine.trust.renamed_from(bearer(1, "Annabel")).empty());
}

TEST_CASE("a known person with the name of another known one is a stranger") {
    Browser mine;
    mine.meets(1, "Ann");
    mine.meets(2, "Ben");
    CHECK(mine.meets(2, "Ann") == TrustLevel::stranger);
    CHECK(mine.meets(2, "Ben") == TrustLevel::fresh);
}

TEST_CASE("a verified key stays so when accepted with another's name") {
    Browser mine;
    mine.meets(1, "Ann");
    mine.meets(2, "Ben");
    mine.decides(2, "Ben", Decision::verified);
    CHECK(mine.meets(2, "Ann") == TrustLevel::stranger);
    mine.decides(2, "Ann", Decision::seen);
    CHECK(mine.meets(2, "Ann") == TrustLevel::verified);
    mine.reloads();
    CHECK(mine.meets(2, "Ben") == TrustLevel::verified);
    CHECK(mine.meets(2, "Ann") == TrustLevel::verified);
}

TEST_CASE("a verified key stays so, under each name, until the codes differ") {
    Browser mine;
    mine.meets(1, "Ann");
    mine.decides(1, "Ann", Decision::verified);
    CHECK(mine.meets(1, "Ann") == TrustLevel::verified);
    mine.reloads();
    CHECK(mine.meets(1, "Ann") == TrustLevel::verified);
    CHECK(mine.meets(1, "Anna") == TrustLevel::verified);
    CHECK(mine.meets(2, "Ann") == TrustLevel::stranger);
    mine.decides(1, "Ann", Decision::doubted);
    CHECK(mine.meets(1, "Ann") == TrustLevel::stranger);
    CHECK(mine.meets(1, "Somebody else") == TrustLevel::stranger);
    mine.reloads();
    CHECK(mine.meets(1, "Ann") == TrustLevel::stranger);
    CHECK(mine.meets(2, "Ann") == TrustLevel::fresh);  // a name is not kept for whom one doubts
    mine.decides(1, "Ann", Decision::seen);
    CHECK(mine.meets(1, "Ann") == TrustLevel::known);
}

TEST_CASE("verifying a stranger accepts them") {
    Browser mine;
    mine.meets(1, "Ann");
    CHECK(mine.meets(2, "Ann") == TrustLevel::stranger);
    mine.decides(2, "Ann", Decision::verified);
    CHECK(mine.meets(2, "Ann") == TrustLevel::verified);
}

TEST_CASE("another tab's decision holds here too") {
    Browser here;
    here.meets(1, "Ann");
    auto pin = here.kept.front();
    pin.regard = Decision::verified;
    here.trust.load(pin);
    CHECK(here.trust.trust_level(bearer(1, "Ann")) == TrustLevel::verified);
    CHECK(here.trust.size() == 1);
}

TEST_CASE("of too many people, those are forgotten whom nobody decided about and who were not seen for longest") {
    Browser mine;
    mine.meets(1, "Ann");
    mine.decides(1, "Ann", Decision::verified);
    for (unsigned number = 0; number < max_pins + 20; ++number) {
        auto who = bearer(2, "person " + std::to_string(number) + " of many");
        who.identity.key = std::string(protocol::ed25519_key_bytes - 4, 'k') + std::to_string(10'000 + number).substr(1);
        Orders out;
        mine.trust.meet(who, ++mine.now, out);
        mine.keep(out);
    }
    CHECK(mine.trust.size() == max_pins);
    CHECK(mine.kept.size() == max_pins);
    mine.reloads();
    CHECK(mine.meets(1, "Ann") == TrustLevel::verified);
}

TEST_CASE("a thousand strangers wash out nobody whom one knows better") {
    Browser mine;
    for (unsigned friend_of_mine = 1; friend_of_mine <= 9; ++friend_of_mine)
        mine.meets(friend_of_mine, "friend " + std::to_string(friend_of_mine));
    mine.reloads();
    mine.now += 24 * 3'600'000;
    for (unsigned friend_of_mine = 1; friend_of_mine <= 5; ++friend_of_mine)
        mine.meets(friend_of_mine, "friend " + std::to_string(friend_of_mine));
    const auto stranger = [&](unsigned number) {
        auto who = bearer(2, "person " + std::to_string(number) + " of many");
        who.identity.key = std::string(protocol::ed25519_key_bytes - 6, 'k') + std::to_string(1'000'000 + number).substr(1);
        Orders out;
        mine.trust.meet(who, ++mine.now, out);
        mine.keep(out);
    };
    for (unsigned number = 0; number < 5'000; ++number) stranger(number);
    for (unsigned friend_of_mine = 1; friend_of_mine <= 9; ++friend_of_mine)
        CHECK(mine.trust.trust_level(bearer(friend_of_mine, "friend " + std::to_string(friend_of_mine))) == TrustLevel::known);
    // On every visit anew: whom one met on several days stays all the same.
    for (unsigned visit = 0; visit < 5; ++visit) {
        mine.reloads();
        for (unsigned number = 0; number < 1'000; ++number) stranger(10'000 * (visit + 1) + number);
    }
    CHECK(mine.kept.size() <= max_pins);
    for (unsigned friend_of_mine = 1; friend_of_mine <= 5; ++friend_of_mine)
        CHECK(mine.trust.trust_level(bearer(friend_of_mine, "friend " + std::to_string(friend_of_mine))) == TrustLevel::known);
}

TEST_CASE("whom another tab forgets is forgotten here") {
    Browser here;
    here.meets(1, "Ann");
    here.trust.drop(here.kept.front());
    CHECK(here.trust.size() == 0);
    CHECK(here.meets(2, "Ann") == TrustLevel::fresh);
}
