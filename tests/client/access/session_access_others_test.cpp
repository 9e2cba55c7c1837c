// The access policy, where the room moves to another link, and where members speak for others.
#include <doctest/doctest.h>

#include <set>

#include "tests/client/host.hpp"

using namespace story;

TEST_CASE("the room moves for those who hear it from anybody, if its host has made the new one") {
    Tab ann = together();
    check(ann, ann.hears(2, protocol::Signal(nines([](Rules&) {}))));
    Rules rules{2, nonce, identity(9), Door::open, {}, {}};
    Move move{next_secret, protocol::encode(PolicyChain{identity(9), next_nonce, {signed_rules(rules)}})};
    auto out = ann.hears(2, move);
    CHECK(only<CheckPolicyChain>(out).secret == next_secret);
    out = check(ann, out);
    CHECK(only<DeriveKeys>(out).secret == next_secret);
    CHECK(said_of<Move>(out, 2).empty());
    CHECK(chains_said(out, 2).size() == 1);  // there may be later rules, which say nothing to whoever has not moved yet
    CHECK(count<CheckPolicyChain>(ann.hears(2, move)) == 0);
    // A member that connects now hears of it from us.
    ann.derives(id<RoomId>(100));
    ann.does(Admitted{0, 8, {greeting(2, "Ben"), greeting(3, "Cem")}, {}});
    CHECK(said_of<Move>(ann.connects(3), 3).size() == 1);

    Tab other = together();
    check(other, other.hears(2, protocol::Signal(nines([](Rules&) {}))));
    move.chain = protocol::encode(PolicyChain{identity(2), next_nonce, {signed_rules(rules)}});
    CHECK(count<CheckPolicyChain>(other.hears(2, move)) == 0);
}

TEST_CASE("a move that comes before the rules that it follows is followed after them") {
    Tab ann = together();
    Rules rules{2, nonce, identity(9), Door::open, {}, {}};
    CHECK(count<CheckPolicyChain>(
              ann.hears(2, Move{next_secret, protocol::encode(PolicyChain{identity(9), next_nonce, {signed_rules(rules)}})})) == 0);
    const auto out = check(ann, ann.hears(2, protocol::Signal(nines([](Rules&) {}))));
    CHECK(only<CheckPolicyChain>(out).secret == next_secret);
}

TEST_CASE("an answer of the old room that comes before the new one's keys are made is not the new room's") {
    Tab ann = together();
    check(ann, ann.hears(2, protocol::Signal(nines([](Rules&) {}))));
    ann.does(RequestFailed{Request::post, Trouble::unknown_member});  // asks to be let in anew
    Rules rules{2, nonce, identity(9), Door::open, {}, {}};
    check(ann, ann.hears(2, Move{next_secret, protocol::encode(PolicyChain{identity(9), next_nonce, {signed_rules(rules)}})}));
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK(only<Join>(ann.derives(id<RoomId>(100))).seat.room == id<RoomId>(100));
    CHECK(count<StandForLeader>(ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}})) == 1);
}

