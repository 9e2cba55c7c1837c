// People who come and go.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;
using protocol::Departure;

TEST_CASE("those inside are shown and connected to on entering") {
    Tab ann(2);
    const auto out = ann.enters("Ann", {greeting(1, "Ben"), greeting(3, "Cem")});
    CHECK(count<ShowPerson>(out) == 3);
    const auto links = all<OpenLink>(out);
    REQUIRE(links.size() == 2);
    CHECK_FALSE(links[0].offers);  // the smaller id offers
    CHECK(links[1].offers);
    // They are made with the servers that came with the seat.
    const auto place = [&](auto kind) {
        return std::find_if(out.begin(), out.end(), [&](const client::Order& each) { return is<decltype(kind)>(each); });
    };
    REQUIRE(place(UseServers{}) < place(OpenLink{}));
    CHECK(only<UseServers>(out).servers.at(0).urls == std::vector<std::string>{"stun:here"});
}

TEST_CASE("a member that was inside before us did not come in, nor start a call, as we see it") {
    Tab ann;
    CHECK(notices(ann.enters("Ann", {greeting(2, "Ben")})).empty());
    ann.connects(2);
    CHECK(notices(ann.hears(2, protocol::Status{true, true, false, true})).empty());
    CHECK(notices(ann.hears(2, protocol::Status{})) == std::vector{NoticeKind::call_left});
    CHECK(notices(ann.hears(2, protocol::Status{true, true, false, false})) == std::vector{NoticeKind::call_started});
}

TEST_CASE("a newcomer is announced once, connected to and shown") {
    Tab ann = inside();
    auto out = ann.joined(2, "Ben");
    CHECK(only<ShowPerson>(out).card.name == "Ben");
    CHECK(only<ShowPerson>(out).state == PersonState::connecting);
    CHECK(notices(out).empty());
    CHECK(notices(ann.letter(2, protocol::RequestOffer{1})) == std::vector{NoticeKind::joined});
    out = ann.connects(2);
    CHECK(only<ShowPerson>(out).state == PersonState::connected);
    CHECK(notices(out).empty());
}

TEST_CASE("an old hello that the server says again brings nobody in") {
    Tab ann = together();
    CHECK(notices(ann.hears(2, protocol::Bye{})) == std::vector{NoticeKind::left});
    ann.left(2, Departure::left);
    CHECK(notices(ann.joined(2, "Ben")).empty());
    CHECK(notices(ann.left(2, Departure::left)).empty());
    // The member itself does.
    ann.joined(2, "Ben");
    CHECK(notices(ann.letter(2, protocol::RequestOffer{1})) == std::vector{NoticeKind::joined});
}

