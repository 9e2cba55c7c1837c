// The session's stories of the access policy: the host who makes them, those who obey them, and those who wait outside.
#include <doctest/doctest.h>

#include "tests/client/host.hpp"

using namespace story;

TEST_CASE("the secret of a new room is made of its founder's key, and newcomers learn who that is") {
    Tab ann;
    auto out = ann.opens("");
    CHECK(only<Found>(out).transcript == protocol::founding_transcript(identity(1), nonce));
    CHECK(count<DeriveKeys>(out) == 0);
    CHECK(count<SetAddress>(ann.does(EnterPressed{"Ann"})) == 0);  // there is none yet
    out = ann.does(Founded{nonce, secret});
    CHECK(only<SetAddress>(out).invitation == "/calm-blue-owl/" + secret);
    CHECK(only<DeriveKeys>(out).secret == secret);
    CHECK(count<Join>(ann.derives()) == 1);
    out = ann.does(Admitted{0, 8, {}, {}});
    CHECK(protocol::decode_policy_chain(only<KeepPolicyChain>(out).chain)->nonce == nonce);
    CHECK(only<ShowPerson>(out).host);
    CHECK(only<ShowRoom>(out).has_host);

    ann.does(LeaderChosen{});
    ann.joined(2, "Ben");
    const auto told = chains_said(ann.connects(2), 2);
    REQUIRE(told.size() == 1);
    CHECK(protocol::decode_policy_chain(told.front().text)->founder == identity(1));
}

TEST_CASE("a host who comes back with the kept policy chain is host again") {
    Tab ann;
    ann.opens();
    const auto chain = protocol::encode(PolicyChain{identity(1), nonce, {}});
    auto out = ann.derives(our_room, chain);
    CHECK(only<CheckPolicyChain>(out).secret == secret);
    check(ann, out);
    ann.does(EnterPressed{"Ann"});
    CHECK(only<ShowPerson>(ann.does(Admitted{0, 8, {}, {}})).host);
}

TEST_CASE("a member that knocks is connected to when the host says so; one that is turned away stays out") {
    Tab ann = host();
    ann.meets(2, "Ben");
    auto out = sign(ann, ann.does(DoorChosen{Door::knock}));
    CHECK(chains_said(out, 2).size() == 1);
    CHECK(has_notice(out, NoticeKind::door_knock));
    CHECK_FALSE(closes_link(out, 2));

    out = ann.joined(3, "Cem");
    CHECK_FALSE(opens_link(out, 3));
    CHECK(has_notice(out, NoticeKind::knocks));
    CHECK(only<ShowPerson>(out).state == PersonState::knocking);
    CHECK(chains_in_letters(out, 3).size() == 1);
    // A client that does not care and offers all the same is not heard.
    out = ann.letter(3, protocol::Description{1, protocol::Description::Kind::offer, "v=0\r\na=fingerprint:x\r\n"});
    CHECK_FALSE(opens_link(out, 3));
    CHECK(count<ApplyDescription>(out) == 0);

    out = sign(ann, ann.does(KnockAnswered{member(3), true}));
    CHECK(opens_link(out, 3));
    CHECK(chains_said(out, 2).size() == 1);

    ann.joined(4, "Dan");
    out = sign(ann, ann.does(KnockAnswered{member(4), false}));
    CHECK_FALSE(opens_link(out, 4));
    CHECK(only<RemovePerson>(out).id == member(4));
}

TEST_CASE("locking a room of as many as it may seat puts nobody out") {
    Tab ann = host();
    for (unsigned who = 2; who <= protocol::max_room_seats; ++who) ann.meets(who, "Guest");
    const auto out = sign(ann, ann.does(DoorChosen{Door::locked}));
    CHECK(count<CloseLink>(out) == 0);
    CHECK(ann.session.rules().rules().door == Door::locked);
    CHECK(ann.session.peers().size() == protocol::max_room_seats - 1);
    // The rules still fit where they have to go.
    CHECK(protocol::decode_policy_chain(ann.session.rules().chain()).has_value());
}

TEST_CASE("decisions quickly after one another are all made") {
    Tab ann = host();
    sign(ann, ann.does(DoorChosen{Door::knock}));
    ann.joined(3, "Cem");
    ann.joined(4, "Dan");
    const auto first = ann.does(KnockAnswered{member(3), true});
    const auto second = ann.does(KnockAnswered{member(4), true});
    CHECK(opens_link(sign(ann, first), 3));
    CHECK(opens_link(sign(ann, second), 4));
}

