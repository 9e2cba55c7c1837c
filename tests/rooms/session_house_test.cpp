// The session's stories of the rules of the house: the host who makes them, those who obey them, and those who wait outside.
#include <doctest/doctest.h>

#include "rooms/tab.hpp"

using namespace story;
using protocol::Charter;
using protocol::Deeds;
using protocol::Door;
using protocol::Favour;
using protocol::Fresh;
using protocol::Grant;
using protocol::Move;
using protocol::Rules;

namespace {

const auto nonce = id<Fresh>(77);
const auto next_nonce = id<Fresh>(78);
const std::string next_secret = "DwECAwQFBgcICQoLDA0ODw";
const std::string signature(protocol::signature_bytes, 's');

Grant signed_rules(const Rules& rules) { return {protocol::encode(rules), signature}; }

// Ann, who makes the room and is inside, alone.
Tab host() {
    Tab ann;
    ann.founds();
    ann.does(RoomDerived{"calm-blue-owl", room});
    ann.does(EnterPressed{"Ann"});
    ann.does(Admitted{0, 8, {}, {}});
    ann.does(CarrierChosen{});
    ann.does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
    return ann;
}

// The browser signs what is to be signed.
Effects sign(Tab& tab, const Effects& effects) {
    const auto order = only<SignRules>(effects);
    return tab.does(RulesSigned{order.nonce, {order.rules, signature}});
}

// The browser finds every signature good.
Effects check(Tab& tab, const Effects& effects) { return tab.does(CharterChecked{only<CheckCharter>(effects).ask, true}); }

// Person 9 is the host of the room, and `change` is what they decided at last.
template <class Change>
Charter nines(Change change, std::uint64_t serial = 1) {
    Rules rules{serial, nonce, identity(9), Door::open, {}, {}};
    change(rules);
    return {protocol::encode(Deeds{identity(9), nonce, {signed_rules(rules)}})};
}
Charter locked_by_nine(std::vector<unsigned> but = {}) {
    return nines([&](Rules& rules) {
        rules.door = Door::locked;
        for (const auto each : but) House::admit(rules, identity(each));
    });
}

std::vector<Charter> charters_in_letters(const Effects& effects, unsigned to) {
    std::vector<Charter> found;
    for (const auto& post : all<Post>(effects))
        for (const auto& letter : post.letters) {
            if (letter.to != member(to)) continue;
            const auto signals = protocol::decode_signals(letter.content).value();
            for (const auto& word : signals)
                if (const auto* charter = std::get_if<Charter>(&std::get<protocol::Signal>(word))) found.push_back(*charter);
        }
    return found;
}

bool pleads(const Effects& effects, unsigned to) {
    const auto is_plea = [](const protocol::Talk& word) {
        const auto* signal = std::get_if<protocol::Signal>(&word);
        return signal && std::holds_alternative<protocol::Again>(*signal);
    };
    for (const auto& post : all<Post>(effects))
        for (const auto& letter : post.letters) {
            const auto signals = protocol::decode_signals(letter.content).value();
            if (letter.to == member(to) && std::any_of(signals.begin(), signals.end(), is_plea)) return true;
        }
    return false;
}

std::vector<Charter> charters_said(const Effects& effects, unsigned to) {
    std::vector<Charter> found;
    for (const auto& signal : said_of<protocol::Signal>(effects, to))
        if (const auto* charter = std::get_if<Charter>(&signal)) found.push_back(*charter);
    return found;
}

bool opens_link(const Effects& effects, unsigned to) {
    const auto links = all<OpenLink>(effects);
    return std::any_of(links.begin(), links.end(), [&](const auto& link) { return link.peer == member(to); });
}
bool closes_link(const Effects& effects, unsigned to) {
    const auto links = all<CloseLink>(effects);
    return std::any_of(links.begin(), links.end(), [&](const auto& link) { return link.peer == member(to); });
}
bool has_notice(const Effects& effects, NoticeKind kind) {
    const auto kinds = notices(effects);
    return std::count(kinds.begin(), kinds.end(), kind) > 0;
}

}  // namespace

TEST_CASE("the secret of a new room is made of its founder's key, and whoever comes learns who that is") {
    Tab ann;
    auto out = ann.opens("");
    CHECK(only<Found>(out).transcript == protocol::founding_transcript(identity(1), nonce));
    CHECK(count<DeriveRoom>(out) == 0);
    CHECK(count<SetAddress>(ann.does(EnterPressed{"Ann"})) == 0);  // there is none yet
    out = ann.does(Founded{nonce, secret});
    CHECK(only<SetAddress>(out).invitation == "/calm-blue-owl/" + secret);
    CHECK(only<DeriveRoom>(out).secret == secret);
    CHECK(count<Join>(ann.does(RoomDerived{"calm-blue-owl", room})) == 1);
    out = ann.does(Admitted{0, 8, {}, {}});
    CHECK(protocol::decode_deeds(only<KeepCharter>(out).charter)->nonce == nonce);
    CHECK(only<ShowPerson>(out).host);
    CHECK(only<ShowRoom>(out).has_host);

    ann.does(CarrierChosen{});
    ann.joined(2, "Ben");
    const auto told = charters_said(ann.connects(2), 2);
    REQUIRE(told.size() == 1);
    CHECK(protocol::decode_deeds(told.front().text)->founder == identity(1));
}

