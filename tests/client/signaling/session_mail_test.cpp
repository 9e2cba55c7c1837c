// The server and its mail, in all their moods.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;
using protocol::Departure;

TEST_CASE("a restarted server is joined again, without a notice about anybody") {
    Tab ann = inside();
    ann.joined(2, "Ben");  // connected
    ann.joined(3, "Cem");  // still being connected to
    ann.connects(2);
    CHECK(count<Join>(ann.does(StreamEnded{1, true})) == 1);
    auto out = ann.does(Admitted{0, 8, {greeting(3, "Cem")}, {}});
    CHECK(notices(out).empty());
    CHECK(count<RemovePerson>(out) == 0);
    const auto streams = all<OpenStream>(out);
    REQUIRE(streams.size() == 1);
    CHECK(streams[0].request.mailboxes.at(0).after == 0);
    // Ben comes back a moment later.
    out = ann.does(StreamLine{streams[0].stream, protocol::encode(protocol::Delivery{member(1), 1, protocol::Joined{member(2), "AAAA"}})});
    CHECK(count<OpenHello>(out) == 1);
    CHECK(ann.does(MemberIntroduced{greeting(2, "Ben")}).empty());
}

TEST_CASE("a person inside who gets no mail reads so after some seconds, until it comes") {
    Tab ann;
    ann.arrives();
    ann.does(EnterPressed{"Ann"});
    CHECK(only<ShowRoom>(ann.does(Admitted{0, 8, {}, {}})).trouble == RoomTrouble::none);
    CHECK(count<ShowRoom>(ann.wait(9'000)) == 0);
    CHECK(only<ShowRoom>(ann.wait(1'000)).trouble == RoomTrouble::no_mail);
    CHECK(only<ShowRoom>(ann.does(LineForwarded{protocol::encode(protocol::StreamOpen{})})).trouble == RoomTrouble::none);
}

TEST_CASE("credentials that end are renewed well before, by joining again; nobody notices") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    const auto admitted = [&](const std::string& credential) {
        return ann.does(Admitted{1, 8, {greeting(2, "Ben")}, {{{"turn:there"}, "9:me", credential}}, 600});
    };
    ann.does(StreamEnded{1, true});
    CHECK(only<UseServers>(admitted("first")).servers.at(0).credential == "first");
    CHECK(count<Join>(ann.wait(299'000)) == 0);
    CHECK(count<Join>(ann.wait(1'000)) == 1);
    ann.does(RequestFailed{Request::join, Trouble::unreachable});
    CHECK(count<Join>(ann.wait(2'000)) == 1);  // it is tried until it works
    const auto out = admitted("second");
    CHECK(only<UseServers>(out).servers.at(0).credential == "second");
    CHECK(count<OpenLink>(out) + count<CloseLink>(out) + count<ShowPerson>(out) == 0);
    CHECK(notices(out).empty());
    ann.does(RoomLeft{});
    CHECK_FALSE(ann.session.wake_at());
}

TEST_CASE("a member alone is lent no relay; the first to come brings it, before the connection begins") {
    Tab ann;
    ann.arrives();
    ann.does(EnterPressed{"Ann"});
    auto out = ann.does(Admitted{0, 8, {}, {{{"turn:there"}}}});
    CHECK(only<UseServers>(out).servers.at(0).credential.empty());
    ann.does(LeaderChosen{});
    ann.does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
    const auto joined = [](std::uint8_t who, const std::string& credential) {
        return protocol::Joined{member(who), "AAAA", {{{"turn:there"}, "9:me", credential}}, 600};
    };
    out = ann.delivers(joined(2, "first"));
    CHECK(only<UseServers>(out).servers.at(0).credential == "first");
    CHECK(count<OpenHello>(out) == 1);
    CHECK(count<OpenLink>(ann.does(MemberIntroduced{greeting(2, "Ben")})) == 1);
    CHECK(only<UseServers>(ann.delivers(joined(3, "second"))).servers.at(0).credential == "second");
    CHECK(count<Join>(ann.wait(299'000)) == 0);
    CHECK(count<Join>(ann.wait(1'000)) == 1);
    // The server has forgotten Ben for a while, who is connected: what was lent is still good for restarting that.
    out = ann.does(Admitted{2, 8, {}, {{{"turn:there"}}}});
    CHECK(count<UseServers>(out) == 0);
    ann.does(RoomLeft{});
    ann.does(EnterPressed{"Ann"});
    CHECK(only<UseServers>(ann.does(Admitted{0, 8, {}, {{{"turn:there"}}}})).servers.at(0).credential.empty());
}

TEST_CASE("when the server answers again, what waits for it goes at once, and broken connections are restarted") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.joined(3, "Cem");
    using Kind = protocol::Description::Kind;
    CHECK(count<Post>(ann.does(LinkDescribed{member(3), {ann.link(3), Kind::offer, "a=fingerprint:ours"}})) == 1);
    ann.does(StreamEnded{1, false});
    ann.does(RequestFailed{Request::post, Trouble::unreachable});
    CHECK(only<OpenStream>(ann.wait(500)).stream == 2);
    ann.does(StreamEnded{2, false});
    for (int i = 0; i < 3; ++i) ann.does(RequestFailed{Request::post, Trouble::unreachable});
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
    CHECK(count<OpenStream>(ann.wait(1'000)) == 1);
    CHECK(count<Post>(ann.wait(1)) == 0);
    const auto out = ann.does(StreamLine{3, protocol::encode(protocol::StreamOpen{})});
    CHECK(count<Post>(out) == 1);
    CHECK(count<RestartLink>(ann.wait(500)) == 1);
}

TEST_CASE("when the network returns, nobody waits for what was asked before: it is given up, and asked anew at once") {
    using Kind = protocol::Description::Kind;
    Tab ann = inside();
    ann.joined(3, "Cem");
    const LinkDescribed described{member(3), {ann.link(3), Kind::offer, "a=fingerprint:ours"}};
    const auto before = only<Post>(ann.does(described));
    CHECK(count<Redial>(ann.does(NetworkChanged{false})) == 0);
    auto out = ann.does(NetworkChanged{true});
    CHECK(count<Redial>(out) == 1);
    CHECK(count<Post>(out) == 0);  // the browser has not said yet that it is given up
    const auto after = only<Post>(ann.does(RequestFailed{Request::post, Trouble::given_up}));
    CHECK(after.letters.at(0).counter == before.letters.at(0).counter);

    SUBCASE("also the wish to be let in") {
        CHECK(count<Join>(ann.does(StreamEnded{2, true})) == 1);
        CHECK(count<Join>(ann.does(RequestFailed{Request::join, Trouble::given_up})) == 1);
        ann.does(RoomLeft{});
        CHECK(count<Join>(ann.does(RequestFailed{Request::join, Trouble::given_up})) == 0);
    }
}

TEST_CASE("a client at the door when the network returns asks at once who is inside") {
    Tab ann;
    ann.arrives();
    ann.does(RequestFailed{Request::look, Trouble::given_up});
    CHECK(count<Look>(ann.wait(0)) == 1);
}

TEST_CASE("a missing delivery makes us join anew instead of asking for it for ever") {
    Tab ann = inside();
    ann.mail = 5;
    const auto out = ann.delivers(protocol::Left{member(2), Departure::left});
    CHECK(count<Join>(out) == 1);
    CHECK(count<OpenStream>(out) == 0);
    ann.does(Admitted{6, 8, {}, {}});
    CHECK(ann.session.wake_at() > ann.now);
}

namespace {

// The answers of a server that lets everybody in and then does not know them.
using Relapse = Orders (*)(Tab&);

Orders ends_the_stream(Tab& tab) { return tab.does(StreamEnded{tab.stream, true}); }
Orders refuses_the_box(Tab& tab) {
    return tab.does(StreamLine{tab.stream, protocol::encode(protocol::MailboxRefused{member(1), protocol::ErrorWord::unknown_member})});
}
Orders leaves_a_gap(Tab& tab) {
    tab.mail += 5;
    return tab.delivers(protocol::Left{member(2), Departure::left});
}
Orders refuses_the_post(Tab& tab) { return tab.does(RequestFailed{Request::post, Trouble::unknown_member}); }

}  // namespace

TEST_CASE("a server that lets us in and then does not know us is asked ever less often, and the page says so after the third time") {
    for (const Relapse relapse : {ends_the_stream, refuses_the_box, leaves_a_gap, refuses_the_post}) {
        Tab ann = inside();
        auto trouble = RoomTrouble::none;
        const auto see = [&](const Orders& out) {
            for (const auto& shown : all<ShowRoom>(out)) trouble = shown.trouble;
            for (const auto& opened : all<OpenStream>(out)) ann.stream = opened.stream;
            return count<Join>(out);
        };
        std::size_t joins = 0;
        unsigned relapses = 0;
        for (const auto until = ann.now + 60'000; ann.now < until;) {
            CHECK(trouble == (relapses < 3 ? RoomTrouble::none : RoomTrouble::unreachable));
            auto asked = see(relapse(ann));
            if (++relapses == 1) CHECK(asked == 1);         // it was restarted, or we slept
            if (asked == 0) CHECK(see(relapse(ann)) == 0);  // what comes meanwhile is no reason to ask sooner
            for (; asked == 0 && ann.now < until; asked = see(ann.does(Tick{}))) ann.now = std::max(ann.now + 1, *ann.session.wake_at());
            joins += asked;
            ann.mail = 10 * relapses;
            ann.now += 10;  // that fast it answers
            see(ann.does(Admitted{ann.mail, 8, {}, {}}));
        }
        CHECK(joins > 5);
        CHECK(joins < 15);

        // It serves us again.
        see(ann.does(StreamLine{ann.stream, protocol::encode(protocol::StreamOpen{})}));
        CHECK(trouble == RoomTrouble::unreachable);
        see(ann.wait(19'000));
        ann.does(StreamLine{ann.stream, ""});
        CHECK(trouble == RoomTrouble::unreachable);
        CHECK(*ann.session.wake_at() <= ann.now + 1'000);
        see(ann.wait(1'000));
        CHECK(trouble == RoomTrouble::none);
        CHECK(see(relapse(ann)) == 1);
    }
}

namespace {

// Reasons for a page to ask the server who is here.
Orders hears_from_nobody(Tab& tab) { return tab.delivers(protocol::ReceivedEnvelope{member(9), "AAAA"}); }
Orders hears_from_an_earlier_stay(Tab& tab) { return tab.does(EnvelopeOpened{member(2), ++tab.counter, "", 1}); }
Orders gets_nowhere(Tab& tab) { return tab.does(Tick{}); }

}  // namespace

TEST_CASE("a server that does not let us in any more is asked ever less often, whatever gives a reason to ask") {
    for (const auto reason : {hears_from_nobody, hears_from_an_earlier_stay, gets_nowhere}) {
        Tab ann = together();
        ann.joined(3, "Cem");  // who cannot be connected to
        for (const auto until = ann.now + 90'000; ann.now < until;) ann.wait(1'000);
        bool asked = true;
        std::size_t joins = 0;
        for (const auto until = ann.now + 60'000; ann.now < until; joins += asked) {
            if (asked) ann.does(RequestFailed{Request::join, Trouble::too_fast});
            ann.now += 10;
            asked = count<Join>(reason(ann)) + count<Join>(ann.does(Tick{})) > 0;
        }
        CHECK(joins > 5);
        CHECK(joins < 15);
    }
}

TEST_CASE("deliveries that come twice are taken once") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    ann.mail = 0;
    CHECK(ann.delivers(protocol::Joined{member(2), "AAAA"}).empty());
}

TEST_CASE("a letter that is played back is not heard") {
    Tab ann(2);
    ann.enters("Ann", {greeting(1, "Ben")});
    const protocol::Signal offer = protocol::Description{1, protocol::Description::Kind::offer, "a=fingerprint:its own"};
    CHECK(count<ApplyDescription>(ann.letter(1, offer)) == 1);
    --ann.counter;
    CHECK(count<ApplyDescription>(ann.letter(1, offer)) == 0);
    // Not even after he left and came back.
    ann.left(1, Departure::left);
    ann.joined(1, "Ben");
    --ann.counter;
    CHECK(count<ApplyDescription>(ann.letter(1, offer)) == 0);
}

TEST_CASE("nonsense is dropped and counted") {
    Tab ann = together();
    CHECK(ann.session.dropped() == 0);
    CHECK(ann.does(MessageReceived{member(2), ann.link(2), "{\"is\":\"line\"}"}).empty());
    CHECK(ann.session.dropped() == 1);
    ann.does(EnvelopeBroken{member(2)});
    CHECK(ann.session.dropped() == 2);
    ann.does(EnvelopeOpened{member(2), 100, "not a signal"});
    CHECK(ann.session.dropped() == 3);
    ann.delivers(protocol::Joined{member(3), "AAAA"});
    ann.does(MemberIntroduced{{member(3), "no hello"}});
    CHECK(ann.session.dropped() == 4);
    CHECK(ann.session.peers().size() == 1);
    ann.does(StreamLine{1, "{}"});
    ann.does(LineForwarded{"\xff"});
    CHECK(ann.does(MessageReceived{member(9), 1, "from nobody"}).empty());
}