TEST_CASE("a server that lists half the world fills no page, and keeps out nobody whose hello opens") {
    Tab ann = together();
    Orders out;
    for (unsigned who = 100; who < 20'100; ++who) out = ann.delivers(protocol::Joined{member(who), "AAAA"});
    CHECK(count<ShowListing>(out) == 0);
    CHECK(ann.session.members().listed().size() <= protocol::max_room_seats);
    CHECK(ann.session.members().all().size() < 600);
    CHECK(only<ShowPerson>(ann.joined(3, "Cem")).card.name == "Cem");
}

TEST_CASE("of those who come and go without end, the last some hundred are remembered") {
    Tab ann = together();
    for (unsigned who = 100; who < 3'000; ++who) {
        ann.now += 60'000;
        ann.joined(who, "Guest");
        ann.letter(who, protocol::RequestOffer{1});
        ann.left(who, Departure::left);
    }
    CHECK(ann.session.members().all().size() < 600);
    CHECK(ann.session.peers().size() == 1);
    CHECK(notices(ann.hears(2, protocol::Bye{})) == std::vector{NoticeKind::left});
    // One of the first comes back.
    ann.joined(100, "Guest");
    CHECK(notices(ann.letter(100, protocol::RequestOffer{1})) == std::vector{NoticeKind::joined});
}

TEST_CASE("people are listed as they came, oneself last, and it is said while somebody is still being reached") {
    Tab ann;
    const auto first = only<ShowListing>(ann.enters("Ann", {greeting(3, "Cem")}));
    CHECK(first.here == std::vector{member(3), member(1)});
    CHECK(first.reaching);
    CHECK_FALSE(only<ShowListing>(ann.connects(3)).reaching);
    const auto second = only<ShowListing>(ann.joined(2, "Ben"));
    CHECK(second.here == std::vector{member(3), member(2), member(1)});
    CHECK(second.reaching);
    ann.connects(2);
    CHECK(count<ShowListing>(ann.hears(2, protocol::Status{true, true, false, false})) == 0);
    CHECK(only<ShowListing>(ann.hears(3, protocol::Bye{})).here == std::vector{member(2), member(1)});
}

TEST_CASE("a hello that says nothing brings nobody") {
    Tab ann = inside();
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    CHECK(ann.does(MemberIntroduced{{member(2), ""}}).empty());
    CHECK(ann.session.peers().empty());
}

TEST_CASE("a name that nobody cleaned is shown clean, before entering and inside") {
    const std::vector<std::pair<std::string, std::string>> names{
        {"B\u202een\u200b \n\x1b[31m", "Ben [31m"},
        {"\u2066<img src=x onerror=broken_in=1>", "<img src=x onerror=broken_in=1>"},
        {std::string("Ben\0\x7f", 5), "Ben"}};
    for (const auto& [said, shown] : names) {
        CHECK(only<ShowPerson>(inside().joined(2, said)).card.name == shown);
        Tab ann;
        ann.arrives();
        const auto seen = ann.does(LookAnswered{8, {greeting(2, said)}});
        REQUIRE(only<ShowArrival>(seen).inside.size() == 1);
        CHECK(only<ShowArrival>(seen).inside[0].name == shown);
    }
    Tab ann = inside();
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    CHECK(ann.does(MemberIntroduced{greeting(2, "\u200b\u202e ")}).empty());
    CHECK(ann.session.peers().empty());
}

TEST_CASE("a member that runs another page is told from one that runs ours") {
    Tab ann = inside();
    CHECK(only<ShowPerson>(ann.joined(2, "Ben")).same_build);
    auto other = hello(3, "Cem");
    other.build = "another build";
    ann.delivers(protocol::Joined{member(3), "AAAA"});
    CHECK_FALSE(only<ShowPerson>(ann.does(MemberIntroduced{{member(3), protocol::encode(other)}})).same_build);
}

TEST_CASE("a member that left while the hello was being opened leaves no ghost") {
    Tab ann = inside();
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    ann.left(2, Departure::left);
    CHECK(ann.does(MemberIntroduced{greeting(2, "Ben")}).empty());
    CHECK(ann.session.peers().empty());
}

TEST_CASE("a goodbye removes at once, and the server's word of it is no second notice") {
    Tab ann = together();
    const auto out = ann.hears(2, protocol::Bye{});
    CHECK(notices(out) == std::vector{NoticeKind::left});
    CHECK(count<RemovePerson>(out) == 1);
    CHECK(count<CloseLink>(out) == 1);
    CHECK(ann.left(2, Departure::left).empty());
}

TEST_CASE("a member that expired on the server but is connected stays") {
    Tab ann = together();
    CHECK(ann.left(2, Departure::expired).empty());
    CHECK(texts_said(ann.does(TextTyped{"still there?"}), 2).size() == 1);
    // Then its link breaks as well.
    const auto out = ann.does(ChannelClosed{member(2), ann.link(2)});
    CHECK(notices(out) == std::vector{NoticeKind::lost});
    CHECK(count<RemovePerson>(out) == 1);
    // And it comes back.
    ann.joined(2, "Ben");
    CHECK(notices(ann.letter(2, protocol::RequestOffer{1})) == std::vector{NoticeKind::joined});
}

TEST_CASE("a connected member that leaves, as the server says, stays: the server's word is not the member's") {
    Tab ann = together();
    ann.does(CallJoined{true, false});
    ann.does(DeviceGranted{Source::microphone});
    ann.hears(2, protocol::Status{true, true, false, false});
    CHECK(ann.left(2, Departure::left).empty());
    for (int i = 0; i < 40; ++i) {
        const auto out = ann.wait(1'000);
        CHECK(count<ShowPerson>(out) + count<ShowNotice>(out) + count<CloseLink>(out) == 0);
        ann.does(StreamLine{1, ""});
    }
    CHECK(ann.session.peers().at(member(2)).works());
    CHECK(texts_said(ann.does(TextTyped{"still there?"}), 2).size() == 1);

    SUBCASE("until they say so") { CHECK(notices(ann.hears(2, protocol::Bye{})) == std::vector{NoticeKind::left}); }
    SUBCASE("and who is lost long after the server's word is lost") {
        CHECK(notices(ann.does(ChannelClosed{member(2), ann.link(2)})) == std::vector{NoticeKind::lost});
    }
    SUBCASE("and it is no news when the server counts them in again") {
        CHECK(notices(ann.joined(2, "Ben")).empty());
        CHECK(ann.session.peers().at(member(2)).present());
    }
}

TEST_CASE("a member that leaves, as the server says, and hangs up then has left, once") {
    Tab ann = together();
    CHECK(ann.left(2, Departure::left).empty());
    ann.now += 100;
    const auto out = ann.does(ChannelClosed{member(2), ann.link(2)});
    CHECK(notices(out) == std::vector{NoticeKind::left});
    CHECK(count<RemovePerson>(out) == 1);
    CHECK(notices(ann.wait(1'000)).empty());
    // And comes back.
    const Introduction later{member(2), protocol::encode(hello(2, "Ben", 2))};
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    ann.does(MemberIntroduced{later});
    CHECK(notices(ann.letter(2, protocol::RequestOffer{1})) == std::vector{NoticeKind::joined});
}

TEST_CASE("a crashed tab is lost when it expires, and forgotten later without another word") {
    Tab ann = together();
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::failed});
    ann.wait(0);
    CHECK(notices(ann.left(2, Departure::expired)) == std::vector{NoticeKind::lost});
    Orders out;
    for (int i = 0; i < 500 && ann.session.wake_at() && !ann.session.peers().empty(); ++i) {
        ann.now = std::max(ann.now, *ann.session.wake_at());
        out = ann.wait(0);
        CHECK(notices(out).empty());
    }
    CHECK(count<CloseLink>(out) == 1);
    CHECK(ann.session.peers().empty());
}

TEST_CASE("two people of one name are told apart") {
    Tab ann = inside();
    CHECK(only<ShowPerson>(ann.joined(2, "Ben")).card.tag.empty());
    const auto out = ann.joined(3, "BEN");
    std::vector<std::string> tags;
    for (const auto& person : all<ShowPerson>(out)) tags.push_back(person.card.tag);
    REQUIRE(tags.size() == 2);  // the first Ben gets a tag as well
    CHECK_FALSE(tags[0].empty());
    CHECK_FALSE(tags[1].empty());
    CHECK(tags[0] != tags[1]);
    CHECK(only<ShowPerson>(ann.left(3, Departure::left)).card.tag.empty());
}

TEST_CASE("a namesake of mine gets a tag") {
    Tab ann = inside();
    const auto people = all<ShowPerson>(ann.joined(2, "ann"));
    CHECK(people.size() == 2);
    for (const auto& person : people) CHECK_FALSE(person.card.tag.empty());
}

TEST_CASE("leaving says goodbye to everybody, to the server and to the stream leader") {
    Tab ann = together();
    const auto out = ann.does(PageClosed{});
    CHECK(said_of<protocol::Bye>(out, 2).size() == 1);
    CHECK(count<CloseLink>(out) == 0);  // the browser does that, and words still on their way are not cut off
    CHECK(count<Leave>(out) == 1);
    CHECK(count<StepDown>(out) == 1);
    CHECK_FALSE(ann.session.wake_at());
}

TEST_CASE("a person who left by the button can come back in") {
    Tab ann = together();
    ann.does(TextTyped{"before"});
    const auto link = ann.link(2);
    CHECK(only<ShowRoom>(ann.does(RoomLeft{})).stage == Stage::left);
    CHECK(count<Join>(ann.does(EnterPressed{"Ann"})) == 1);
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK(ann.link(2) > link);  // a number is never used twice
    ann.connects(2);
    CHECK(ann.gives(2, 1) == std::vector<std::string>{"before"});
}

TEST_CASE("a tab that closes without a word is gone after a second") {
    Tab ann = together();
    ann.does(ChannelClosed{member(2), 1});
    ann.now += 1'000;
    const auto out = ann.does(Tick{});
    CHECK(only<RemovePerson>(out).id == member(2));
    CHECK(only<ShowNotice>(out).kind == NoticeKind::lost);
}

TEST_CASE("a returning network restarts failing connections at once") {
    Tab ann = together();
    ann.wait(3'000);
    ann.now += 57'000;
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
    ann.does(NetworkChanged{false});
    CHECK(*ann.session.wake_at() > ann.now);
    ann.does(NetworkChanged{true});
    CHECK(*ann.session.wake_at() == ann.now);
    CHECK(only<RestartLink>(ann.does(Tick{})).peer == member(2));
}

TEST_CASE("a person who looks again need not wait for the restart of failing connections") {
    Tab ann = together();
    ann.wait(3'000);
    ann.now += 57'000;
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
    CHECK(*ann.session.wake_at() > ann.now);
    ann.does(Woke{});
    CHECK(*ann.session.wake_at() == ann.now);
}

TEST_CASE("a tick that is far too late says that the computer slept, and connections that break then are restarted at once") {
    Tab ann = together();
    const auto breaks = [&] {
        ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
        return *ann.session.wake_at() - ann.now;
    };
    ann.now = *ann.session.wake_at() + 1'000;  // as the timers of a hidden tab are
    ann.does(Tick{});
    CHECK(breaks() > 0);
    ann.connects(2);
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::connected});
    ann.now = *ann.session.wake_at() + 600'000;
    ann.does(Tick{});
    CHECK(breaks() == 0);
}

TEST_CASE("a member that is away is shown so from the moment of the break") {
    Tab ann = together();
    ann.now += 60'000;
    const auto broke_at = ann.now;
    const auto ben = only<ShowPerson>(ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected}));
    CHECK(ben.state == PersonState::reconnecting);
    CHECK(ben.away_since == broke_at);
    ann.now += 1'000;
    CHECK(only<ShowPerson>(ann.does(LinkChanged{member(2), ann.link(2), LinkState::connected})).away_since == 0);
}

TEST_CASE("one member away may have the trouble itself; two at once have it from here") {
    Tab ann = together();
    ann.meets(3, "Cem");
    CHECK(all<ShowRoom>(ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected})).empty());
    CHECK(only<ShowRoom>(ann.does(LinkChanged{member(3), ann.link(3), LinkState::disconnected})).trouble == RoomTrouble::cut_off);
    CHECK(only<ShowRoom>(ann.does(LinkChanged{member(2), ann.link(2), LinkState::connected})).trouble == RoomTrouble::none);
}

