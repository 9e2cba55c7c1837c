#include "client/session.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "protocol/wire.hpp"
#include "rooms/orders.hpp"

using namespace client;
using protocol::Departure;
using story::all;
using story::count;
using story::id;
using story::member;
using story::only;

namespace {

const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
const RoomId room = id<RoomId>(99);

Greeting greeting(unsigned who, const std::string& name) { return {member(who), protocol::encode(story::hello(who, name))}; }

// A tab of the story, the first member unless told otherwise, and the clock on its wall.
struct Tab {
    Session session;
    Millis now = 1'700'000'000'000;
    unsigned number;
    std::uint64_t mail = 0;      // the last delivery's number
    std::uint64_t counter = 10;  // of letters to this tab

    explicit Tab(unsigned who = 1) : number(who) {}

    Effects does(const Event& event) { return session.step(event, now); }
    Effects wait(Millis ms) {
        now += ms;
        return does(Tick{});
    }
    Effects opens(const std::string& invitation = "/room/" + secret) {
        does(IdentityKnown{story::identity(number)});
        return does(PageOpened{invitation, "https://tincan.example/", secret, 7, member(number), id<protocol::Token>(number),
                               id<protocol::TabId>(number), id<protocol::Fresh>(number)});
    }
    Effects enters(const std::string& name, std::vector<Greeting> present = {}) {
        opens();
        does(RoomDerived{"room", room});
        does(EnterPressed{name});
        auto out = does(Admitted{0, 8, std::move(present), {"stun:here"}});
        does(CarrierChosen{});
        does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
        return out;
    }
    Effects delivers(const std::variant<protocol::Joined, protocol::Left, protocol::Letter>& what) {
        return does(StreamLine{1, protocol::encode(protocol::Delivery{member(number), ++mail, what})});
    }
    Effects joined(unsigned who, const std::string& name) {
        delivers(protocol::Joined{member(who), "AAAA"});
        return does(NewcomerGreeted{greeting(who, name)});
    }
    Effects left(unsigned who, Departure how) { return delivers(protocol::Left{member(who), how}); }
    Effects letter(unsigned who, const protocol::Signal& signal) {
        delivers(protocol::Letter{member(who), "AAAA"});
        return does(LetterOpened{member(who), ++counter, protocol::encode(protocol::Signals{signal})});
    }
    std::uint32_t link(unsigned who) const { return session.peers().at(member(who)).link(); }
    Effects connects(unsigned who) {
        does(LinkChanged{member(who), link(who), LinkState::connected});
        return does(TalkOpened{member(who), link(who)});
    }
    Effects hears(unsigned who, const protocol::Talk& word) { return does(TalkArrived{member(who), link(who), protocol::encode(word)}); }
};

// The words of a step to one peer over `talk`.
std::vector<protocol::Talk> said(const Effects& effects, unsigned to) {
    std::vector<protocol::Talk> words;
    for (const auto& order : all<SendTalk>(effects))
        if (order.peer == member(to)) words.push_back(*protocol::decode_talk(order.bytes));
    return words;
}

template <class Word>
std::vector<Word> said_of(const Effects& effects, unsigned to) {
    std::vector<Word> words;
    for (const auto& word : said(effects, to))
        if (const auto* one = std::get_if<Word>(&word)) words.push_back(*one);
    return words;
}

std::vector<NoticeKind> notices(const Effects& effects) {
    std::vector<NoticeKind> kinds;
    for (const auto& notice : all<ShowNotice>(effects)) kinds.push_back(notice.kind);
    return kinds;
}

}  // namespace

// --- the door ---------------------------------------------------------------------------------------------------------

