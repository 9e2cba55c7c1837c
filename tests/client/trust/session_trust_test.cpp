// The session's stories of trust: strangers, and safety codes of two and of all.
#include <doctest/doctest.h>

#include "protocol/safety.hpp"
#include "tests/client/tab.hpp"

using namespace story;
using protocol::Commit;
using protocol::Reveal;

namespace {

const std::string our_nonce(protocol::safety_nonce_bytes, 'n');
const std::string their_nonce(protocol::safety_nonce_bytes, 't');
const std::string hash(protocol::hash_bytes, 'h');
const std::string their_hash(protocol::hash_bytes, 'H');
const MemberId everybody{};

template <class Word>
bool says(const Orders& orders) {
    for (const auto& order : all<SendMessage>(orders)) {
        const auto word = protocol::decode_talk(order.bytes);
        if (word && std::holds_alternative<Word>(*word)) return true;
    }
    return false;
}

protocol::Pin pin(unsigned key, const std::string& name) { return {identity(key), name, protocol::Decision::seen, 1}; }

TrustLevel shown(const Orders& orders, unsigned who) {
    auto trust_level = TrustLevel::known;
    for (const auto& person : all<ShowPerson>(orders))
        if (person.id == member(who)) trust_level = person.trust_level;
    return trust_level;
}

// Ann, who is connected to Ben.
Tab with_ben() {
    Tab tab = inside();
    tab.meets(2, "Ben");
    return tab;
}

}  // namespace

TEST_CASE("somebody new is remembered; a known name with another key is a stranger until accepted") {
    Tab tab;
    tab.does(PinLoaded{pin(9, "Ben")});
    tab.enters("Ann");
    auto out = tab.joined(2, "Cem");
    CHECK(count<KeepPin>(out) == 0);  // a hello costs nothing
    CHECK(shown(out, 2) == TrustLevel::fresh);
    CHECK_FALSE(has_notice(out, NoticeKind::stranger));
    CHECK(only<KeepPin>(tab.connects(2)).pin.name == "Cem");

    out = tab.joined(3, "Ben");
    CHECK(shown(out, 3) == TrustLevel::stranger);
    out = tab.connects(3);
    CHECK(count<KeepPin>(out) == 0);
    CHECK(has_notice(out, NoticeKind::stranger));
    out = tab.does(StrangerAccepted{member(3)});
    CHECK(only<KeepPin>(out).pin.identity == identity(3));
    CHECK(shown(out, 3) == TrustLevel::known);

    // The key that is known, under its name.
    CHECK(shown(tab.joined(9, "Ben"), 9) == TrustLevel::known);
}

TEST_CASE("a stranger is one at the door already") {
    Tab tab;
    tab.does(PinLoaded{pin(9, "Ben")});
    tab.arrives();
    const auto arrival = only<ShowArrival>(tab.does(LookAnswered{8, {greeting(2, "Ben"), greeting(3, "Cem")}}));
    REQUIRE(arrival.inside.size() == 2);
    CHECK(arrival.inside[0].stranger);
    CHECK_FALSE(arrival.inside[1].stranger);
}

TEST_CASE("names that look alike are told apart by a mark") {
    Tab tab = inside();
    tab.joined(2, "Ben");
    const auto people = all<ShowPerson>(tab.joined(3, "\u0412en"));
    const auto marked = std::count_if(people.begin(), people.end(), [](const auto& each) { return !each.card.tag.empty(); });
    CHECK(marked == 2);
}

TEST_CASE("two compare: each is bound before either shows a nonce") {
    Tab tab = with_ben();
    auto out = tab.does(CompareAsked{member(2)});
    CHECK(only<DrawNonce>(out).peer == member(2));
    CHECK(only<ShowSafety>(out).state == CodeState::waiting);
    out = tab.does(NonceDrawn{member(2), tab.link(2), our_nonce, hash});
    CHECK(says<Commit>(out));
    CHECK_FALSE(says<Reveal>(out));
    out = tab.hears(2, Commit{their_hash});
    CHECK(says<Reveal>(out));
    out = tab.hears(2, Reveal{their_nonce});
    const auto derive = only<DeriveCode>(out);
    CHECK(derive.commitment == their_hash);
    CHECK(derive.bound == protocol::commitment_transcript(member(2), member(1), their_nonce));
    CHECK(derive.mine == protocol::safety_record(member(1), identity(1), our_nonce));
    REQUIRE(derive.partners.size() == 1);
    CHECK(derive.partners[0].record == protocol::safety_record(member(2), identity(2), their_nonce));
    out = tab.does(CodeDerived{member(2), tab.link(2), "sixsix"});
    CHECK(only<ShowSafety>(out).state == CodeState::ready);
    CHECK(only<ShowSafety>(out).code == spoken("sixsix"));

    out = tab.does(Compared{member(2), true});
    CHECK(only<KeepPin>(out).pin.regard == protocol::Decision::verified);
    CHECK(shown(out, 2) == TrustLevel::verified);
    CHECK(shown(tab.does(Compared{member(2), false}), 2) == TrustLevel::stranger);
}

