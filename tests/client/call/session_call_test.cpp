// The call, as a room sees it.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/client/tab.hpp"

using namespace story;

TEST_CASE("joining the call is told to everybody; pictures go only to those in it") {
    Tab ann = together();
    auto out = ann.does(CallJoined{true, true});
    CHECK(said_of<protocol::Status>(out, 2).at(0).in_call);
    ann.does(DeviceGranted{Source::microphone});
    out = ann.does(DeviceGranted{Source::camera});
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
    Tab ann = together();
    CHECK(notices(ann.hears(2, protocol::Status{true, true, true, false})) == std::vector{NoticeKind::call_started});
    ann.does(CallJoined{});
    const auto out = ann.hears(2, protocol::Status{true, true, true, true});
    CHECK(notices(out) == std::vector{NoticeKind::screen_started});
    CHECK(only<ShowMedia>(out).screen);
}

TEST_CASE("on opening a channel the state of the call is said, also that we are not in it") {
    Tab ann = together();
    ann.does(CallJoined{});
    ann.does(ChannelClosed{member(2), ann.link(2)});
    ann.does(CallLeft{});
    const auto statuses = said_of<protocol::Status>(ann.connects(2), 2);
    REQUIRE(statuses.size() == 1);
    CHECK_FALSE(statuses[0].in_call);
}

TEST_CASE("a new link gets the pictures anew") {
    Tab ann = together();
    ann.does(CallJoined{false, true});
    ann.does(DeviceGranted{Source::camera});
    ann.hears(2, protocol::Status{true, false, false, false});
    ann.does(ChannelClosed{member(2), ann.link(2)});
    ann.now = *ann.session.wake_at();
    const auto replaced = ann.wait(0);
    CHECK(count<OpenLink>(replaced) == 1);
    const auto out = ann.connects(2);
    CHECK(only<SendMedia>(out).camera);
    CHECK(only<ShowMedia>(out).on);
}

TEST_CASE("another camera is a new track for everybody who sees me") {
    Tab ann = together();
    ann.does(CallJoined{false, true});
    ann.does(DeviceGranted{Source::camera});
    ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(only<AskDevices>(ann.does(DeviceChosen{Source::camera, "front", ""})).camera_id == "front");
    const auto out = ann.does(DeviceGranted{Source::camera});
    CHECK(only<SendMedia>(out).camera);
    CHECK(only<ShowMedia>(out).who == member(1));
}

TEST_CASE("a click on a device after the call was left turns nothing on") {
    Tab ann = inside();
    ann.does(CallJoined{});
    ann.does(CallLeft{});
    CHECK(count<AskDevices>(ann.does(DeviceToggled{Source::camera})) == 0);
    CHECK(count<AskScreen>(ann.does(DeviceToggled{Source::screen})) == 0);
}

TEST_CASE("leaving the room turns everything off") {
    Tab ann = inside();
    ann.does(CallJoined{true, true});
    ann.does(DeviceGranted{Source::microphone});
    ann.does(DeviceGranted{Source::camera});
    CHECK(count<StopSource>(ann.does(RoomLeft{})) == 2);
    CHECK(ann.does(DeviceToggled{Source::camera}).empty());
}

TEST_CASE("a tab that was loaded anew in a call shows at the door what will be on, and is in the call on entering") {
    Tab before = inside();
    before.does(CallJoined{true, true});
    before.does(DeviceGranted{Source::microphone});
    const auto kept = only<KeepCall>(before.does(DeviceToggled{Source::microphone})).text;
    const auto link = "https://tincan.example/#/room/" + secret;
    CHECK(read_saved_call(kept) == SavedCall{link, true, true, true});

    Tab ann;
    auto out = ann.opens("/room/" + secret, 0, Navigation::reload, kept);
    CHECK(count<AskDevices>(out) == 1);
    CHECK_FALSE(only<ShowCall>(out).in_call);
    CHECK(count<KeepCall>(out) == 0);  // it may be loaded anew again
    ann.derives();
    ann.does(DeviceGranted{Source::microphone});
    out = ann.does(DeviceGranted{Source::camera});
    CHECK(only<ShowCall>(out).microphone == MicrophoneState::muted);
    CHECK_FALSE(only<ShowCall>(out).in_call);
    ann.does(EnterPressed{"Ann"});
    CHECK(only<ShowCall>(ann.does(Admitted{0, 8, {greeting(2, "Ben")}})).in_call);
    const auto statuses = said_of<protocol::Status>(ann.connects(2), 2);
    REQUIRE(statuses.size() == 1);
    CHECK(statuses[0].in_call);
    CHECK(statuses[0].camera);
    CHECK_FALSE(statuses[0].microphone);
}