TEST_CASE("a bare address makes a fresh room with a friendly name, and the address becomes its invitation") {
    Tab ann;
    const auto out = ann.opens("");
    CHECK_FALSE(only<DeriveRoom>(out).name.empty());
    CHECK(only<DeriveRoom>(out).secret == secret);
    CHECK(only<ShowArrival>(out).fresh);
    CHECK_FALSE(only<ShowArrival>(out).broken_link);
    const auto named = ann.does(RoomNamed{"  our  room "});
    CHECK(only<DeriveRoom>(named).name == "our room");
    ann.does(RoomDerived{"our room", room});
    const auto entered = ann.does(EnterPressed{"Ann"});
    CHECK(only<SetAddress>(entered).invitation == "/our%20room/" + secret);
    CHECK(only<Join>(entered).seat.room == room);
    CHECK(protocol::decode_hello(only<Join>(entered).hello)->name == "Ann");
}

TEST_CASE("a broken link says so and offers a fresh room") {
    Tab ann;
    CHECK(only<ShowArrival>(ann.opens("/room/tooshort")).broken_link);
}

TEST_CASE("an invitation shows who is inside before one enters") {
    Tab ann;
    ann.opens();
    CHECK(only<Look>(ann.does(RoomDerived{"room", room})).room == room);
    const auto out = ann.does(LookAnswered{8, {greeting(2, "Ben"), greeting(3, "\xe2\x80\xae")}});
    const auto arrival = only<ShowArrival>(out);
    CHECK(arrival.known);
    REQUIRE(arrival.inside.size() == 1);  // a name without a visible letter is none
    CHECK(arrival.inside[0].name == "Ben");
    CHECK(count<Look>(ann.wait(10'000)) == 1);
}

TEST_CASE("a room derived before it was renamed is not entered") {
    Tab ann;
    ann.opens("");
    ann.does(RoomNamed{"other"});
    ann.does(EnterPressed{"Ann"});
    CHECK(count<Join>(ann.does(RoomDerived{"quiet-amber-otter", id<RoomId>(1)})) == 0);
    CHECK(only<Join>(ann.does(RoomDerived{"other", id<RoomId>(2)})).seat.room == id<RoomId>(2));
}

TEST_CASE("nobody enters without a visible name") {
    Tab ann;
    ann.opens();
    ann.does(RoomDerived{"room", room});
    CHECK(ann.does(EnterPressed{" \xe2\x80\x8b "}).empty());
}

TEST_CASE("a full room is said at the door, and the door is tried again by the person") {
    Tab ann;
    ann.opens();
    ann.does(RoomDerived{"room", room});
    ann.does(EnterPressed{"Ann"});
    const auto out = ann.does(RequestFailed{Request::join, Trouble::room_full});
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::room_full);
    CHECK(only<ShowRoom>(out).stage == Stage::arriving);
    CHECK(count<Look>(ann.wait(5'000)) == 1);
    CHECK(only<ShowRoom>(ann.does(LookAnswered{2, {greeting(2, "Ben")}})).trouble == RoomTrouble::none);
    CHECK(count<Join>(ann.does(EnterPressed{"Ann"})) == 1);
}

TEST_CASE("a server that does not answer is tried again without a click") {
    Tab ann;
    ann.opens();
    ann.does(RoomDerived{"room", room});
    ann.does(EnterPressed{"Ann"});
    const auto out = ann.does(RequestFailed{Request::join, Trouble::unreachable});
    CHECK(only<ShowRoom>(out).trouble == RoomTrouble::unreachable);
    CHECK(only<ShowRoom>(out).stage == Stage::joining);
    ann.now = *ann.session.wake_at();
    CHECK(count<Join>(ann.wait(0)) == 1);
    const auto in = ann.does(Admitted{0, 8, {}, {}});
    CHECK(only<ShowRoom>(in).stage == Stage::inside);
    CHECK(only<ShowRoom>(in).trouble == RoomTrouble::none);
}

TEST_CASE("who leaves while being let in gives the seat back") {
    Tab ann;
    ann.opens();
    ann.does(RoomDerived{"room", room});
    ann.does(EnterPressed{"Ann"});
    ann.does(RoomLeft{});
    CHECK(count<Leave>(ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}})) == 1);
    CHECK(ann.session.peers().empty());
}

// --- people -----------------------------------------------------------------------------------------------------------

TEST_CASE("those inside are shown and connected to on entering") {
    Tab ann(2);
    const auto out = ann.enters("Ann", {greeting(1, "Ben"), greeting(3, "Cem")});
    CHECK(count<ShowPerson>(out) == 3);
    const auto links = all<OpenLink>(out);
    REQUIRE(links.size() == 2);
    CHECK_FALSE(links[0].offers);  // the smaller id offers
    CHECK(links[1].offers);
    CHECK(links[1].ice == std::vector<std::string>{"stun:here"});
}

TEST_CASE("who was inside before us did not come in, nor start a call, as we see it") {
    Tab ann;
    CHECK(notices(ann.enters("Ann", {greeting(2, "Ben")})).empty());
    ann.connects(2);
    CHECK(notices(ann.hears(2, protocol::Status{true, true, false, true})).empty());
    CHECK(notices(ann.hears(2, protocol::Status{})) == std::vector{NoticeKind::call_left});
    CHECK(notices(ann.hears(2, protocol::Status{true, true, false, false})) == std::vector{NoticeKind::call_started});
}

TEST_CASE("a newcomer is announced once, connected to and shown") {
    Tab ann;
    ann.enters("Ann");
    const auto out = ann.joined(2, "Ben");
    CHECK(notices(out) == std::vector{NoticeKind::joined});
    CHECK(only<ShowPerson>(out).card.name == "Ben");
    CHECK(only<ShowPerson>(out).state == PersonState::connecting);
    CHECK(only<ShowPerson>(ann.connects(2)).state == PersonState::connected);
}

TEST_CASE("who left while the hello was being opened leaves no ghost") {
    Tab ann;
    ann.enters("Ann");
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    ann.left(2, Departure::left);
    CHECK(ann.does(NewcomerGreeted{greeting(2, "Ben")}).empty());
    CHECK(ann.session.peers().empty());
}

TEST_CASE("a goodbye removes at once, and the server's word of it is no second notice") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    const auto out = ann.hears(2, protocol::Bye{});
    CHECK(notices(out) == std::vector{NoticeKind::left});
    CHECK(count<RemovePerson>(out) == 1);
    CHECK(count<CloseLink>(out) == 1);
    CHECK(ann.left(2, Departure::left).empty());
}

TEST_CASE("who expired on the server but is connected stays") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    CHECK(ann.left(2, Departure::expired).empty());
    CHECK(said_of<protocol::Line>(ann.does(TextTyped{"still there?"}), 2).size() == 1);
    // Then its link breaks as well.
    const auto out = ann.does(TalkClosed{member(2), ann.link(2)});
    CHECK(notices(out) == std::vector{NoticeKind::lost});
    CHECK(count<RemovePerson>(out) == 1);
    // And it comes back.
    CHECK(notices(ann.joined(2, "Ben")) == std::vector{NoticeKind::joined});
}

