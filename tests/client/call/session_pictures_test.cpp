// Pictures go as large as they are shown, and not where nobody sees them.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

using protocol::Shown;
using protocol::ShownSize;

// Ben and Cem are in the call with their cameras on, and so am I, on a large stage.
Tab three_with_cameras() {
    Tab ann = together();
    ann.meets(3, "Cem");
    for (const auto who : {2U, 3U}) ann.hears(who, protocol::Status{true, false, true, false});
    ann.does(StageResized{1'200, 800});
    ann.does(CallJoined{false, true});
    ann.does(DeviceGranted{Source::camera});
    return ann;
}

Picture at_share(std::size_t large) { return picture_at(large_share(large)); }

SendMedia sent_to(const Orders& out, unsigned who) {
    SendMedia last;
    for (const auto& order : all<SendMedia>(out))
        if (order.peer == member(who)) last = order;
    return last;
}

}  // namespace

TEST_CASE("a picture that is shown nowhere is not sent, a small one is sent small, and what is left goes to the others") {
    Tab ann = three_with_cameras();
    auto out = ann.hears(2, Shown{ShownSize::none, ShownSize::large});
    CHECK(sent_to(out, 2).camera);
    CHECK_FALSE(sent_to(out, 2).picture.active);
    CHECK(sent_to(out, 3).picture == at_share(1));
    out = ann.hears(2, Shown{ShownSize::small, ShownSize::large});
    CHECK(sent_to(out, 2).picture == picture_at(small_share));
    CHECK(count<SendMedia>(out) == 1);  // Cem has the most already
    out = ann.hears(2, Shown{});
    CHECK(sent_to(out, 2).picture == at_share(2));
    CHECK(count<SendMedia>(ann.hears(2, Shown{})) == 0);
}

TEST_CASE("a screen that is shown nowhere is not sent") {
    Tab ann = three_with_cameras();
    ann.does(DeviceToggled{Source::screen});
    ann.does(DeviceGranted{Source::screen});
    const auto out = ann.hears(2, Shown{ShownSize::large, ShownSize::none});
    CHECK_FALSE(sent_to(out, 2).screen_active);
    CHECK(sent_to(out, 2).picture.active);
}

TEST_CASE("senders are told at once what is to be larger, and after two seconds what may be smaller") {
    Tab ann = three_with_cameras();
    CHECK(said_of<Shown>(ann.does(PicturesSeen{false}), 2).empty());
    CHECK(said_of<Shown>(ann.wait(1'999), 2).empty());
    auto said = said_of<Shown>(ann.wait(1), 2);
    REQUIRE(said.size() == 1);
    CHECK(said[0].camera == ShownSize::none);
    said = said_of<Shown>(ann.does(PicturesSeen{true}), 2);
    REQUIRE(said.size() == 1);
    CHECK(said[0] == Shown{});
    // Looked away for a moment.
    ann.does(PicturesSeen{false});
    CHECK(said_of<Shown>(ann.wait(1'000), 2).empty());
    ann.does(PicturesSeen{true});
    CHECK(said_of<Shown>(ann.wait(5'000), 2).empty());
}

TEST_CASE("a face in the strip is asked for small, and the pinned one large") {
    Tab ann = three_with_cameras();
    ann.does(TilePinned{{member(3), TileKind::camera}, true});
    const auto out = ann.wait(2'000);
    REQUIRE(said_of<Shown>(out, 2).size() == 1);
    CHECK(said_of<Shown>(out, 2)[0].camera == ShownSize::small);
    CHECK(said_of<Shown>(out, 3).empty());
    CHECK(said_of<Shown>(ann.does(TilePinned{{member(3), TileKind::camera}, false}), 2).at(0).camera == ShownSize::large);
}

TEST_CASE("with audio only no picture comes and the own camera is off; the data saver asks for small ones and sends such") {
    Tab ann = three_with_cameras();
    auto out = ann.does(QualityChosen{Quality::saver});
    CHECK(sent_to(out, 2).picture == picture_at(small_share));
    CHECK(said_of<Shown>(ann.wait(2'000), 2).at(0).camera == ShownSize::small);
    out = ann.does(QualityChosen{Quality::audio});
    CHECK(only<StopSource>(out).source == Source::camera);
    CHECK(only<ShowStage>(out).quality == Quality::audio);
    CHECK(said_of<Shown>(ann.wait(2'000), 2).at(0) == Shown{ShownSize::none, ShownSize::large});
    CHECK(said_of<Shown>(ann.does(QualityChosen{Quality::full}), 2).at(0) == Shown{});
}

TEST_CASE("a new connection begins with large pictures on both sides") {
    Tab ann = three_with_cameras();
    ann.hears(2, Shown{ShownSize::none, ShownSize::none});
    ann.does(ChannelClosed{member(2), ann.link(2)});
    ann.now = *ann.session.wake_at();
    ann.wait(0);
    CHECK(sent_to(ann.connects(2), 2).picture == at_share(2));
}

TEST_CASE("a receiver tells anew what it shows when the way works again: what it said last may have been lost, or come late") {
    Tab ann = three_with_cameras();
    ann.does(PicturesSeen{false});
    CHECK(said_of<Shown>(ann.wait(2'000), 2).at(0).camera == ShownSize::none);
    ann.does(LinkChanged{member(2), ann.link(2), LinkState::failed});
    ann.does(PicturesSeen{true});
    const auto out = ann.does(LinkChanged{member(2), ann.link(2), LinkState::connected});
    REQUIRE(said_of<Shown>(out, 2).size() == 1);
    CHECK(said_of<Shown>(out, 2)[0] == Shown{});
    CHECK(said_of<Shown>(ann.wait(5'000), 2).empty());
}

TEST_CASE("after somebody has left the call, on either side, nothing counts that was told before") {
    Tab ann = three_with_cameras();
    ann.does(PicturesSeen{false});
    CHECK(said_of<Shown>(ann.wait(2'000), 2).at(0).camera == ShownSize::none);
    ann.hears(2, protocol::Status{});
    ann.does(PicturesSeen{true});
    CHECK(said_of<Shown>(ann.hears(2, protocol::Status{true, false, true, false}), 2).at(0) == Shown{});

    ann.hears(2, Shown{ShownSize::none, ShownSize::none});
    ann.hears(2, protocol::Status{});
    CHECK(sent_to(ann.hears(2, protocol::Status{true, false, true, false}), 2).picture.active);
    ann.hears(2, Shown{ShownSize::none, ShownSize::none});
    ann.does(CallLeft{});
    ann.does(CallJoined{false, true});
    CHECK(sent_to(ann.does(DeviceGranted{Source::camera}), 2).picture.active);
}

TEST_CASE("a way that carries little gets a small picture, until there is another one, and only that way") {
    Tab ann = three_with_cameras();
    const auto look = [&] {
        ann.now += 2'000;
        StatsSampled stats;
        for (const auto& [who, carries] : {std::pair(2U, 300'000.0), std::pair(3U, 5'000'000.0)}) {
            Report::Pair pair;
            pair.selected = true;
            pair.timestamp = static_cast<double>(ann.now);
            pair.bytes_sent = static_cast<double>(ann.now % 100'000'000) * 37;  // just under 300 kbit/s
            pair.available = carries;
            Report report;
            report.pairs = {pair};
            stats.reports.emplace_back(member(who), report);
        }
        return ann.does(stats);
    };
    for (int i = 0; i < 3; ++i) CHECK(count<SendMedia>(look()) == 0);
    const auto out = look();
    CHECK(count<SendMedia>(out) == 1);
    CHECK(sent_to(out, 2).picture == picture_at(260));
    ann.does(ChannelClosed{member(2), ann.link(2)});
    ann.wait(500);
    CHECK(sent_to(ann.connects(2), 2).picture == at_share(2));
}

TEST_CASE("a computer that does not keep up sends smaller pictures to everybody, and says so") {
    Tab ann = three_with_cameras();
    Report busy;
    busy.busy = true;
    busy.pairs.emplace_back();
    busy.pairs[0].selected = true;
    const auto look = [&] { return ann.does(StatsSampled{{{member(2), busy}}}); };
    CHECK(count<SendMedia>(look()) == 0);
    const auto out = look();
    CHECK(only<ShowWeak>(out).mine == Weakness::busy);
    CHECK(sent_to(out, 2).picture == picture_at(900));
    CHECK(sent_to(out, 3).picture == picture_at(900));
    CHECK(only<ShowWeak>(ann.does(CallLeft{})) == ShowWeak{});
}

TEST_CASE("a shared screen is smooth where that was chosen, also the next one") {
    Tab ann = three_with_cameras();
    ann.does(DeviceToggled{Source::screen});
    CHECK(count<HintScreen>(ann.does(DeviceGranted{Source::screen})) == 0);
    CHECK(only<HintScreen>(ann.does(ScreenHintChosen{true})).smooth);
    ann.does(DeviceToggled{Source::screen});
    CHECK(count<HintScreen>(ann.does(ScreenHintChosen{true})) == 0);
    ann.does(DeviceToggled{Source::screen});
    CHECK(only<HintScreen>(ann.does(DeviceGranted{Source::screen})).smooth);
}
