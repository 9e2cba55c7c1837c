// The call, as a room sees it.
#include <doctest/doctest.h>

#include "rooms/tab.hpp"

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
    const auto mended = ann.wait(0);
    CHECK(count<OpenLink>(mended) == 1);
    const auto out = ann.connects(2);
    CHECK(only<SendMedia>(out).camera);
    CHECK(only<ShowMedia>(out).on);
}

TEST_CASE("another camera is a new track for everybody who sees me") {
    Tab ann = together();
    ann.does(CallJoined{false, true});
    ann.does(DeviceGranted{Source::camera});
    ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(only<AskDevices>(ann.does(DeviceChosen{Source::camera, "front"})).camera_id == "front");
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
    const auto wishes = only<ShowCall>(before.does(DeviceToggled{Source::microphone})).wishes;
    CHECK(wishes == (wishes_call | wishes_microphone | wishes_camera | wishes_muted));

    Tab ann;
    ann.arrives();
    auto out = ann.does(CallJoined{true, true, true});
    CHECK(count<AskDevices>(out) == 1);
    CHECK_FALSE(only<ShowCall>(out).in_call);
    CHECK(only<ShowCall>(out).wishes == wishes);  // it may be loaded anew again
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

TEST_CASE("who only listened before the tab was loaded anew listens again") {
    Tab ann;
    ann.arrives();
    CHECK(count<AskDevices>(ann.does(CallJoined{})) == 0);
    ann.does(EnterPressed{"Ann"});
    CHECK(only<ShowCall>(ann.does(Admitted{0, 8, {}})).in_call);
}

TEST_CASE("there is nothing to come back to once the call or the room was left") {
    Tab ann = inside();
    CHECK(only<ShowCall>(ann.does(CallJoined{})).wishes != 0);
    CHECK(only<ShowCall>(ann.does(CallLeft{})).wishes == 0);
    CHECK(only<ShowCall>(ann.does(CallJoined{})).wishes != 0);
    CHECK(only<ShowCall>(ann.does(RoomLeft{})).wishes == 0);
    CHECK(count<AskDevices>(ann.does(CallJoined{true, true})) == 0);
}

TEST_CASE("a page that closes has not left the call: it may be loaded anew") {
    Tab ann = inside();
    ann.does(CallJoined{true, true});
    CHECK(count<ShowCall>(ann.does(PageClosed{})) == 0);
}