TEST_CASE("a tab that the browser doubled, and one that is led to another room, begin without the call") {
    const auto kept = write_saved_call({"https://tincan.example/#/room/" + secret, true, true, false});
    Tab doubled;
    auto out = doubled.opens("/room/" + secret, 0, Navigation::other, kept);
    CHECK(count<AskDevices>(out) == 0);
    CHECK(count<KeepCall>(out) == 1);
    CHECK(only<KeepCall>(out).text.empty());
    Tab elsewhere;
    CHECK(count<AskDevices>(elsewhere.opens("/another/" + secret, 0, Navigation::reload, kept)) == 0);
}

TEST_CASE("a tab that only listened before it was loaded anew listens again") {
    Tab ann;
    const auto kept = write_saved_call({"https://tincan.example/#/room/" + secret});
    CHECK(count<AskDevices>(ann.opens("/room/" + secret, 0, Navigation::reload, kept)) == 0);
    ann.derives();
    ann.does(EnterPressed{"Ann"});
    CHECK(only<ShowCall>(ann.does(Admitted{0, 8, {}})).in_call);
}

TEST_CASE("a call that another tab hands over goes on here as soon as we are inside, in the same room only") {
    const auto text = write_saved_call({"https://tincan.example/#/room/" + secret, false, true, false});
    Tab ann;
    ann.arrives();
    ann.does(EnterPressed{"Ann"});
    CHECK(count<AskDevices>(ann.does(CallHandedOver{text})) == 0);
    auto out = ann.does(Admitted{0, 8, {}});
    CHECK(only<AskDevices>(out).camera);
    CHECK(only<ShowCall>(out).in_call);
    ann.does(CallLeft{});
    CHECK(only<ShowCall>(ann.does(CallHandedOver{text})).in_call);
    ann.does(CallLeft{});
    for (const auto& other : {std::string(), write_saved_call({"https://tincan.example/#/another/" + secret, true})})
        CHECK(ann.does(CallHandedOver{other}).empty());
}

TEST_CASE("there is nothing to come back to once the call or the room was left") {
    Tab ann = inside();
    CHECK_FALSE(only<KeepCall>(ann.does(CallJoined{})).text.empty());
    CHECK(count<KeepCall>(ann.does(CallLeft{})) == 1);
    ann.does(CallJoined{});
    const auto out = ann.does(RoomLeft{});
    CHECK(count<KeepCall>(out) == 1);
    CHECK(only<KeepCall>(out).text.empty());
    CHECK(count<AskDevices>(ann.does(CallJoined{true, true})) == 0);
}

TEST_CASE("a page that closes has not left the call: it may be loaded anew") {
    Tab ann = inside();
    ann.does(CallJoined{true, true});
    const auto out = ann.does(PageClosed{});
    CHECK(count<ShowCall>(out) == 0);
    CHECK(count<KeepCall>(out) == 0);
}

namespace {

// As a browser measures the connection to that member, with the round trip in seconds.
std::pair<client::MemberId, Report> report(unsigned who, double round_trip, Millis at) {
    Report it;
    it.pairs.push_back({});
    it.pairs.back().selected = true;
    it.pairs.back().timestamp = static_cast<double>(at);
    it.pairs.back().round_trip = round_trip;
    return {member(who), it};
}

// Ann in the call with Ben and Cem.
Tab three_call() {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Status{true, false, false, false});
    ann.hears(3, protocol::Status{true, false, false, false});
    ann.does(CallJoined{});
    return ann;
}

// One measurement of the connections to Ben and Cem, two seconds after the last one.
Orders sampled(Tab& ann, double bens, double cems) {
    ann.now += 2'000;
    return ann.does(StatsSampled{{report(2, bens, ann.now), report(3, cems, ann.now)}});
}

}  // namespace

