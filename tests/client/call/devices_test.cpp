#include "client/call/devices.hpp"

#include <doctest/doctest.h>

#include "tests/client/orders.hpp"

using namespace client;
using namespace client::call;
using story::are;
using story::count;
using story::only;

namespace {

struct Person {
    Devices call;

    template <class AnyFact>
    Orders does(const AnyFact& fact) {
        Orders out;
        if constexpr (requires { call.on(fact, out); })
            call.on(fact, out);
        else
            call.on(fact);
        return out;
    }
    void join_with_both() {
        does(CallJoined{true, true});
        does(DeviceGranted{Source::microphone});
        does(DeviceGranted{Source::camera});
    }
};

bool has(const protocol::Status& status, bool microphone, bool camera, bool screen) {
    return status.in_call && status.microphone == microphone && status.camera == camera && status.screen == screen;
}

}  // namespace

TEST_CASE("joining with both asks one question, and says what is sent once it is granted") {
    Person ann;
    const auto out = ann.does(CallJoined{true, true});
    CHECK(are<AskDevices>(out));
    CHECK(only<AskDevices>(out).microphone);
    CHECK(only<AskDevices>(out).camera);
    CHECK(has(ann.call.status(), false, false, false));
    CHECK(ann.call.shown().microphone == MicrophoneState::asking);
    CHECK(are<MuteMicrophone>(ann.does(DeviceGranted{Source::microphone})));
    ann.does(DeviceGranted{Source::camera});
    CHECK(has(ann.call.status(), true, true, false));
    CHECK(ann.call.shown().camera == DeviceState::live);
}

TEST_CASE("a person who only listens is asked for no device") {
    Person ann;
    CHECK(ann.does(CallJoined{}).empty());
    CHECK(has(ann.call.status(), false, false, false));
}

TEST_CASE("a refused camera leaves the call with voice, and a reason to show") {
    Person ann;
    ann.does(CallJoined{true, true});
    ann.does(DeviceRefused{Source::camera, DeviceError::denied, false});
    ann.does(DeviceGranted{Source::microphone});
    CHECK(has(ann.call.status(), true, false, false));
    REQUIRE(ann.call.shown().troubles.size() == 1);
    CHECK(ann.call.shown().troubles[0] == std::pair{Source::camera, DeviceError::denied});
    // Asking again takes the sentence away.
    CHECK(are<AskDevices>(ann.does(DeviceToggled{Source::camera})));
    CHECK(ann.call.shown().troubles.empty());
}

TEST_CASE("a screen picker that is closed is no trouble") {
    Person ann;
    ann.join_with_both();
    CHECK(are<AskScreen>(ann.does(DeviceToggled{Source::screen})));
    ann.does(DeviceRefused{Source::screen, DeviceError::denied, true});
    CHECK(ann.call.shown().troubles.empty());
    CHECK(ann.call.shown().screen == DeviceState::off);
}

TEST_CASE("muting keeps the microphone, camera off gives the camera back") {
    Person ann;
    ann.join_with_both();
    CHECK(only<MuteMicrophone>(ann.does(DeviceToggled{Source::microphone})).muted);
    CHECK(has(ann.call.status(), false, true, false));
    CHECK(ann.call.live(Source::microphone));
    CHECK(ann.call.shown().microphone == MicrophoneState::muted);
    CHECK(only<StopSource>(ann.does(DeviceToggled{Source::camera})).source == Source::camera);
    CHECK(has(ann.call.status(), false, false, false));
    CHECK_FALSE(only<MuteMicrophone>(ann.does(DeviceToggled{Source::microphone})).muted);
    CHECK(has(ann.call.status(), true, false, false));
}

TEST_CASE("leaving gives every device back") {
    Person ann;
    ann.join_with_both();
    ann.does(DeviceToggled{Source::screen});
    ann.does(DeviceGranted{Source::screen});
    CHECK(count<StopSource>(ann.does(CallLeft{})) == 3);
    CHECK_FALSE(ann.call.status().in_call);
    CHECK_FALSE(ann.call.shown().in_call);
    CHECK(ann.does(CallLeft{}).empty());
}

TEST_CASE("a camera granted after the call was left is given back at once") {
    Person ann;
    ann.does(CallJoined{false, true});
    ann.does(CallLeft{});
    CHECK(ann.call.shown().camera == DeviceState::off);
    CHECK(are<StopSource>(ann.does(DeviceGranted{Source::camera})));
    CHECK_FALSE(ann.call.live(Source::camera));
}