TEST_CASE("a host who comes back with the kept charter is host again") {
    Tab ann;
    ann.opens();
    const auto charter = protocol::encode(Deeds{identity(1), nonce, {}});
    auto out = ann.does(RoomDerived{"room", room, false, charter});
    CHECK(only<CheckCharter>(out).secret == secret);
    check(ann, out);
    ann.does(EnterPressed{"Ann"});
    CHECK(only<ShowPerson>(ann.does(Admitted{0, 8, {}, {}})).host);
}

TEST_CASE("whoever knocks is not connected to before the host says so; who is turned away stays out") {
    Tab ann = host();
    ann.meets(2, "Ben");
    auto out = sign(ann, ann.does(DoorChosen{Door::knock}));
    CHECK(charters_said(out, 2).size() == 1);
    CHECK(has_notice(out, NoticeKind::door_knock));
    CHECK_FALSE(closes_link(out, 2));

    out = ann.joined(3, "Cem");
    CHECK_FALSE(opens_link(out, 3));
    CHECK(has_notice(out, NoticeKind::knocks));
    CHECK(only<ShowPerson>(out).state == PersonState::knocking);
    CHECK(charters_in_letters(out, 3).size() == 1);
    // A client that does not care and offers all the same is not heard.
    out = ann.letter(3, protocol::Description{1, protocol::Description::Kind::offer, "v=0\r\na=fingerprint:x\r\n"});
    CHECK_FALSE(opens_link(out, 3));
    CHECK(count<ApplyDescription>(out) == 0);

    out = sign(ann, ann.does(KnockAnswered{member(3), true}));
    CHECK(opens_link(out, 3));
    CHECK(charters_said(out, 2).size() == 1);

    ann.joined(4, "Dan");
    out = sign(ann, ann.does(KnockAnswered{member(4), false}));
    CHECK_FALSE(opens_link(out, 4));
    CHECK(only<RemovePerson>(out).id == member(4));
}

TEST_CASE("what is decided quickly after one another is all decided") {
    Tab ann = host();
    sign(ann, ann.does(DoorChosen{Door::knock}));
    ann.joined(3, "Cem");
    ann.joined(4, "Dan");
    const auto first = ann.does(KnockAnswered{member(3), true});
    const auto second = ann.does(KnockAnswered{member(4), true});
    CHECK(opens_link(sign(ann, first), 3));
    CHECK(opens_link(sign(ann, second), 4));
}

TEST_CASE("whoever is removed is put out at once, and the others go on under a secret that is not told there") {
    Tab ann = host();
    ann.meets(2, "Ben");
    ann.meets(3, "Cem");
    auto out = sign(ann, ann.does(RemovalChosen{member(3), next_nonce}));
    CHECK(closes_link(out, 3));
    CHECK(has_notice(out, NoticeKind::removed));
    CHECK(charters_said(out, 2).size() == 1);
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
    out = ann.does(RoomDerived{"calm-blue-owl", id<RoomId>(100)});
    CHECK(only<Join>(out).seat.room == id<RoomId>(100));
    CHECK(count<Leave>(out) == 0);
    CHECK_FALSE(closes_link(out, 2));
    out = ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK_FALSE(opens_link(out, 2));
    CHECK(count<StandAsCarrier>(out) == 1);
}

TEST_CASE("the role is handed on, and the host before decides nothing any more") {
    Tab ann = host();
    ann.meets(2, "Ben");
    auto out = sign(ann, ann.does(RoleHanded{member(2)}));
    CHECK(has_notice(out, NoticeKind::host));
    const auto told = charters_said(out, 2);
    REQUIRE(told.size() == 1);
    CHECK(protocol::decode_rules(protocol::decode_deeds(told.front().text)->grants.back().rules)->keeper == identity(2));
    CHECK(count<SignRules>(ann.does(DoorChosen{Door::locked})) == 0);
    CHECK(count<SignRules>(ann.does(RemovalChosen{member(2), next_nonce})) == 0);
}