TEST_CASE("in the call the connections to those in it are measured, at once and two seconds after each answer") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Status{true, false, false, false});
    auto out = ann.does(CallJoined{});
    CHECK(only<SampleStats>(out).members == std::vector{member(2)});
    CHECK(only<KeepScreenOn>(out).on);
    CHECK(count<SampleStats>(ann.wait(10'000)) == 0);  // the browser is still at it
    ann.does(StatsSampled{});
    CHECK(count<SampleStats>(ann.wait(1'999)) == 0);
    out = ann.wait(1);
    CHECK(count<SampleStats>(out) == 1);
    CHECK(only<KeepScreenOn>(out).on);  // browsers take it back
    out = ann.does(CallLeft{});
    CHECK(count<KeepScreenOn>(out) == 1);
    CHECK_FALSE(only<KeepScreenOn>(out).on);
    ann.does(StatsSampled{});  // comes late
    CHECK(count<SampleStats>(ann.wait(2'000)) == 0);
}

TEST_CASE("a connection that is bad twice in a row is shown as weak until it is well; where all are, it is ours") {
    Tab ann = three_call();
    sampled(ann, 0.02, 0.02);
    CHECK(count<ShowWeak>(sampled(ann, 1, 0.02)) == 0);
    auto out = sampled(ann, 1, 1);
    CHECK(only<ShowWeak>(out).theirs == std::vector{std::pair(member(2), Weakness::slow)});
    CHECK(only<ShowWeak>(out).mine == Weakness::none);
    out = sampled(ann, 1, 1);
    CHECK(only<ShowWeak>(out).mine == Weakness::slow);
    CHECK(only<ShowWeak>(out).theirs.empty());
    CHECK(count<ShowWeak>(sampled(ann, 1, 1)) == 0);
    out = sampled(ann, 0.02, 0.02);
    CHECK(count<ShowWeak>(out) == 1);
    CHECK(only<ShowWeak>(out) == ShowWeak{});
}

TEST_CASE("nothing is weak any more once the call is left") {
    Tab ann = three_call();
    for (int i = 0; i < 3; ++i) sampled(ann, 1, 0.02);
    const auto out = ann.does(CallLeft{});
    CHECK(count<ShowWeak>(out) == 1);
    CHECK(only<ShowWeak>(out) == ShowWeak{});
}

TEST_CASE("somebody speaks from a loud sample on until 400 ms after the last one") {
    Tab ann = together();
    ann.hears(2, protocol::Status{true, true, false, false});
    ann.does(CallJoined{});
    CHECK(only<ShowSpeaking>(ann.does(LevelsSampled{{{member(2), 0.3}}})).member == member(2));
    ann.now += 100;
    CHECK(count<ShowSpeaking>(ann.does(LevelsSampled{{{member(2), 0.3}}})) == 0);
    ann.now += 100;
    CHECK(count<ShowSpeaking>(ann.does(LevelsSampled{{{member(2), 0.001}}})) == 0);
    CHECK(count<ShowSpeaking>(ann.wait(299)) == 0);
    const auto out = ann.wait(1);  // also where nothing more is measured
    CHECK(count<ShowSpeaking>(out) == 1);
    CHECK_FALSE(only<ShowSpeaking>(out).member);
}

TEST_CASE("neither a muted member nor myself is marked as speaking, and after the call nobody is") {
    Tab ann = together();
    ann.hears(2, protocol::Status{true, true, false, false});
    ann.does(CallJoined{true, false});
    ann.does(DeviceGranted{Source::microphone});
    const LevelsSampled loud{{{member(1), 0.9}, {member(2), 0.3}}};
    CHECK(only<ShowSpeaking>(ann.does(loud)).member == member(2));
    auto out = ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(count<ShowSpeaking>(out) == 1);
    CHECK_FALSE(only<ShowSpeaking>(out).member);
    ann.hears(2, protocol::Status{true, true, false, false});
    ann.does(loud);
    out = ann.does(CallLeft{});
    CHECK(count<ShowSpeaking>(out) == 1);
    CHECK_FALSE(only<ShowSpeaking>(out).member);
    CHECK(count<ShowSpeaking>(ann.does(loud)) == 0);
}

TEST_CASE("everybody in the call has a tile, in the order in which they came, and so has a screen that is here to be played") {
    Tab ann = together();
    ann.now += 1'000;
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Status{true, false, true, false});
    ann.does(StageResized{800, 600});
    auto out = ann.does(CallJoined{});
    const Tile mine{member(1), TileKind::camera};
    const Tile bens{member(2), TileKind::camera};
    const Tile bens_screen{member(2), TileKind::screen};
    const Tile cems{member(3), TileKind::camera};
    CHECK(only<ShowStage>(out).tiles == std::vector{bens, mine});
    CHECK(only<ShowStage>(out).boxes.size() == 2);
    CHECK(only<ShowStage>(out).arrangement == Arrangement::pair);
    out = ann.hears(3, protocol::Status{true, false, false, false});
    CHECK(only<ShowStage>(out).tiles == std::vector{bens, mine, cems});
    out = ann.hears(2, protocol::Status{true, false, true, true});
    CHECK(only<ShowStage>(out).tiles == std::vector{bens, mine, cems, bens_screen});
    CHECK(only<ShowStage>(out).arrangement == Arrangement::focus);
    out = ann.does(CallLeft{});
    CHECK(count<ShowStage>(out) == 1);
    CHECK(only<ShowStage>(out).tiles.empty());
}

TEST_CASE("tiles are placed anew when the stage gets another size, and nowhere while it is hidden") {
    Tab ann = together();
    ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(count<ShowStage>(ann.does(StageResized{800, 600})) == 0);
    ann.does(CallJoined{});
    const auto wide = only<ShowStage>(ann.does(StageResized{1'200, 600})).boxes;
    REQUIRE(wide.size() == 2);
    CHECK(wide[0].width > wide[1].width);  // Ben's face; mine in the corner
    CHECK(count<ShowStage>(ann.does(StageResized{1'200, 600})) == 0);
    const auto out = ann.does(StageResized{});
    CHECK(count<ShowStage>(out) == 1);
    CHECK(only<ShowStage>(out).boxes.empty());
}

TEST_CASE("a tile that is pinned is large until it is taken back, or until it is gone; another pin takes its place") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Status{true, false, false, false});
    ann.hears(3, protocol::Status{true, false, false, false});
    ann.does(StageResized{1'200, 800});
    ann.does(CallJoined{});
    const Tile bens{member(2), TileKind::camera};
    const Tile cems{member(3), TileKind::camera};
    auto out = ann.does(TilePinned{bens, true});
    CHECK(only<ShowStage>(out).pinned == bens);
    CHECK(only<ShowStage>(out).boxes[0].width > 3 * only<ShowStage>(out).boxes[1].width);
    CHECK(only<ShowStage>(ann.does(TilePinned{cems, true})).pinned == cems);
    CHECK(count<ShowStage>(ann.does(TilePinned{bens, false})) == 0);
    out = ann.hears(3, protocol::Status{});
    CHECK_FALSE(only<ShowStage>(out).pinned);
    CHECK_FALSE(only<ShowStage>(ann.hears(3, protocol::Status{true, false, false, false})).pinned);
}

TEST_CASE("in the speaker layout the first one is large until somebody speaks") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Status{true, true, false, false});
    ann.hears(3, protocol::Status{true, true, false, false});
    ann.does(StageResized{1'200, 800});
    ann.does(CallJoined{});
    const auto largest = [](const ShowStage& it) {
        const auto wider = [](const Box& a, const Box& b) { return a.width < b.width; };
        return it.tiles[static_cast<std::size_t>(std::max_element(it.boxes.begin(), it.boxes.end(), wider) - it.boxes.begin())].member;
    };
    CHECK(largest(only<ShowStage>(ann.does(LayoutChosen{LayoutMode::speaker}))) == member(2));
    CHECK(largest(only<ShowStage>(ann.does(LevelsSampled{{{member(3), 0.3}}}))) == member(3));
    const auto grid = only<ShowStage>(ann.does(LayoutChosen{LayoutMode::grid})).boxes;
    CHECK(grid[0].width == grid[1].width);
}

TEST_CASE("the self view can be hidden, and be moved to another corner") {
    Tab ann = together();
    ann.hears(2, protocol::Status{true, false, false, false});
    ann.does(StageResized{1'200, 800});
    const auto at = only<ShowStage>(ann.does(CallJoined{})).boxes.back();
    CHECK(only<ShowStage>(ann.does(SelfViewChosen{false, Corner::top_left})).boxes.back().x < at.x);
    CHECK(only<ShowStage>(ann.does(SelfViewChosen{true, Corner::top_left})).boxes.back().empty());
}