TEST_CASE("a crashed tab is lost when it expires, and forgotten later without another word") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::failed});
    ann.wait(0);
    CHECK(notices(ann.left(2, Departure::expired)) == std::vector{NoticeKind::lost});
    Effects out;
    for (int i = 0; i < 500 && ann.session.wake_at() && !ann.session.peers().empty(); ++i) {
        ann.now = std::max(ann.now, *ann.session.wake_at());
        out = ann.wait(0);
        CHECK(notices(out).empty());
    }
    CHECK(count<CloseLink>(out) == 1);
    CHECK(ann.session.peers().empty());
}

TEST_CASE("two people of one name are told apart") {
    Tab ann;
    ann.enters("Ann");
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
    Tab ann;
    ann.enters("Ann");
    const auto people = all<ShowPerson>(ann.joined(2, "ann"));
    CHECK(people.size() == 2);
    for (const auto& person : people) CHECK_FALSE(person.card.tag.empty());
}

TEST_CASE("leaving says goodbye to everybody, to the server and to the round") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    const auto out = ann.does(PageClosed{});
    CHECK(said_of<protocol::Bye>(out, 2).size() == 1);
    CHECK(count<CloseLink>(out) == 0);  // the browser does that, and words still on their way are not cut off
    CHECK(count<Leave>(out) == 1);
    CHECK(count<StandDown>(out) == 1);
    CHECK_FALSE(ann.session.wake_at());
}