TEST_CASE("the only other one and the server away at once: it is this side") {
    Tab ann = together();
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
    ann.does(StreamEnded{1});
    const auto stream = only<OpenStream>(ann.wait(1'000)).stream;
    CHECK(only<ShowRoom>(ann.does(StreamEnded{stream})).trouble == RoomTrouble::cut_off);
}

namespace {

// Person `who` as member `as`, in a later stay of the tab of the same number.
Introduction again(unsigned as, unsigned who, const std::string& name, std::uint64_t epoch) {
    auto it = hello(who, name, epoch);
    it.fresh = id<protocol::Nonce>(as);
    return {member(as), protocol::encode(it)};
}

Orders comes(Tab& tab, const Introduction& who) {
    tab.delivers(protocol::Joined{who.member, "AAAA"});
    return tab.does(MemberIntroduced{who});
}

}  // namespace

TEST_CASE("a later stay of a tab replaces the earlier one as soon as it is heard of") {
    Tab ann = together();
    const auto out = comes(ann, again(5, 2, "Ben", 2));
    CHECK(only<RemovePerson>(out).id == member(2));
    CHECK(only<CloseLink>(out).peer == member(2));
    CHECK(only<OpenLink>(out).peer == member(5));
    CHECK(only<ShowPerson>(out).card.tag.empty());  // one Ben, who needs nothing to be told apart
}

TEST_CASE("the earlier stay of a tab is not met while the later one is here, in whatever order they are heard of") {
    for (const bool older_first : {true, false}) {
        std::vector<Introduction> present{greeting(2, "Ben"), again(5, 2, "Ben", 2)};
        if (!older_first) std::swap(present[0], present[1]);
        Tab ann;
        ann.enters("Ann", present);
        CHECK(ann.session.peers().size() == 1);
        CHECK(ann.session.peers().count(member(5)) == 1);
        // It may not have heard of the other one yet, and call.
        CHECK(count<OpenLink>(ann.letter(2, protocol::RequestOffer{1})) == 0);
        CHECK(ann.session.peers().size() == 1);
    }
}

TEST_CASE("the earlier stay is met again when the later one is lost, and knows nothing of it") {
    Tab ann = together();
    comes(ann, again(5, 2, "Ben", 2));
    ann.connects(5);
    ann.left(5, Departure::expired);
    ann.does(ChannelClosed{member(5), ann.link(5)});
    ann.wait(1'000);
    CHECK(count<OpenLink>(ann.letter(2, protocol::RequestOffer{1})) == 1);
}

TEST_CASE("a member without the same key and tab replaces nobody") {
    Tab ann = together();
    auto forged = hello(3, "Ben", 2);
    forged.tab = id<protocol::TabId>(2);
    comes(ann, {member(3), protocol::encode(forged)});
    auto beside = hello(2, "Ben", 2);
    beside.tab = id<protocol::TabId>(9);
    comes(ann, {member(4), protocol::encode(beside)});
    CHECK(ann.session.peers().size() == 3);
}

TEST_CASE("the ghost of an earlier stay of our own tab is not met") {
    Tab ann;
    const auto out = ann.enters("Ann", {again(5, 1, "Ann", 1), greeting(2, "Ben")});
    CHECK(ann.session.peers().size() == 1);
    CHECK(count<ShowPerson>(out) == 2);
    CHECK(ann.letter(5, protocol::RequestOffer{1}).empty());
}

TEST_CASE("a later stay of our own tab: we let go of everything and say where it went on; going on here is later again") {
    Tab ann = together();
    ann.does(CallJoined{true, true});
    ann.does(DeviceGranted{Source::microphone});
    ann.does(DeviceGranted{Source::camera});
    const auto copys = ann.now + 5;
    const auto out = comes(ann, again(5, 1, "Ann", copys));
    CHECK(only<ShowRoom>(out).stage == Stage::left);
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::elsewhere);
    CHECK(count<StopSource>(out) == 2);
    CHECK(said_of<protocol::Bye>(out, 2).size() == 1);
    CHECK(count<Leave>(out) == 1);
    CHECK(count<OpenLink>(out) == 0);
    CHECK(only<KeepCall>(out).text.empty());
    CHECK(count<KeepCall>(out) == 1);
    CHECK_FALSE(ann.session.wake_at());

    ann.now += 10;
    const auto hello = protocol::decode_hello(only<Join>(ann.does(EnterPressed{"Ann"})).hello);
    REQUIRE(hello);
    CHECK(hello->epoch > copys);
    CHECK(only<ShowRoom>(ann.does(Admitted{0, 8, {again(5, 1, "Ann", copys), greeting(2, "Ben")}})).trouble == RoomTrouble::none);
    CHECK(ann.session.peers().size() == 1);
}

TEST_CASE("a stay that comes back to a room where a later one of the tab is already gives way at once") {
    Tab ann = inside();
    ann.does(StreamEnded{1, true});
    const auto out = ann.does(Admitted{0, 8, {again(5, 1, "Ann", ann.now + 5), greeting(2, "Ben")}});
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::elsewhere);
    CHECK(ann.session.peers().empty());
    CHECK(count<Leave>(out) == 1);
}