TEST_CASE("who is no host decides nothing") {
    Tab ann = together();
    CHECK(count<SignRules>(ann.does(DoorChosen{Door::locked})) == 0);
    CHECK(count<SignRules>(ann.does(RemovalChosen{member(2), next_nonce})) == 0);
    CHECK(count<SignRules>(ann.does(RoleHanded{member(2)})) == 0);
    CHECK(count<SignRules>(ann.does(KnockAnswered{member(2), true})) == 0);
}

TEST_CASE("a charter is believed when every signature is good, and is passed on") {
    Tab ann = together();
    ann.meets(3, "Cem");
    auto out = ann.hears(2, protocol::Signal(locked_by_nine({1, 2, 3})));
    const auto asked = only<CheckCharter>(out);
    CHECK(asked.secret == secret);
    CHECK(asked.founding == protocol::founding_transcript(identity(9), nonce));
    REQUIRE(asked.words.size() == 1);
    CHECK(asked.words.front().signer == identity(9));
    CHECK(count<CheckCharter>(ann.hears(3, protocol::Signal(locked_by_nine({1, 2, 3})))) == 0);  // it is being checked
    out = check(ann, out);
    CHECK(charters_said(out, 2).empty());
    CHECK(charters_said(out, 3).size() == 1);

    Tab other = together();
    out = other.hears(2, protocol::Signal(locked_by_nine()));
    out = other.does(CharterChecked{only<CheckCharter>(out).ask, false});
    CHECK(other.session.dropped() == 1);
    CHECK_FALSE(closes_link(out, 2));
}

TEST_CASE("whoever comes to a locked room waits outside, and is with the others as soon as it is opened") {
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
}

TEST_CASE("who called before we had heard that the door is open is asked to call again") {
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
        CHECK(pleads(out, 2) == called);
    }
}

TEST_CASE("whoever is kept out while its connection is broken waits outside, and does not go on mending") {
    Tab ann;
    ann.enters("Ann", {greeting(9, "Nina")});
    ann.connects(9);
    ann.does(LinkChanged{member(9), ann.link(9), LinkState::disconnected});
    check(ann, ann.letter(9, locked_by_nine()));
    const auto out = ann.letter(9, locked_by_nine());
    CHECK(closes_link(out, 9));
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::locked);
}

TEST_CASE("whoever is removed is told so, and leaves without a goodbye that would be faster than the reason") {
    Tab ann;
    ann.enters("Ann", {greeting(9, "Nina")});
    ann.connects(9);
    const auto out = check(ann, ann.hears(9, protocol::Signal(nines([](Rules& rules) { House::remove(rules, identity(1)); }))));
    CHECK(only<ShowRoom>(out).stage == Stage::left);
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::removed);
    CHECK(closes_link(out, 9));
    CHECK(count<Leave>(out) == 0);
    CHECK(count<SendTalk>(out) == 0);
}

TEST_CASE("ten minutes after the host has gone, the rules keep nobody out; and they hold again when the host is back") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben"), greeting(9, "Nina")});
    ann.connects(9);
    ann.connects(2);
    check(ann, ann.hears(9, protocol::Signal(locked_by_nine({1, 2}))));
    CHECK_FALSE(opens_link(ann.joined(3, "Cem"), 3));
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

TEST_CASE("the room moves for those who hear it from anybody, if its host has made the new one") {
    Tab ann = together();
    check(ann, ann.hears(2, protocol::Signal(nines([](Rules&) {}))));
    Rules rules{2, nonce, identity(9), Door::open, {}, {}};
    Move move{next_secret, protocol::encode(Deeds{identity(9), next_nonce, {signed_rules(rules)}})};
    auto out = ann.hears(2, move);
    CHECK(only<CheckCharter>(out).secret == next_secret);
    out = check(ann, out);
    CHECK(only<DeriveRoom>(out).secret == next_secret);
    CHECK(said_of<Move>(out, 2).empty());
    CHECK(charters_said(out, 2).size() == 1);  // there may be later rules, which say nothing to whoever has not moved yet
    CHECK(count<CheckCharter>(ann.hears(2, move)) == 0);
    // Whoever connects now hears of it from us.
    ann.does(RoomDerived{"room", id<RoomId>(100)});
    ann.does(Admitted{0, 8, {greeting(2, "Ben"), greeting(3, "Cem")}, {}});
    CHECK(said_of<Move>(ann.connects(3), 3).size() == 1);

    Tab other = together();
    check(other, other.hears(2, protocol::Signal(nines([](Rules&) {}))));
    move.charter = protocol::encode(Deeds{identity(2), next_nonce, {signed_rules(rules)}});
    CHECK(count<CheckCharter>(other.hears(2, move)) == 0);
}

TEST_CASE("a move that comes before the rules that it follows is taken up after them") {
    Tab ann = together();
    Rules rules{2, nonce, identity(9), Door::open, {}, {}};
    CHECK(count<CheckCharter>(ann.hears(2, Move{next_secret, protocol::encode(Deeds{identity(9), next_nonce, {signed_rules(rules)}})})) ==
          0);
    const auto out = check(ann, ann.hears(2, protocol::Signal(nines([](Rules&) {}))));
    CHECK(only<CheckCharter>(out).secret == next_secret);
}