TEST_CASE("who left by the button can come back in") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(TextTyped{"before"});
    const auto link = ann.link(2);
    CHECK(only<ShowRoom>(ann.does(RoomLeft{})).stage == Stage::left);
    CHECK(count<Join>(ann.does(EnterPressed{"Ann"})) == 1);
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK(ann.link(2) > link);  // a number is never used twice
    const auto lines = said_of<protocol::Line>(ann.connects(2), 2);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].text == "before");
}

// --- the server's life ------------------------------------------------------------------------------------------------

TEST_CASE("a restarted server is joined again, without a notice about anybody") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");  // connected
    ann.joined(3, "Cem");  // still being connected to
    ann.connects(2);
    CHECK(count<Join>(ann.does(StreamEnded{1, true})) == 1);
    auto out = ann.does(Admitted{0, 8, {greeting(3, "Cem")}, {}});
    CHECK(notices(out).empty());
    CHECK(count<RemovePerson>(out) == 0);
    const auto streams = all<OpenStream>(out);
    REQUIRE(streams.size() == 1);
    CHECK(streams[0].request.boxes.at(0).after == 0);
    // Ben comes back a moment later.
    out = ann.does(StreamLine{streams[0].stream, protocol::encode(protocol::Delivery{member(1), 1, protocol::Joined{member(2), "AAAA"}})});
    CHECK(count<OpenHello>(out) == 1);
    CHECK(ann.does(NewcomerGreeted{greeting(2, "Ben")}).empty());
}

TEST_CASE("a missing delivery makes us join anew instead of asking for it for ever") {
    Tab ann;
    ann.enters("Ann");
    ann.mail = 5;
    const auto out = ann.delivers(protocol::Left{member(2), Departure::left});
    CHECK(count<Join>(out) == 1);
    CHECK(count<OpenStream>(out) == 0);
    ann.does(Admitted{6, 8, {}, {}});
    CHECK(ann.session.wake_at() > ann.now);
}

TEST_CASE("deliveries that come twice are taken once") {
    Tab ann;
    ann.enters("Ann");
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
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    CHECK(ann.session.dropped() == 0);
    CHECK(ann.does(TalkArrived{member(2), ann.link(2), "{\"is\":\"line\"}"}).empty());
    CHECK(ann.session.dropped() == 1);
    ann.does(SealBroken{member(2)});
    CHECK(ann.session.dropped() == 2);
    ann.does(LetterOpened{member(2), 100, "not a signal"});
    CHECK(ann.session.dropped() == 3);
    ann.delivers(protocol::Joined{member(3), "AAAA"});
    ann.does(NewcomerGreeted{{member(3), "no hello"}});
    CHECK(ann.session.dropped() == 4);
    CHECK(ann.session.peers().size() == 1);
    ann.does(StreamLine{1, "{}"});
    ann.does(MailHanded{"\xff"});
    CHECK(ann.does(TalkArrived{member(9), 1, "from nobody"}).empty());
}

// --- words ------------------------------------------------------------------------------------------------------------

TEST_CASE("a message typed before any channel is open arrives on opening") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    const auto typed = ann.does(TextTyped{"  hello?\nanybody? "});
    CHECK(count<SendTalk>(typed) == 0);
    CHECK(only<ShowLine>(typed).me);
    ann.does(TextTyped{"second"});
    const auto lines = said_of<protocol::Line>(ann.connects(2), 2);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].number == 1);
    CHECK(lines[0].text == "hello?\nanybody?");
    CHECK(lines[1].text == "second");
}