namespace {

// A letter of Cem to Ann comes by way of Ben, and opens by no keys that she has.
Orders passes_in_vain(Tab& ann, const std::string& body, std::set<RoomId>& tried) {
    auto out = ann.hears(2, RelayRequest{RelayRequest::Kind::forwarded, member(3), body});
    while (count<OpenEnvelope>(out)) {
        const auto order = only<OpenEnvelope>(out);
        tried.insert(order.passage.room);
        out = ann.does(EnvelopeBroken{member(3), order.body, order.passage, order.outdated});
    }
    return out;
}

Move move_to(const std::string& to, unsigned made_of, std::uint64_t serial) {
    const auto its = id<Nonce>(made_of);
    return {to, protocol::encode(PolicyChain{identity(9), its, {signed_rules({serial, nonce, identity(9), Door::open, {}, {}})}})};
}

// Ann, with Ben and Cem, and rules by which the room may move; the server let her in some seconds ago.
Tab three() {
    Tab ann = together();
    ann.meets(3, "Cem");
    check(ann, ann.hears(2, protocol::Signal(nines([](Rules&) {}))));
    ann.wait(6'000);
    return ann;
}

// The server is asked anew, and knows nothing new.
void is_asked_anew(Tab& ann) {
    ann.wait(100);
    ann.does(Admitted{ann.mail, 8, {greeting(2, "Ben"), greeting(3, "Cem")}, {}});
}

}  // namespace

TEST_CASE("words of somebody who has followed the room before us wait until we have, and nobody is warned of tampering") {
    Tab ann = three();
    std::set<RoomId> tried;
    CHECK(count<Join>(passes_in_vain(ann, "FIRST", tried)) == 1);
    is_asked_anew(ann);
    CHECK(notices(passes_in_vain(ann, "SECOND", tried)).empty());
    auto out = check(ann, ann.hears(2, move_to(next_secret, 78, 2)));
    CHECK(notices(passes_in_vain(ann, "THIRD", tried)).empty());
    out = ann.derives(id<RoomId>(100));
    const auto again = all<OpenEnvelope>(out);
    REQUIRE(again.size() == 3);
    CHECK(again[0].body == "FIRST");
    CHECK(again[2].body == "THIRD");
    CHECK(again[1].passage.room == id<RoomId>(100));
    CHECK(again[1].outdated == 0);
    CHECK(notices(ann.wait(10'000)).empty());
    CHECK(ann.session.dropped() == 0);
}

TEST_CASE("words that nothing explains for some seconds are warned of") {
    Tab ann = three();
    std::set<RoomId> tried;
    passes_in_vain(ann, "FIRST", tried);
    is_asked_anew(ann);
    CHECK(notices(passes_in_vain(ann, "SECOND", tried)).empty());
    CHECK(notices(ann.wait(4'000)).empty());
    CHECK(notices(ann.wait(1'000)) == std::vector{NoticeKind::tampered});
    CHECK(ann.session.dropped() == 2);
}

TEST_CASE("words from where the room was for a moment only, between two removals, are not taken for forged") {
    for (const bool in_order : {true, false}) {
        Tab ann = three();
        check(ann, ann.hears(2, move_to(next_secret, 78, 2)));
        const auto first = ann.serial;
        check(ann, ann.hears(2, move_to("HgECAwQFBgcICQoLDA0ODw", 79, 3)));
        REQUIRE(ann.serial != first);
        if (in_order) ann.does(KeysDerived{first, id<RoomId>(100)});
        ann.derives(id<RoomId>(101));
        if (!in_order) ann.does(KeysDerived{first, id<RoomId>(100)});
        std::set<RoomId> tried;
        passes_in_vain(ann, "BODY", tried);
        CHECK(tried == std::set<RoomId>{our_room, id<RoomId>(100), id<RoomId>(101)});
    }
}

TEST_CASE("a relaying member brings in nobody whom the rules keep out, nor their words") {
    Tab ann = together();
    check(ann, ann.hears(2, protocol::Signal(locked_by_nine({1, 2}))));
    ann.hears(2, protocol::Reach{protocol::to_text(member(3))});
    CHECK(said_of<RelayRequest>(ann.wait(5'000), 2).size() == 1);
    CHECK(count<OpenHello>(ann.hears(2, RelayRequest{RelayRequest::Kind::introduced, member(3), "HELLO"})) == 1);
    ann.does(PostTaken{});
    auto out = ann.does(MemberIntroduced{greeting(3, "Cem")});
    CHECK_FALSE(opens_link(out, 3));
    CHECK(notices(out).empty());
    CHECK(count<Post>(out) == 0);  // he is not in the server's room
    CHECK(count<OpenEnvelope>(ann.hears(2, RelayRequest{RelayRequest::Kind::forwarded, member(3), "BODY"})) == 1);
    const protocol::Description offer{1, protocol::Description::Kind::offer, "a=fingerprint:its own"};
    out = ann.does(EnvelopeOpened{member(3), 1, protocol::encode(protocol::Signals{protocol::Signal{offer}, ann.writer(3).says(1, "hi")})});
    CHECK_FALSE(opens_link(out, 3));
    CHECK(count<ShowMessage>(out) == 0);
    CHECK(ann.session.peers().size() == 1);
    CHECK(ann.session.is_enforcing_rules());
}

TEST_CASE("a member that knocks is not introduced to anybody, and nothing is relayed to it") {
    Tab ann = host();
    ann.meets(2, "Ben");
    sign(ann, ann.does(DoorChosen{Door::knock}));
    auto cem = greeting(3, "Cem");
    cem.sealed = "HELLO";
    ann.delivers(protocol::Joined{member(3), "HELLO"});
    const auto out = ann.does(MemberIntroduced{cem});
    CHECK(has_notice(out, NoticeKind::knocks));
    CHECK(said_of<protocol::Reach>(out, 2).empty());
    CHECK(count<SendMessage>(ann.hears(2, RelayRequest{RelayRequest::Kind::introduce, member(3)})) == 0);
    CHECK(count<SendMessage>(ann.hears(2, RelayRequest{RelayRequest::Kind::forward, member(3), "BODY"})) == 0);
}

TEST_CASE("a removed member is not heard through a relaying member any more, nor spoken to") {
    Tab ann = together();
    ann.joined(3, "Cem");
    ann.hears(2, protocol::Reach{protocol::to_text(member(3))});
    ann.wait(4'000);
    const auto comes_around = [&](std::uint64_t number) {
        ann.hears(2, RelayRequest{RelayRequest::Kind::forwarded, member(3), "BODY"});
        return ann.does(EnvelopeOpened{member(3), number, protocol::encode(protocol::Signals{ann.writer(3).says(number, "hi")})});
    };
    CHECK(count<ShowMessage>(comes_around(1)) == 1);
    check(ann, ann.hears(2, protocol::Signal(nines([](Rules& rules) { AccessPolicy::remove(rules, identity(3)); }))));
    CHECK(ann.session.peers().count(member(3)) == 0);
    CHECK(count<ShowMessage>(comes_around(2)) == 0);
    ann.does(TextTyped{"he is gone"});
    CHECK(count<SealEnvelope>(ann.wait(40'000)) == 0);
}