TEST_CASE("a screen granted after the call was left is given back at once") {
    Person ann;
    ann.does(CallJoined{});
    ann.does(DeviceToggled{Source::screen});
    ann.does(CallLeft{});
    CHECK(are<StopSource>(ann.does(DeviceGranted{Source::screen})));
    CHECK_FALSE(ann.call.live(Source::screen));
}

TEST_CASE("a second click while the browser asks is not a second question") {
    Person ann;
    ann.does(CallJoined{true, false});
    CHECK(ann.does(DeviceToggled{Source::microphone}).empty());
    ann.does(DeviceToggled{Source::screen});
    CHECK(ann.does(DeviceToggled{Source::screen}).empty());
}

TEST_CASE("an unplugged camera is said, a screen ended from the browser's bar is not trouble") {
    Person ann;
    ann.join_with_both();
    ann.does(DeviceToggled{Source::screen});
    ann.does(DeviceGranted{Source::screen});
    CHECK(has(ann.call.status(), true, true, true));
    ann.does(DeviceEnded{Source::screen});
    CHECK(ann.call.shown().troubles.empty());
    ann.does(DeviceEnded{Source::camera});
    CHECK(has(ann.call.status(), true, false, false));
    REQUIRE(ann.call.shown().troubles.size() == 1);
    CHECK(ann.call.shown().troubles[0].second == DeviceError::missing);
    ann.does(DeviceEnded{Source::camera});  // our own stop is echoed by some browsers
    CHECK(ann.call.shown().troubles.size() == 1);
}

TEST_CASE("a device whose permission is taken back is not said to be missing, and no other is asked for") {
    Person ann;
    ann.does(DeviceChosen{Source::microphone, "usb", "USB headset"});
    ann.join_with_both();
    CHECK(ann.does(DeviceEnded{Source::microphone, true}).empty());
    CHECK(ann.does(DeviceEnded{Source::camera, true}).empty());
    CHECK(has(ann.call.status(), false, false, false));
    REQUIRE(ann.call.shown().troubles.size() == 2);
    for (const auto& [source, why] : ann.call.shown().troubles) CHECK(why == DeviceError::denied);
    ann.does(DevicesChanged{});
    CHECK(ann.does(DevicesListed{{{"usb", "USB headset"}}, {}}).empty());
}

TEST_CASE("a chosen microphone that is unplugged is followed by any other, and taken again when it is back") {
    Person ann;
    ann.does(DeviceChosen{Source::microphone, "usb", "USB headset"});
    ann.join_with_both();
    const auto out = ann.does(DeviceEnded{Source::microphone});
    CHECK(are<AskDevices>(out));
    CHECK(only<AskDevices>(out).microphone_id.empty());
    CHECK_FALSE(only<AskDevices>(out).camera);
    ann.does(DeviceGranted{Source::microphone});
    CHECK(ann.call.shown().troubles.empty());
    // It is in the list still, as browsers tell it late.
    CHECK(ann.does(DevicesListed{{{"built in", "Laptop"}, {"usb", "USB headset"}}, {}}).empty());
    ann.does(DevicesChanged{});
    CHECK(only<AskDevices>(ann.does(DevicesListed{{{"built in", "Laptop"}, {"usb", "USB headset"}}, {}})).microphone_id == "usb");
    ann.does(DeviceGranted{Source::microphone});
    CHECK(ann.does(DevicesListed{{{"usb", "USB headset"}}, {}}).empty());
    // The browser's own choice that is gone is said: there is none.
    Person ben;
    ben.join_with_both();
    CHECK(ben.does(DeviceEnded{Source::microphone}).empty());
    CHECK(ben.call.shown().troubles.size() == 1);
}

TEST_CASE("a camera that was on when it was unplugged is on again when it is plugged in, unless it was turned off meanwhile") {
    for (const bool turned_off : {false, true}) {
        Person ann;
        ann.does(DeviceChosen{Source::camera, "front", "Front"});
        ann.join_with_both();
        ann.does(DeviceEnded{Source::camera});
        if (turned_off) {
            ann.does(DeviceToggled{Source::camera});
            ann.does(DeviceRefused{Source::camera, DeviceError::denied, false});
        }
        ann.does(DevicesChanged{});
        CHECK(count<AskDevices>(ann.does(DevicesListed{{}, {{"front", "Front"}}})) == (turned_off ? 0 : 1));
    }
}