TEST_CASE("a message typed while being let in is not lost") {
    Tab ann;
    ann.opens();
    ann.does(RoomDerived{"room", room});
    CHECK(ann.does(TextTyped{"nobody here yet"}).empty());  // not before there is a name
    ann.does(EnterPressed{"Ann"});
    CHECK(count<ShowLine>(ann.does(TextTyped{"knock knock"})) == 1);
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK(said_of<protocol::Line>(ann.connects(2), 2).size() == 1);
}

TEST_CASE("a latecomer gets the lines of each of those present from its author") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(TextTyped{"mine"});
    ann.hears(2, protocol::Line{1, ann.now, "Ben's"});
    ann.joined(3, "Cem");
    const auto lines = said_of<protocol::Line>(ann.connects(3), 3);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].text == "mine");
}

TEST_CASE("what was confirmed is not said again over the next channel") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(TextTyped{"one"});
    ann.does(TextTyped{"two"});
    ann.hears(2, protocol::Have{1});
    ann.does(TalkClosed{member(2), ann.link(2)});
    const auto lines = said_of<protocol::Line>(ann.connects(2), 2);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].text == "two");
}

TEST_CASE("a line is shown before the one that follows it, and confirmed") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(TextTyped{"later"});
    const auto out = ann.hears(2, protocol::Line{1, ann.now - 5'000, "earlier https://a.example"});
    CHECK(only<ShowLine>(out).before == LineId{member(1), 1});
    CHECK(only<ShowLine>(out).author.name == "Ben");
    CHECK(only<ShowLine>(out).time == ann.now - 5'000);
    CHECK(only<ShowLine>(out).pieces.back().href == "https://a.example");
    CHECK(said_of<protocol::Have>(out, 2).empty());
    ann.now += 100;  // lines are confirmed together
    CHECK(said_of<protocol::Have>(ann.does(Tick{}), 2).at(0).lines == 1);
    const auto again = ann.hears(2, protocol::Line{1, ann.now - 5'000, "earlier https://a.example"});
    CHECK(count<ShowLine>(again) == 0);
    ann.now += 100;
    CHECK(said_of<protocol::Have>(ann.does(Tick{}), 2).size() == 1);
}

TEST_CASE("nothing is shown to be from the future") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    CHECK(only<ShowLine>(ann.hears(2, protocol::Line{1, ann.now + 60'000, "soon"})).time == ann.now);
}

TEST_CASE("a line is marked delivered when everybody present has it") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.joined(3, "Cem");
    ann.connects(2);
    ann.connects(3);
    ann.does(TextTyped{"one"});
    CHECK(count<ShowDelivered>(ann.hears(2, protocol::Have{1})) == 0);
    CHECK(only<ShowDelivered>(ann.hears(3, protocol::Have{1})).id == LineId{member(1), 1});
    // Whoever leaves is not waited for.
    ann.does(TextTyped{"two"});
    ann.hears(3, protocol::Have{2});
    CHECK(only<ShowDelivered>(ann.hears(2, protocol::Bye{})).id == LineId{member(1), 2});
    // Nobody confirms more than was written.
    CHECK(count<ShowDelivered>(ann.hears(3, protocol::Have{99})) == 0);
}

TEST_CASE("what comes while nobody looks is counted until somebody does") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    CHECK(count<ShowUnread>(ann.hears(2, protocol::Line{1, ann.now, "seen"})) == 0);
    ann.does(ReaderLooked{false});
    CHECK(only<ShowUnread>(ann.hears(2, protocol::Line{2, ann.now, "unseen"})).count == 1);
    CHECK(only<ShowUnread>(ann.hears(2, protocol::Line{3, ann.now, "unseen"})).count == 2);
    CHECK(count<ShowUnread>(ann.does(TextTyped{"mine"})) == 0);
    const auto out = ann.does(ReaderLooked{true});
    CHECK(count<ShowUnread>(out) == 1);
    CHECK(only<ShowUnread>(out).count == 0);
}

TEST_CASE("nothing but space, and nothing too long, is said") {
    Tab ann;
    ann.enters("Ann");
    CHECK(ann.does(TextTyped{" \n "}).empty());
    CHECK(ann.does(TextTyped{"\xff"}).empty());
    CHECK(ann.does(TextTyped{std::string(protocol::max_text_characters + 1, 'a')}).empty());
    CHECK(count<ShowLine>(ann.does(TextTyped{std::string(protocol::max_text_characters, 'a')})) == 1);
}

// --- the call ---------------------------------------------------------------------------------------------------------

TEST_CASE("joining the call is told to everybody; pictures go only to those in it") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    auto out = ann.does(CallJoined{true, true});
    CHECK(said_of<protocol::Status>(out, 2).at(0).in_call);
    ann.does(SourceGranted{Source::microphone});
    out = ann.does(SourceGranted{Source::camera});
    CHECK(said_of<protocol::Status>(out, 2).at(0).camera);
    CHECK(count<SendMedia>(out) == 0);
    CHECK(only<ShowMedia>(out).who == member(1));  // my own picture
    out = ann.hears(2, protocol::Status{true, true, false, false});
    CHECK(only<SendMedia>(out).camera);
    CHECK(only<SendMedia>(out).microphone);
    CHECK(only<ShowMedia>(out).who == member(2));
    CHECK(notices(out) == std::vector{NoticeKind::call_joined});
    out = ann.hears(2, protocol::Status{});
    CHECK_FALSE(only<SendMedia>(out).camera);
    CHECK_FALSE(only<ShowMedia>(out).on);
    CHECK(notices(out) == std::vector{NoticeKind::call_left});
}

TEST_CASE("the first in the call starts it; a shared screen is a picture of its own") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    CHECK(notices(ann.hears(2, protocol::Status{true, true, true, false})) == std::vector{NoticeKind::call_started});
    ann.does(CallJoined{});
    const auto out = ann.hears(2, protocol::Status{true, true, true, true});
    CHECK(notices(out) == std::vector{NoticeKind::screen_started});
    CHECK(only<ShowMedia>(out).screen);
}

TEST_CASE("on opening a channel the state of the call is said, also that we are not in it") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(CallJoined{});
    ann.does(TalkClosed{member(2), ann.link(2)});
    ann.does(CallLeft{});
    const auto statuses = said_of<protocol::Status>(ann.connects(2), 2);
    REQUIRE(statuses.size() == 1);
    CHECK_FALSE(statuses[0].in_call);
}

TEST_CASE("a new link gets the pictures anew") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(CallJoined{false, true});
    ann.does(SourceGranted{Source::camera});
    ann.hears(2, protocol::Status{true, false, false, false});
    ann.does(TalkClosed{member(2), ann.link(2)});
    ann.now = *ann.session.wake_at();
    const auto mended = ann.wait(0);
    CHECK(count<OpenLink>(mended) == 1);
    const auto out = ann.connects(2);
    CHECK(only<SendMedia>(out).camera);
    CHECK(only<ShowMedia>(out).on);
}

TEST_CASE("another camera is a new track for everybody who sees me") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(CallJoined{false, true});
    ann.does(SourceGranted{Source::camera});
    ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(only<AskDevices>(ann.does(DeviceChosen{Source::camera, "front"})).camera_id == "front");
    const auto out = ann.does(SourceGranted{Source::camera});
    CHECK(only<SendMedia>(out).camera);
    CHECK(only<ShowMedia>(out).who == member(1));
}