TEST_CASE("a removed member is disconnected at once, and the others go on under a secret that it is not told") {
    Tab ann = host();
    ann.meets(2, "Ben");
    ann.meets(3, "Cem");
    auto out = sign(ann, ann.does(RemovalChosen{member(3), next_nonce}));
    CHECK(closes_link(out, 3));
    CHECK(has_notice(out, NoticeKind::removed));
    CHECK(chains_said(out, 2).size() == 1);
    CHECK(only<Found>(out).transcript == protocol::founding_transcript(identity(1), next_nonce));

    out = ann.does(Founded{next_nonce, next_secret});
    CHECK(only<SignRules>(out).nonce == next_nonce);
    out = sign(ann, out);
    const auto moves = said_of<Move>(out, 2);
    REQUIRE(moves.size() == 1);
    CHECK(moves.front().secret == next_secret);
    CHECK(said_of<Move>(out, 3).empty());
    CHECK(only<SetAddress>(out).invitation == "/calm-blue-owl/" + next_secret);
    CHECK(has_notice(out, NoticeKind::moved));
    // To those who go over later we have not left.
    out = ann.derives(id<RoomId>(100));
    CHECK(only<Join>(out).seat.room == id<RoomId>(100));
    CHECK(count<Leave>(out) == 0);
    CHECK_FALSE(closes_link(out, 2));
    out = ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK_FALSE(opens_link(out, 2));
    CHECK(count<StandForLeader>(out) == 1);
}

TEST_CASE("the role is handed on, and the host before decides nothing any more") {
    Tab ann = host();
    ann.meets(2, "Ben");
    auto out = sign(ann, ann.does(RoleHanded{member(2)}));
    CHECK(has_notice(out, NoticeKind::host));
    const auto told = chains_said(out, 2);
    REQUIRE(told.size() == 1);
    CHECK(protocol::decode_rules(protocol::decode_policy_chain(told.front().text)->grants.back().rules)->host_key == identity(2));
    CHECK(count<SignRules>(ann.does(DoorChosen{Door::locked})) == 0);
    CHECK(count<SignRules>(ann.does(RemovalChosen{member(2), next_nonce})) == 0);
}

TEST_CASE("a member that is no host decides nothing") {
    Tab ann = together();
    CHECK(count<SignRules>(ann.does(DoorChosen{Door::locked})) == 0);
    CHECK(count<SignRules>(ann.does(RemovalChosen{member(2), next_nonce})) == 0);
    CHECK(count<SignRules>(ann.does(RoleHanded{member(2)})) == 0);
    CHECK(count<SignRules>(ann.does(KnockAnswered{member(2), true})) == 0);
}

TEST_CASE("a policy chain is believed when every signature is good, and is passed on") {
    Tab ann = together();
    ann.meets(3, "Cem");
    auto out = ann.hears(2, protocol::Signal(locked_by_nine({1, 2, 3})));
    const auto asked = only<CheckPolicyChain>(out);
    CHECK(asked.secret == secret);
    CHECK(asked.founding == protocol::founding_transcript(identity(9), nonce));
    REQUIRE(asked.words.size() == 1);
    CHECK(asked.words.front().signer == identity(9));
    CHECK(count<CheckPolicyChain>(ann.hears(3, protocol::Signal(locked_by_nine({1, 2, 3})))) == 0);  // it is being checked
    out = check(ann, out);
    CHECK(chains_said(out, 2).empty());
    CHECK(chains_said(out, 3).size() == 1);

    Tab other = together();
    out = other.hears(2, protocol::Signal(locked_by_nine()));
    out = other.does(PolicyChainChecked{only<CheckPolicyChain>(out).ask, false});
    CHECK(other.session.dropped() == 1);
    CHECK_FALSE(closes_link(out, 2));
}