TEST_CASE("a device that has another id now is found by its name") {
    Person ann;
    ann.does(DeviceChosen{Source::camera, "old", "Front"});
    ann.does(CallJoined{false, true});
    ann.does(DeviceRefused{Source::camera, DeviceError::missing, false});
    ann.does(DeviceGranted{Source::camera});
    CHECK(only<AskDevices>(ann.does(DevicesListed{{}, {{"other", "Back"}, {"new", "Front"}}})).camera_id == "new");
    CHECK(ann.call.devices().camera == "new");
    // Before anything is allowed, browsers tell neither names nor ids.
    Person ben;
    ben.does(DeviceChosen{Source::camera, "old", "Front"});
    CHECK(ben.does(DevicesListed{{}, {{"", ""}}}).empty());
    CHECK(ben.call.devices().camera == "old");
}

TEST_CASE("by push to talk, sound goes only while the key is held") {
    Person ann;
    ann.does(PushToTalkChosen{true});
    ann.does(CallJoined{true, false});
    CHECK(only<MuteMicrophone>(ann.does(DeviceGranted{Source::microphone})).muted);
    CHECK(ann.call.shown().microphone == MicrophoneState::muted);
    CHECK_FALSE(only<MuteMicrophone>(ann.does(TalkHeld{true})).muted);
    CHECK(ann.call.shown().microphone == MicrophoneState::live);
    CHECK(ann.does(TalkHeld{true}).empty());
    CHECK(only<MuteMicrophone>(ann.does(TalkHeld{false})).muted);
    // The others are not told of each word.
    CHECK(has(ann.call.status(), true, false, false));
    // A press of the button lets one speak without the key.
    CHECK_FALSE(only<MuteMicrophone>(ann.does(DeviceToggled{Source::microphone})).muted);
    CHECK_FALSE(only<MuteMicrophone>(ann.does(PushToTalkChosen{false})).muted);
    CHECK(ann.does(TalkHeld{true}).empty());
}

TEST_CASE("what the browser does with the sound is asked for anew where the microphone is on") {
    Person ann;
    const SoundProcessing raw{true, true, false};
    CHECK(ann.does(SoundChosen{raw}).empty());
    CHECK(only<AskDevices>(ann.does(CallJoined{true, false})).processing == raw);
    ann.does(DeviceGranted{Source::microphone});
    CHECK(ann.does(SoundChosen{raw}).empty());
    CHECK(only<AskDevices>(ann.does(SoundChosen{{}})).processing.noise_suppression);
}

TEST_CASE("what the page does with a source is done anew where that is on, and counts as a new track") {
    Person ann;
    CHECK(ann.does(EffectsChosen{Source::camera}).empty());
    ann.join_with_both();
    const auto grants = ann.call.grants(Source::camera);
    CHECK(only<PrepareAgain>(ann.does(EffectsChosen{Source::camera})).source == Source::camera);
    ann.does(DeviceGranted{Source::camera});
    CHECK(ann.call.grants(Source::camera) == grants + 1);
}

TEST_CASE("another camera is asked for by its id, and counts as a new track when it comes") {
    Person ann;
    ann.join_with_both();
    const auto grants = ann.call.grants(Source::camera);
    const auto out = ann.does(DeviceChosen{Source::camera, "front", ""});
    CHECK(only<AskDevices>(out).camera_id == "front");
    CHECK_FALSE(only<AskDevices>(out).microphone);
    CHECK(ann.call.live(Source::camera));
    ann.does(DeviceGranted{Source::camera});
    CHECK(ann.call.grants(Source::camera) == grants + 1);
    CHECK(ann.does(DeviceChosen{Source::camera, "front", ""}).empty());
}

TEST_CASE("another camera that cannot be had: the one that was live is given back, not left on unseen") {
    Person ann;
    ann.join_with_both();
    ann.does(DeviceChosen{Source::camera, "front", ""});
    CHECK(are<StopSource>(ann.does(DeviceRefused{Source::camera, DeviceError::busy, false})));
    CHECK_FALSE(ann.call.live(Source::camera));
    CHECK(ann.call.shown().troubles.size() == 1);
}