TEST_CASE("a click on a device after the call was left turns nothing on") {
    Tab ann;
    ann.enters("Ann");
    ann.does(CallJoined{});
    ann.does(CallLeft{});
    CHECK(count<AskDevices>(ann.does(SourceToggled{Source::camera})) == 0);
    CHECK(count<AskScreen>(ann.does(SourceToggled{Source::screen})) == 0);
}

TEST_CASE("leaving the room turns everything off") {
    Tab ann;
    ann.enters("Ann");
    ann.does(CallJoined{true, true});
    ann.does(SourceGranted{Source::microphone});
    ann.does(SourceGranted{Source::camera});
    CHECK(count<StopSource>(ann.does(RoomLeft{})) == 2);
    CHECK(ann.does(SourceToggled{Source::camera}).empty());
}

TEST_CASE("a tab that closes without a word is gone after a second") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.does(TalkClosed{member(2), 1});
    ann.now += 1'000;
    const auto out = ann.does(Tick{});
    CHECK(only<RemovePerson>(out).id == member(2));
    CHECK(only<ShowNotice>(out).kind == NoticeKind::lost);
}

// --- who speaks ---------------------------------------------------------------------------------------------------------

TEST_CASE("words in Ben's name that Ben did not sign are refused, and both are told") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.delivers(protocol::Letter{member(2), "AAAA"});
    auto out = ann.does(SealBroken{member(2)});
    REQUIRE(notices(out) == std::vector{NoticeKind::tampered});
    CHECK(count<ApplyDescription>(out) == 0);
    const auto letters = only<Post>(out).letters;
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].content == protocol::encode(protocol::Signals{protocol::Tampered{ann.link(2)}}));
    // Somebody who spoils letter after letter does not fill the conversation.
    CHECK(notices(ann.does(SealBroken{member(2)})).empty());
    CHECK(ann.session.dropped() == 2);
    CHECK(notices(ann.letter(2, protocol::Tampered{1})).empty());
    ann.wait(61'000);
    CHECK(notices(ann.letter(2, protocol::Tampered{1})) == std::vector{NoticeKind::tampered_there});
}