TEST_CASE("a newcomer to a locked room waits outside, and is with the others as soon as it is opened") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben"), greeting(9, "Nina")});
    auto out = check(ann, ann.letter(9, locked_by_nine({2})));
    CHECK(closes_link(out, 2));
    CHECK(closes_link(out, 9));
    CHECK(notices(out).empty());  // nobody has left: we were never there
    auto room_shown = only<ShowRoom>(out);
    CHECK(room_shown.stage == Stage::joining);
    CHECK(room_shown.trouble == RoomTrouble::locked);
    CHECK(ann.session.peers().empty());

    out = check(ann, ann.letter(9, nines([](Rules&) {}, 2)));
    CHECK(opens_link(out, 2));
    CHECK(opens_link(out, 9));
    CHECK(only<ShowRoom>(out).stage == Stage::inside);
    // They were inside all the time, and somebody who comes now was not.
    CHECK_FALSE(has_notice(ann.connects(2), NoticeKind::joined));
    CHECK_FALSE(has_notice(ann.connects(9), NoticeKind::joined));
    CHECK(has_notice(ann.meets(3, "Cem"), NoticeKind::joined));
}

TEST_CASE("a member that called before we had heard that the door is open is asked to call again") {
    for (const bool called : {false, true}) {
        Tab cem(3);
        cem.enters("Cem", {greeting(9, "Nina")});
        cem.connects(9);
        check(cem, cem.hears(9, protocol::Signal(locked_by_nine({3}))));
        cem.joined(2, "Ada");
        cem.does(PostTaken{});
        using Kind = protocol::Description::Kind;
        if (called) CHECK(count<OpenLink>(cem.letter(2, protocol::Description{1, Kind::offer, "a=fingerprint:hers"})) == 0);
        const auto out = check(cem, cem.hears(9, protocol::Signal(nines([](Rules&) {}, 2))));
        CHECK(opens_link(out, 2));
        CHECK(requests_offer(out, 2) == called);
    }
}

TEST_CASE("a member that is kept out while its connection is broken waits outside, and does not go on restarting it") {
    Tab ann;
    ann.enters("Ann", {greeting(9, "Nina")});
    ann.connects(9);
    ann.does(LinkChanged{member(9), ann.link(9), LinkState::disconnected});
    check(ann, ann.letter(9, locked_by_nine()));
    const auto out = ann.letter(9, locked_by_nine());
    CHECK(closes_link(out, 9));
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::locked);
}

TEST_CASE("a removed member is told so, and leaves without a goodbye that would be faster than the reason") {
    Tab ann;
    ann.enters("Ann", {greeting(9, "Nina")});
    ann.connects(9);
    const auto out = check(ann, ann.hears(9, protocol::Signal(nines([](Rules& rules) { AccessPolicy::remove(rules, identity(1)); }))));
    CHECK(only<ShowRoom>(out).stage == Stage::left);
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::removed);
    CHECK(closes_link(out, 9));
    CHECK(count<Leave>(out) == 0);
    CHECK(count<SendMessage>(out) == 0);
}

TEST_CASE("ten minutes after the host has gone, the rules keep nobody out; and they hold again when the host is back") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben"), greeting(9, "Nina")});
    ann.connects(9);
    ann.connects(2);
    check(ann, ann.hears(9, protocol::Signal(locked_by_nine({1, 2}))));
    CHECK_FALSE(opens_link(ann.joined(3, "Cem"), 3));
    ann.hears(9, protocol::Bye{});
    ann.left(9, protocol::Departure::left);
    CHECK_FALSE(opens_link(ann.wait(host_patience_ms - 1), 3));
    auto out = ann.wait(1);
    CHECK(opens_link(out, 3));
    CHECK(has_notice(out, NoticeKind::door_lapsed));
    CHECK(only<ShowRoom>(out).door == Door::open);
    out = ann.does(Admitted{0, 8, {greeting(2, "Ben"), greeting(3, "Cem"), greeting(9, "Nina")}, {}});
    CHECK(closes_link(out, 3));
    CHECK(only<ShowRoom>(out).door == Door::locked);
}

TEST_CASE("a room named by hand has no host") {
    Tab ann;
    ann.opens("/owls");
    ann.does(EnterPressed{"Ann", "hoot"});
    ann.derives();
    ann.does(Admitted{0, 8, {greeting(9, "Nina")}, {}});
    ann.does(LeaderChosen{});
    ann.connects(9);
    CHECK(count<CheckPolicyChain>(ann.hears(9, protocol::Signal(locked_by_nine()))) == 0);
}