TEST_CASE("an answer of the old room that comes before the new one's keys are made is not the new room's") {
    Tab ann = together();
    check(ann, ann.hears(2, protocol::Signal(nines([](Rules&) {}))));
    ann.does(RequestFailed{Request::post, Trouble::unknown_member});  // asks to be let in anew
    Rules rules{2, nonce, identity(9), Door::open, {}, {}};
    check(ann, ann.hears(2, Move{next_secret, protocol::encode(Deeds{identity(9), next_nonce, {signed_rules(rules)}})}));
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK(only<Join>(ann.does(RoomDerived{"room", id<RoomId>(100)})).seat.room == id<RoomId>(100));
    CHECK(count<StandAsCarrier>(ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}})) == 1);
}

TEST_CASE("a friend brings in nobody whom the rules keep out, nor their words") {
    Tab ann = together();
    check(ann, ann.hears(2, protocol::Signal(locked_by_nine({1, 2}))));
    ann.hears(2, protocol::Reach{protocol::to_text(member(3))});
    CHECK(said_of<Favour>(ann.wait(5'000), 2).size() == 1);
    CHECK(count<OpenHello>(ann.hears(2, Favour{Favour::Kind::introduced, member(3), "HELLO"})) == 1);
    ann.does(PostTaken{});
    auto out = ann.does(NewcomerGreeted{greeting(3, "Cem")});
    CHECK_FALSE(opens_link(out, 3));
    CHECK(notices(out).empty());
    CHECK(count<Post>(out) == 0);  // he is not in the server's room
    CHECK(count<OpenLetter>(ann.hears(2, Favour{Favour::Kind::forwarded, member(3), "BODY"})) == 1);
    const protocol::Description offer{1, protocol::Description::Kind::offer, "a=fingerprint:its own"};
    out = ann.does(LetterOpened{member(3), 1, protocol::encode(protocol::Signals{protocol::Signal{offer}, protocol::Line{1, 1, "hi"}})});
    CHECK_FALSE(opens_link(out, 3));
    CHECK(count<ShowLine>(out) == 0);
    CHECK(ann.session.peers().size() == 1);
    CHECK(ann.session.obeys());
}

TEST_CASE("whoever knocks is not introduced to anybody, and nothing is passed on to them") {
    Tab ann = host();
    ann.meets(2, "Ben");
    sign(ann, ann.does(DoorChosen{Door::knock}));
    auto cem = greeting(3, "Cem");
    cem.sealed = "HELLO";
    ann.delivers(protocol::Joined{member(3), "HELLO"});
    const auto out = ann.does(NewcomerGreeted{cem});
    CHECK(has_notice(out, NoticeKind::knocks));
    CHECK(said_of<protocol::Reach>(out, 2).empty());
    CHECK(count<SendTalk>(ann.hears(2, Favour{Favour::Kind::introduce, member(3)})) == 0);
    CHECK(count<SendTalk>(ann.hears(2, Favour{Favour::Kind::forward, member(3), "BODY"})) == 0);
}

TEST_CASE("whoever is removed is not heard through a friend any more, nor spoken to") {
    Tab ann = together();
    ann.joined(3, "Cem");
    ann.hears(2, protocol::Reach{protocol::to_text(member(3))});
    ann.wait(4'000);
    const auto comes_around = [&](std::uint64_t number) {
        ann.hears(2, Favour{Favour::Kind::forwarded, member(3), "BODY"});
        return ann.does(LetterOpened{member(3), number, protocol::encode(protocol::Signals{protocol::Line{number, 1, "hi"}})});
    };
    CHECK(count<ShowLine>(comes_around(1)) == 1);
    check(ann, ann.hears(2, protocol::Signal(nines([](Rules& rules) { House::remove(rules, identity(3)); }))));
    CHECK(ann.session.peers().count(member(3)) == 0);
    CHECK(count<ShowLine>(comes_around(2)) == 0);
    ann.does(TextTyped{"he is gone"});
    CHECK(count<SealLetter>(ann.wait(40'000)) == 0);
}

TEST_CASE("a room named by hand has no host") {
    Tab ann;
    ann.opens("/owls");
    ann.does(EnterPressed{"Ann", "hoot"});
    ann.does(RoomDerived{"owls", room, true});
    ann.does(Admitted{0, 8, {greeting(9, "Nina")}, {}});
    ann.does(CarrierChosen{});
    ann.connects(9);
    CHECK(count<CheckCharter>(ann.hears(9, protocol::Signal(locked_by_nine()))) == 0);
}