TEST_CASE("a member's name belongs to whoever said it first") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    auto stolen = story::hello(3, "Ben", 9);
    CHECK(ann.does(NewcomerGreeted{{member(2), protocol::encode(stolen)}}).empty());
    CHECK(ann.session.dropped() == 1);
    // Ben's own tab may come back under another name; an older hello of his may not.
    const auto renamed = ann.does(NewcomerGreeted{{member(2), protocol::encode(story::hello(2, "Benjamin", 2))}});
    CHECK(count<OpenLink>(renamed) == 1);
    CHECK(ann.does(NewcomerGreeted{greeting(2, "Ben")}).empty());
    CHECK(ann.session.dropped() == 2);
}

TEST_CASE("a tab that was loaded anew leaves no ghost") {
    Tab ann;
    ann.enters("Ann");
    ann.joined(2, "Ben");
    ann.connects(2);
    ann.delivers(protocol::Joined{member(3), "AAAA"});
    const auto out = ann.does(NewcomerGreeted{{member(3), protocol::encode(story::hello(2, "Ben", 2))}});
    CHECK(only<CloseLink>(out).peer == member(2));
    CHECK(only<RemovePerson>(out).id == member(2));
    CHECK(ann.session.peers().count(member(3)) == 1);
    // Another person's tab of that name changes nothing.
    ann.delivers(protocol::Joined{member(4), "AAAA"});
    CHECK(count<CloseLink>(ann.does(NewcomerGreeted{greeting(4, "Ben")})) == 0);
}

TEST_CASE("letters that overtake their sender's hello wait for it") {
    Tab ann;
    ann.enters("Ann");
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    CHECK(count<OpenLetter>(ann.delivers(protocol::Letter{member(2), "first"})) == 0);
    CHECK(count<OpenLetter>(ann.delivers(protocol::Letter{member(2), "second"})) == 0);
    const auto opened = all<OpenLetter>(ann.does(NewcomerGreeted{greeting(2, "Ben")}));
    REQUIRE(opened.size() == 2);
    CHECK(opened[0].body == "first");
    CHECK(opened[1].passage.from_hello == greeting(2, "Ben").hello);
}
