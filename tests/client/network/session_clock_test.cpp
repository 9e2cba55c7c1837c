// Two clocks: how long something lasts is told by the one that only goes forward, and the one on the wall may be set at any moment.
#include <doctest/doctest.h>

#include "tests/client/host.hpp"

using namespace story;

namespace {

constexpr std::int64_t hour = 3'600'000;

// As the server knows it.
protocol::Hello said_by(const Orders& orders) { return protocol::decode_hello(only<Join>(orders).hello).value(); }

}  // namespace

TEST_CASE("timers run in time, wherever the clock on the wall is set") {
    for (const auto lead : {-hour, hour}) {
        Tab ann = together();
        ann.lead = lead;
        ann.reads(2, ann.now, "hello");
        CHECK(*ann.session.wake_at() <= ann.now + 100);
        CHECK(said_of<protocol::Heads>(ann.wait(100), 2).size() == 1);
        ann.does(LinkChanged{member(2), ann.link(2), LinkState::failed});
        ann.lead = 0;
        CHECK(count<RestartLink>(ann.wait(1'000)) == 1);
    }
}

TEST_CASE("messages are dated by the clock on the wall, as it stands then") {
    Tab ann = together();
    ann.lead = -hour;
    CHECK(only<ShowMessage>(ann.reads(2, ann.now, "hello")).time == ann.now - hour);
    ann.joined(3, "Cem");
    CHECK(only<ShowNotice>(ann.connects(3)).time == ann.now - hour);
    ann.joined(4, "Dan");
    CHECK(all<KeepPin>(ann.connects(4)).at(0).pin.seen_at == ann.now - hour);
    ann.lead = 3 * hour;
    CHECK(only<ShowMessage>(ann.does(TextTyped{"hello"})).time == ann.now + 3 * hour);
}

TEST_CASE("since when somebody is away does not change with the clock on the wall") {
    Tab ann = together();
    ann.now += 60'000;
    const auto broke_at = ann.now;
    CHECK(only<ShowPerson>(ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected})).away_since == broke_at);
    ann.now += 1'000;
    ann.lead = -hour;
    CHECK(count<ShowPerson>(ann.does(Tick{})) == 0);
}

TEST_CASE("a computer whose steady clock stood still in its sleep tries everything again when it wakes, however it finds out") {
    for (const client::Fact& first : std::vector<client::Fact>{Tick{}, TextTyped{"hello"}}) {
        Tab ann = together();
        ann.lead += 600'000;
        ann.does(first);
        ann.does(LinkChanged{member(2), ann.link(2), LinkState::disconnected});
        CHECK(*ann.session.wake_at() <= ann.now);
    }
}

TEST_CASE("a sleep counts for what was to come, and the clocks may differ by a little at any time") {
    Tab ann = inside();
    ann.does(RequestFailed{Request::post, Trouble::unknown_member});
    ann.does(RequestFailed{Request::join, Trouble::unreachable});
    const auto join_at = *ann.session.wake_at();
    for (const auto little : {900, -900, 0}) {
        ann.lead = little;
        CHECK(count<Join>(ann.does(Tick{})) == 0);
        CHECK(*ann.session.wake_at() == join_at);
    }
    ann.lead = hour;
    CHECK(count<Join>(ann.does(Tick{})) == 1);
}

TEST_CASE("a locked door whose host is away does not open because the clock on the wall is set, or the computer slept") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben"), greeting(9, "Nina")});
    ann.connects(9);
    ann.connects(2);
    check(ann, ann.hears(9, protocol::Signal(locked_by_nine({1, 2}))));
    ann.joined(3, "Cem");
    ann.left(9, protocol::Departure::left);
    ann.hears(9, protocol::Bye{});
    for (const auto lead : {hour, 5 * hour, -hour, hour}) {
        ann.lead = lead;
        CHECK_FALSE(has_notice(ann.wait(1'000), NoticeKind::door_lapsed));
    }
    CHECK_FALSE(has_notice(ann.wait(host_patience_ms - 4'001), NoticeKind::door_lapsed));
    CHECK(*ann.session.wake_at() <= ann.now + 1);
    CHECK(has_notice(ann.wait(1), NoticeKind::door_lapsed));
}

TEST_CASE("each stay of a tab begins later than its last, also where the clock was set back between them") {
    Tab ann;
    ann.arrives();
    const auto out = ann.does(EnterPressed{"Ann"});
    const auto first = said_by(out).epoch;
    CHECK(first == ann.now);
    CHECK(only<KeepEpoch>(out).epoch == first);
    ann.does(Admitted{0, 8, {}, {}});

    // In the same page.
    ann.does(RoomLeft{});
    ann.lead = -hour;
    ann.now += 1'000;
    const auto second = said_by(ann.does(EnterPressed{"Anna"})).epoch;
    CHECK(second == first + 1);

    // After a reload.
    Tab anew;
    anew.lead = -hour;
    anew.opens("/room/" + secret, second);
    anew.derives();
    CHECK(said_by(anew.does(EnterPressed{"Anna"})).epoch == second + 1);
}

TEST_CASE("of two stays of one tab that have one epoch, as where the clock was set back before both, one stays") {
    for (const auto other : {0U, 5U}) {
        Tab ann = inside();
        ann.delivers(protocol::Joined{member(other), "AAAA"});
        const auto out = ann.does(MemberIntroduced{{member(other), protocol::encode(hello(1, "Ann", ann.now))}});
        CHECK((only<ShowRoom>(out).trouble == RoomTrouble::elsewhere) == (other > 1));
        CHECK(ann.session.peers().empty());
    }
}

TEST_CASE("a tab that comes back from another stay, which put it out, is the later one, whatever the clock says") {
    Tab ann = inside();
    auto other = hello(1, "Ann", ann.now + 5'000);
    ann.delivers(protocol::Joined{member(5), "AAAA"});
    CHECK(only<ShowRoom>(ann.does(MemberIntroduced{{member(5), protocol::encode(other)}})).trouble == RoomTrouble::elsewhere);
    ann.lead = -hour;
    CHECK(said_by(ann.does(EnterPressed{"Ann"})).epoch == other.epoch + 1);
}
