// With each other in a call: raised hands, gestures, being asked to mute, ringing.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

TEST_CASE("when seven are in the call, those in it are told once that it is made for eight") {
    Tab ann = together();
    ann.does(CallJoined{});
    const auto limits = [](const Orders& out) {
        const auto all = notices(out);
        return std::count(all.begin(), all.end(), NoticeKind::call_nearly_full);
    };
    ann.hears(2, protocol::Status{true, false, false, false});
    for (unsigned who = 3; who <= 7; ++who) {
        ann.meets(who, "Guest " + std::to_string(who));
        CHECK(limits(ann.hears(who, protocol::Status{true, false, false, false})) == (who == 7 ? 1 : 0));
    }
    ann.meets(8, "Hua");
    CHECK(limits(ann.hears(8, protocol::Status{true, false, false, false})) == 0);
    ann.does(CallLeft{});
    CHECK(limits(ann.does(CallJoined{})) == 1);
}

TEST_CASE("a raised hand stands behind those that are up already, and goes down by a second press and with the call") {
    Tab ann = together();
    CHECK(said_of<protocol::Status>(ann.does(HandToggled{}), 2).empty());  // not in the call
    ann.does(CallJoined{});
    ann.hears(2, protocol::Status{true, false, false, false, 4});
    CHECK(said_of<protocol::Status>(ann.does(HandToggled{}), 2).at(0).hand == 5);
    CHECK(said_of<protocol::Status>(ann.does(HandToggled{}), 2).at(0).hand == 0);
    ann.does(HandToggled{});
    CHECK(said_of<protocol::Status>(ann.does(CallLeft{}), 2).at(0).hand == 0);
    CHECK(said_of<protocol::Status>(ann.does(CallJoined{}), 2).at(0).hand == 0);
}

TEST_CASE("a reaction goes to those in the call, and is shown of them only; nobody sends a flood") {
    Tab ann = together();
    CHECK(count<ShowGesture>(ann.hears(2, protocol::Gesture::heart)) == 0);
    ann.hears(2, protocol::Status{true, false, false, false});
    ann.does(CallJoined{});
    CHECK(only<ShowGesture>(ann.hears(2, protocol::Gesture::heart)).sign == protocol::Gesture::heart);
    auto out = ann.does(GestureMade{protocol::Gesture::clap});
    CHECK(said_of<protocol::Gesture>(out, 2) == std::vector{protocol::Gesture::clap});
    CHECK(only<ShowGesture>(out).who == member(1));
    CHECK(said_of<protocol::Gesture>(ann.does(GestureMade{}), 2).empty());
    ann.now += 400;
    CHECK(said_of<protocol::Gesture>(ann.does(GestureMade{}), 2).size() == 1);
}

TEST_CASE("one is asked to mute oneself, and nothing is muted but by oneself") {
    Tab ann = together();
    ann.hears(2, protocol::Status{true, true, false, false});
    ann.does(CallJoined{true, false});
    CHECK(count<ShowMuteAsked>(ann.hears(2, protocol::MuteRequest{})) == 0);  // no microphone yet
    ann.does(DeviceGranted{Source::microphone});
    auto out = ann.hears(2, protocol::MuteRequest{});
    CHECK(only<ShowMuteAsked>(out).by == member(2));
    CHECK(count<MuteMicrophone>(out) == 0);
    CHECK(said_of<protocol::MuteRequest>(ann.does(MuteAsked{member(2)}), 2).size() == 1);
    CHECK(said_of<protocol::MuteRequest>(ann.does(MuteAsked{}), 2).size() == 1);
    ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(said_of<protocol::MuteRequest>(ann.does(MuteAsked{}), 2).empty());  // muted already
}

TEST_CASE("who records says so to everybody, also to those who come later, until it stops or the call is left") {
    Tab ann = together();
    CHECK(said_of<protocol::Status>(ann.does(RecordingChanged{true}), 2).empty());  // not in the call
    CHECK_FALSE(said_of<protocol::Status>(ann.does(CallJoined{}), 2).at(0).recording);
    CHECK(said_of<protocol::Status>(ann.does(RecordingChanged{true}), 2).at(0).recording);
    CHECK(said_of<protocol::Status>(ann.meets(3, "Cem"), 3).at(0).recording);
    CHECK_FALSE(said_of<protocol::Status>(ann.does(RecordingChanged{false}), 2).at(0).recording);
    ann.does(RecordingChanged{true});
    CHECK_FALSE(said_of<protocol::Status>(ann.does(CallLeft{}), 2).at(0).recording);
    CHECK_FALSE(said_of<protocol::Status>(ann.does(CallJoined{}), 2).at(0).recording);
    const auto out = ann.hears(2, protocol::Status{true, false, false, false, 0, true});
    CHECK(only<ShowPerson>(out).status.recording);
}