TEST_CASE("a client that is asked answers without being pressed, and shows nothing on its page") {
    Tab tab = with_ben();
    auto out = tab.hears(2, Commit{their_hash});
    CHECK(count<DrawNonce>(out) == 1);
    out = tab.does(NonceDrawn{member(2), tab.link(2), our_nonce, hash});
    CHECK(says<Commit>(out));
    CHECK(says<Reveal>(out));
    tab.hears(2, Reveal{their_nonce});
    CHECK(count<ShowSafety>(tab.does(CodeDerived{member(2), tab.link(2), "sixsix"})) == 0);
    // The card, opened later, has it at once.
    out = tab.does(CompareAsked{member(2)});
    CHECK(only<ShowSafety>(out).state == CodeState::ready);
    CHECK(count<DrawNonce>(out) == 0);
}

TEST_CASE("a nonce before a commitment, a second commitment and a second nonce mean nothing") {
    Tab tab = with_ben();
    CHECK(count<DeriveCode>(tab.hears(2, Reveal{their_nonce})) == 0);
    tab.does(CompareAsked{member(2)});
    tab.does(NonceDrawn{member(2), tab.link(2), our_nonce, hash});
    CHECK(count<DeriveCode>(tab.hears(2, Reveal{their_nonce})) == 0);
    tab.hears(2, Commit{their_hash});
    const auto again = tab.hears(2, Commit{hash});
    CHECK_FALSE(says<Commit>(again));
    CHECK_FALSE(says<Reveal>(again));
    CHECK(only<DeriveCode>(tab.hears(2, Reveal{their_nonce})).commitment == their_hash);
    CHECK(count<DeriveCode>(tab.hears(2, Reveal{our_nonce})) == 0);
}

TEST_CASE("a code that cannot be had is said so, and verifies nobody") {
    Tab tab = with_ben();
    tab.does(CompareAsked{member(2)});
    CHECK(count<KeepPin>(tab.does(Compared{member(2), true})) == 0);  // not shown yet
    CHECK(only<ShowSafety>(tab.does(CodeDerived{member(2), tab.link(2), ""})).state == CodeState::failed);
    CHECK(count<KeepPin>(tab.does(Compared{member(2), true})) == 0);
}

TEST_CASE("over a new connection the code is made anew") {
    Tab tab = with_ben();
    tab.does(CompareAsked{member(2)});
    tab.does(CodeDerived{member(2), tab.link(2), "sixsix"});
    tab.does(ChannelClosed{member(2), tab.link(2)});
    tab.does(LinkChanged{member(2), tab.link(2), LinkState::failed});
    const auto before = tab.link(2);
    auto out = tab.wait(30'000);
    REQUIRE(tab.link(2) == before + 1);
    CHECK(only<ShowSafety>(out).state == CodeState::waiting);
    CHECK(count<DrawNonce>(tab.connects(2)) == 1);
    CHECK(count<ShowSafety>(tab.does(CodeDerived{member(2), before, "sixsix"})) == 0);  // of the old one
}

TEST_CASE("a member that goes while codes are compared leaves no code") {
    Tab tab = with_ben();
    tab.does(CompareAsked{member(2)});
    CHECK(only<ShowSafety>(tab.hears(2, protocol::Bye{})).state == CodeState::failed);
}

TEST_CASE("the room's code is of all who are connected, and made anew when somebody comes") {
    Tab tab = with_ben();
    auto out = tab.does(CompareAsked{everybody});
    auto derive = only<DeriveCode>(out);
    CHECK(derive.peer == everybody);
    CHECK(derive.commitment.empty());
    CHECK(derive.partners.size() == 1);
    CHECK(only<ShowSafety>(tab.does(CodeDerived{everybody, derive.asked, "twelvetwelve"})).state == CodeState::ready);

    // Somebody comes: until all are connected there is no code.
    out = tab.joined(3, "Cem");
    CHECK(only<ShowSafety>(out).state == CodeState::waiting);
    out = tab.connects(3);
    const auto next = only<DeriveCode>(out);
    CHECK(next.partners.size() == 2);
    CHECK(count<ShowSafety>(tab.does(CodeDerived{everybody, derive.asked, "twelvetwelve"})) == 0);  // of before
    CHECK(only<ShowSafety>(tab.does(CodeDerived{everybody, next.asked, "TWELVETWELVE"})).code == spoken("TWELVETWELVE"));
    tab.does(CompareClosed{});
    CHECK(count<DeriveCode>(tab.hears(3, protocol::Bye{})) == 0);
}

TEST_CASE("a person who is not inside has nobody to compare with") {
    Tab ann;
    CHECK(count<DeriveCode>(ann.does(CompareAsked{})) == 0);
    ann.opens();
    CHECK(count<DeriveCode>(ann.does(CompareAsked{})) == 0);
}