TEST_CASE("a device chosen while its source is off is used the next time") {
    Person ann;
    ann.does(CallJoined{});
    CHECK(ann.does(DeviceChosen{Source::microphone, "usb", ""}).empty());
    CHECK(only<AskDevices>(ann.does(DeviceToggled{Source::microphone})).microphone_id == "usb");
}

TEST_CASE("a muted microphone that is chosen anew stays muted") {
    Person ann;
    ann.join_with_both();
    ann.does(DeviceToggled{Source::microphone});
    ann.does(DeviceChosen{Source::microphone, "usb", ""});
    CHECK(only<MuteMicrophone>(ann.does(DeviceGranted{Source::microphone})).muted);
    CHECK(has(ann.call.status(), false, true, false));
}

TEST_CASE("a device that was turned on at the door is on in the call; one that was not, is not") {
    Person ann;
    CHECK(are<AskDevices>(ann.does(DeviceToggled{Source::camera})));
    ann.does(DeviceGranted{Source::camera});
    CHECK_FALSE(ann.call.status().in_call);
    ann.call.entered();
    CHECK(has(ann.call.status(), false, true, false));
    Person ben;
    ben.call.entered();
    CHECK_FALSE(ben.call.status().in_call);
}

TEST_CASE("a device that was chosen once and is gone is not missed: any other will do; that there is none at all is said") {
    Person ann;
    ann.does(DeviceChosen{Source::camera, "in the other bag", ""});
    ann.does(DeviceChosen{Source::microphone, "usb", ""});
    ann.does(CallJoined{true, true});
    ann.does(DeviceGranted{Source::microphone});
    const auto out = ann.does(DeviceRefused{Source::camera, DeviceError::missing, false});
    CHECK(are<AskDevices>(out));
    CHECK_FALSE(only<AskDevices>(out).microphone);
    CHECK(only<AskDevices>(out).camera_id.empty());
    CHECK(ann.call.shown().troubles.empty());
    CHECK(ann.call.shown().camera == DeviceState::asking);
    CHECK(ann.call.devices().camera.empty());
    CHECK(ann.call.devices().microphone == "usb");
    CHECK(ann.does(DeviceRefused{Source::camera, DeviceError::missing, false}).empty());
    CHECK(ann.call.shown().troubles.size() == 1);
}

TEST_CASE("a chosen device that is taken or forbidden is no reason to turn on another") {
    for (const auto why : {DeviceError::denied, DeviceError::busy, DeviceError::failed}) {
        Person ann;
        ann.does(DeviceChosen{Source::camera, "front", ""});
        ann.does(CallJoined{false, true});
        CHECK(ann.does(DeviceRefused{Source::camera, why, false}).empty());
        CHECK(ann.call.shown().camera == DeviceState::off);
    }
}

TEST_CASE("a chosen camera that is gone, turned off while the browser looked for it, stays off") {
    Person ann;
    ann.does(DeviceChosen{Source::camera, "front", ""});
    ann.does(CallJoined{false, true});
    ann.does(CallLeft{});
    CHECK(ann.does(DeviceRefused{Source::camera, DeviceError::missing, false}).empty());
}

TEST_CASE("the devices to be on in the call are known also while the browser still asks") {
    Person ann;
    CHECK_FALSE(ann.call.intent());
    ann.does(CallJoined{});
    CHECK(ann.call.intent() == Intent{});
    ann.does(CallLeft{});
    CHECK_FALSE(ann.call.intent());
    ann.join_with_both();
    CHECK(ann.call.intent() == Intent{true, true, false});
    ann.does(DeviceToggled{Source::microphone});
    ann.does(DeviceToggled{Source::camera});
    CHECK(ann.call.intent() == Intent{true, false, true});
    Person again;
    again.does(CallJoined{true, false, true});
    CHECK(again.call.intent() == ann.call.intent());
}

TEST_CASE("a person who joins muted is muted from the first moment") {
    Person ann;
    ann.does(CallJoined{true, false, true});
    CHECK(only<MuteMicrophone>(ann.does(DeviceGranted{Source::microphone})).muted);
    CHECK(has(ann.call.status(), false, false, false));
    CHECK(ann.call.shown().microphone == MicrophoneState::muted);
}