TEST_CASE("a recording has everybody in it, whether the stage is seen or not, and oneself too") {
    Tab ann = together();
    ann.hears(2, protocol::Status{true, true, true, false});
    ann.does(StageResized{400, 800});
    ann.does(SelfViewChosen{true, Corner::top_left});
    CHECK(only<ShowStage>(ann.does(CallJoined{})).recorded.empty());
    const auto recorded = only<ShowStage>(ann.does(RecordingChanged{true})).recorded;
    REQUIRE(recorded.size() == 2);
    for (const auto& box : recorded) {
        CHECK_FALSE(box.empty());
        CHECK(box.x + box.width <= recording_width);
        CHECK(box.y + box.height <= recording_height);
    }
    ann.does(PicturesSeen{false});
    CHECK(said_of<protocol::Shown>(ann.wait(5'000), 2).empty());  // still as large
    CHECK(only<ShowStage>(ann.does(RecordingChanged{false})).recorded.empty());
    CHECK(said_of<protocol::Shown>(ann.wait(2'000), 2).at(0).camera == protocol::ShownSize::none);
}

TEST_CASE("in a window of its own floats what is pinned, else a screen, else who speaks, and no other picture is asked for then") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.does(StageResized{1'200, 800});
    for (const auto who : {2U, 3U}) ann.hears(who, protocol::Status{true, true, true, false});
    const Tile bens{member(2)};
    const Tile cems{member(3)};
    CHECK(only<ShowStage>(ann.does(CallJoined{})).floating == bens);
    CHECK(only<ShowStage>(ann.does(TilePinned{cems, true})).floating == cems);
    ann.does(PicturesSeen{false, true});
    const auto out = ann.wait(2'000);
    CHECK(said_of<protocol::Shown>(out, 2).at(0).camera == protocol::ShownSize::none);
    CHECK(said_of<protocol::Shown>(out, 3).empty());
    CHECK(only<ShowStage>(ann.does(TilePinned{cems, false})).floating == bens);
    CHECK(said_of<protocol::Shown>(ann.hears(2, protocol::Status{true, true, true, true}), 2).empty());
}

TEST_CASE("a call that starts rings, aloud for half a minute, until one comes or does not want to") {
    Tab ann = together();
    auto out = ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(only<ShowRing>(out) == ShowRing{member(2), true});
    out = ann.wait(30'000);
    CHECK(only<ShowRing>(out) == ShowRing{member(2), false});
    CHECK(only<ShowRing>(ann.does(CallJoined{})) == ShowRing{});
    out = ann.hears(2, protocol::Status{});
    CHECK(notices(out) == std::vector{NoticeKind::call_left});
    ann.does(CallLeft{});
    ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(count<ShowRing>(ann.does(RingDismissed{})) == 1);
    CHECK(notices(ann.hears(2, protocol::Status{})) == std::vector{NoticeKind::call_left});
}

TEST_CASE("a call that is over before one came was missed") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Status{true, false, false, false});
    CHECK(count<ShowRing>(ann.hears(3, protocol::Status{true, false, false, false})) == 0);
    CHECK(notices(ann.hears(2, protocol::Status{})) == std::vector{NoticeKind::call_left});  // Cem is still in it
    const auto out = ann.hears(3, protocol::Status{});
    CHECK(notices(out) == std::vector{NoticeKind::call_left, NoticeKind::call_missed});
    CHECK(only<ShowRing>(out) == ShowRing{});
}

TEST_CASE("a call that was on when one came does not ring") {
    Tab ann;
    ann.arrives();
    ann.does(EnterPressed{"Ann"});
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}});
    ann.connects(2);
    CHECK(count<ShowRing>(ann.hears(2, protocol::Status{true, false, false, false})) == 0);
}

TEST_CASE("what I say is written to those in the call, seldom until a sentence is over, and not while I am muted") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, protocol::Status{true, false, false, false});
    const auto says = [&](const std::string& text, bool over) { return ann.does(CaptionMade{{text, over}}); };
    CHECK(count<ShowCaption>(says("not in the call", true)) == 0);
    ann.does(CallJoined{true, false});
    ann.does(DeviceGranted{Source::microphone});
    auto out = says("good mor", false);
    CHECK(said_of<protocol::Caption>(out, 2) == std::vector{protocol::Caption{"good mor", false}});
    CHECK(said_of<protocol::Caption>(out, 3).empty());
    CHECK(only<ShowCaption>(out).who == member(1));
    CHECK(count<ShowCaption>(says("good morning", false)) == 0);
    CHECK(said_of<protocol::Caption>(says("good morning", true), 2).size() == 1);
    ann.wait(1'000);
    CHECK(count<ShowCaption>(says("all", false)) == 1);
    CHECK(count<ShowCaption>(says("", true)) == 0);
    // Of a long sentence the newest words, in whole letters.
    std::string sentence;
    for (int i = 0; i < 200; ++i) sentence += "말";
    CHECK(said_of<protocol::Caption>(says(sentence + "x", true), 2).at(0).text == sentence.substr(sentence.size() - 399) + "x");
    ann.does(DeviceToggled{Source::microphone});
    CHECK(count<ShowCaption>(says("muted", true)) == 0);
}

TEST_CASE("captions of those in the call are shown, and of nobody else") {
    Tab ann = together();
    ann.does(CallJoined{});
    CHECK(count<ShowCaption>(ann.hears(2, protocol::Caption{"hello", true})) == 0);
    ann.hears(2, protocol::Status{true, true, false, false});
    const auto shown = only<ShowCaption>(ann.hears(2, protocol::Caption{"hello", true}));
    CHECK(shown.who == member(2));
    CHECK(shown.caption == protocol::Caption{"hello", true});
    CHECK(count<ShowCaption>(ann.hears(2, protocol::Caption{"", true})) == 0);
    CHECK(count<ShowCaption>(ann.hears(2, protocol::Caption{std::string(401, 'x'), true})) == 0);
}
