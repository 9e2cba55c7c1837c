#include "client/signaling/stream_leader.hpp"

#include <doctest/doctest.h>

#include "protocol/wire.hpp"
#include "tests/client/leader.hpp"

using namespace client;
using namespace client::network;
using namespace client::signaling;
using story::all;
using story::are;
using story::count;
using story::letter_line;
using story::member;
using story::only;
using story::open_line;
using story::seat;
using Tab = story::Round;

TEST_CASE("a new tab stands for leader and tells the present leader its mailbox") {
    Tab tab;
    const auto out = tab.open(5);
    CHECK(are<StandForLeader, AnnounceMailbox>(out));
    CHECK(only<StandForLeader>(out).me == member(1));
    CHECK(only<AnnounceMailbox>(out).mailbox.after == 5);
    CHECK_FALSE(tab.leader.reached());
}

TEST_CASE("a mailbox that no leader reads is missed after some seconds, until one does") {
    Tab tab;
    tab.open();
    CHECK_FALSE(tab.leader.is_left_alone());
    tab.wait(9'999);
    CHECK_FALSE(tab.leader.is_left_alone());
    while (!tab.leader.is_left_alone() && tab.now < 1'011'000) tab.wake();
    CHECK(tab.now == 1'010'000);
    CHECK_FALSE(tab.leader.reached());  // it is not this tab's to say
    tab.leader.heard();
    CHECK_FALSE(tab.leader.is_left_alone());
    tab.wait(60'000);
    CHECK_FALSE(tab.leader.is_left_alone());
    // A new leader asks, and is heard of no more.
    tab.step([&](client::Orders& out) { tab.leader.on(MailboxesAsked{}, tab.now, out); });
    tab.wait(10'000);
    CHECK(tab.leader.is_left_alone());
    // Where it is this tab at last, its own stream tells.
    tab.chosen();
    CHECK_FALSE(tab.leader.is_left_alone());
    CHECK(tab.leader.reached() == false);
    tab.line(open_line);
    CHECK(tab.leader.reached() == true);
}

TEST_CASE("the chosen tab asks for the others' mailboxes and opens a stream at once") {
    Tab tab;
    tab.open(5);
    const auto out = tab.chosen();
    CHECK(are<AskMailboxes, OpenStream>(out));
    CHECK(tab.request.wait == protocol::Wait::stream);
    REQUIRE(tab.request.mailboxes.size() == 1);
    CHECK(tab.request.mailboxes[0].seat.member == member(1));
    CHECK(tab.request.mailboxes[0].after == 5);
    CHECK(tab.chosen().empty());  // it is no news the second time
}

TEST_CASE("a tab on its way in stands for leader already, and has its mail brought as soon as it is in") {
    Tab tab;
    CHECK(are<StandForLeader>(tab.stands()));
    CHECK(are<AskMailboxes>(tab.chosen()));
    CHECK(are<OpenStream>(tab.open(5)));
    CHECK(tab.request.mailboxes.size() == 1);
}

TEST_CASE("a tab that leads on its way in fetches the mail of the others meanwhile, and steps down if it is not let in") {
    Tab tab;
    tab.stands();
    tab.chosen();
    CHECK(are<WatchTab>(tab.announced(2, 20)));
    CHECK(are<OpenStream>(tab.wake()));
    CHECK(tab.request.mailboxes.size() == 1);
    tab.line(open_line);
    CHECK(only<ForwardLine>(tab.line(letter_line(2, 21))).to == member(2));
    CHECK(are<OpenStream>(tab.open(5)));
    CHECK(tab.request.mailboxes.size() == 2);
    CHECK(are<StepDown>(tab.closes()));
    tab.stands();
    CHECK(are<StepDown>(tab.closes()));
    CHECK(tab.closes().empty());
}

TEST_CASE("mailboxes of several tabs, announced within a moment, come into one new stream") {
    Tab tab;
    tab.carry();
    CHECK(are<WatchTab>(tab.announced(2, 20)));
    CHECK(are<WatchTab>(tab.announced(3, 30)));
    CHECK(are<OpenStream>(tab.wake()));
    REQUIRE(tab.request.mailboxes.size() == 3);
    CHECK(tab.request.mailboxes[1].after == 20);
    CHECK(tab.request.mailboxes[2].after == 30);
}

TEST_CASE("a tab that announces itself again is not watched twice, but the stream goes on where it says") {
    Tab tab;
    tab.carry_another();
    CHECK_FALSE(count<WatchTab>(tab.announced(2, 3)));
    tab.wake();
    CHECK(tab.request.mailboxes[1].after == 3);
}

TEST_CASE("a tab that asks again though it is carried is told so, without breaking the stream off") {
    Tab tab;
    tab.carry_another();
    const auto out = tab.announced(2, 20);
    CHECK(are<ForwardLine>(out));
    CHECK(only<ForwardLine>(out).line == open_line);
    CHECK(tab.wait(100).empty());
}

TEST_CASE("a line goes to the tab that it is for, the own ones stay here") {
    Tab tab;
    tab.carry();
    tab.announced(2);
    tab.wake();
    CHECK(only<ForwardLine>(tab.line(open_line)).to == member(2));
    const auto out = tab.line(letter_line(2, 1));
    CHECK(only<ForwardLine>(out).to == member(2));
    CHECK(only<ForwardLine>(out).line == letter_line(2, 1));
    CHECK_FALSE(tab.mine);
    CHECK(tab.line(letter_line(1, 1)).empty());
    CHECK(tab.mine);
    CHECK(tab.line(letter_line(7, 1)).empty());  // nobody here
    CHECK_FALSE(tab.mine);
    CHECK(tab.line("").empty());
    CHECK(tab.line("{nonsense").empty());
}

TEST_CASE("a stream that ends after a while is asked for again at once, from where it ended") {
    Tab tab;
    tab.carry();
    tab.announced(2);
    tab.wake();
    tab.line(open_line);
    tab.line(letter_line(2, 8));
    tab.leader.advance(4);
    tab.now += 10'000;
    CHECK(are<OpenStream>(tab.ended()));
    CHECK(tab.request.mailboxes[0].after == 4);
    CHECK(tab.request.mailboxes[1].after == 8);
    CHECK(tab.leader.reached() == true);
}

TEST_CASE("words of an earlier stream are not heard") {
    Tab tab;
    tab.carry();
    tab.announced(2);
    tab.wake();
    CHECK(tab.line(letter_line(1, 1), 1).empty());
    CHECK_FALSE(tab.mine);
    CHECK(tab.ended(false, 1).empty());
    CHECK(tab.ended(true, 1).empty());
    CHECK_FALSE(tab.unknown);
}

TEST_CASE("a server that does not answer is asked ever more seldom, at least every 8 s, and called unreachable") {
    Tab tab;
    tab.carry();
    Millis longest = 0;
    for (int i = 0; i < 12; ++i) {
        CHECK(tab.ended().empty());
        const auto before = tab.now;
        CHECK(are<OpenStream>(tab.wake()));
        longest = std::max(longest, tab.now - before);
        CHECK(tab.now > before);
    }
    CHECK(longest == 8'000);
    CHECK(tab.leader.reached() == false);
    tab.line(open_line);
    CHECK(tab.leader.reached() == true);
}

TEST_CASE("the network's return is not waited for") {
    Tab tab;
    tab.carry();
    for (int i = 0; i < 8; ++i) {
        tab.ended();
        tab.wake();
    }
    tab.ended();
    CHECK(are<OpenStream>(tab.step([&](Orders&) { tab.leader.on(network::Changed{true}, tab.now); })));
}

TEST_CASE("a tab that died is told to have left, and its mailbox is not asked for any more") {
    Tab tab;
    tab.carry();
    tab.announced(2);
    tab.wake();
    CHECK(only<Leave>(tab.closed(2)).seat.member == member(2));
    CHECK(are<OpenStream>(tab.wake()));
    CHECK(tab.request.mailboxes.size() == 1);
    CHECK(tab.closed(2).empty());
}

TEST_CASE("a mailbox that the server refuses is handed the news and dropped from the stream") {
    Tab tab;
    tab.carry();
    tab.announced(2);
    tab.wake();
    tab.line(open_line);
    const auto refused = protocol::encode(protocol::MailboxRefused{member(2), protocol::ErrorWord::unknown_member});
    CHECK(only<ForwardLine>(tab.line(refused)).line == refused);
    tab.now += 5'000;
    tab.ended();
    CHECK(tab.request.mailboxes.size() == 1);
    // Our own refusal is ours to act upon.
    tab.line(protocol::encode(protocol::MailboxRefused{member(1), protocol::ErrorWord::unknown_member}));
    REQUIRE(tab.mine);
    CHECK(std::holds_alternative<protocol::MailboxRefused>(*tab.mine));
}

TEST_CASE("a restarted server knows no mailbox: every tab is told to join again, and nothing is asked for until one has") {
    Tab tab;
    tab.carry();
    tab.announced(2, 20);
    tab.announced(3, 30);
    tab.wake();
    tab.line(open_line);
    tab.now += 5'000;
    tab.ended();
    const auto out = tab.ended(true);
    CHECK(tab.unknown);
    CHECK(count<ForwardLine>(out) == 2);
    CHECK(count<OpenStream>(out) == 0);
    CHECK(tab.wake(30'000).empty());
    CHECK(are<OpenStream>(tab.step([&](Orders& orders) { tab.leader.reopen(0, tab.now, orders); })));
    CHECK(tab.request.mailboxes.size() == 1);
    CHECK(tab.request.mailboxes[0].after == 0);
}

TEST_CASE("while our own mailbox is refused and not yet let in anew, the others' mail is fetched without it") {
    Tab tab;
    tab.carry_another();
    tab.ended(true);
    // The other tab was let in again first. Asking for ours with the number of its former life would throw away what came since.
    tab.announced(2, 0);
    CHECK(are<OpenStream>(tab.wake()));
    REQUIRE(tab.request.mailboxes.size() == 1);
    CHECK(tab.request.mailboxes[0].seat.member == member(2));
    tab.line(open_line);
    tab.step([&](Orders& orders) { tab.leader.reopen(0, tab.now, orders); });
    CHECK(tab.request.mailboxes.size() == 2);
}

TEST_CASE("a silent stream that serves nobody any more is let go") {
    Tab tab;
    tab.carry();
    tab.line(protocol::encode(protocol::MailboxRefused{member(1), protocol::ErrorWord::unknown_member}));
    CHECK(tab.wake().empty());
    CHECK_FALSE(tab.leader.wake_at());
    CHECK(are<OpenStream>(tab.step([&](Orders& orders) { tab.leader.reopen(0, tab.now, orders); })));
}

TEST_CASE("a tab whose mailbox no leader reads asks again, until a line is handed to it") {
    Tab tab;
    tab.open();
    CHECK(tab.wait(4'000).empty());
    CHECK(are<AnnounceMailbox>(tab.wake()));
    CHECK(are<AnnounceMailbox>(tab.wake()));
    tab.leader.heard();
    CHECK_FALSE(tab.leader.wake_at());
}

TEST_CASE("a new leader is told our mailbox when it asks, and where to go on") {
    Tab tab;
    tab.open();
    tab.leader.heard();
    tab.leader.advance(12);
    const auto out = tab.step([&](Orders& orders) { tab.leader.on(MailboxesAsked{}, tab.now, orders); });
    CHECK(only<AnnounceMailbox>(out).mailbox.after == 12);
    // Should that leader die before it brings our mail, we ask again.
    CHECK(tab.leader.wake_at());
}

TEST_CASE("the former leader's stream goes on in the next leader: nothing is lost between") {
    Tab tab;
    tab.open();
    tab.leader.advance(7);
    tab.chosen();
    CHECK(tab.request.mailboxes[0].after == 7);
}

TEST_CASE("a leader that leaves steps down, and what the old stream still says is not taken for the next one's") {
    Tab tab;
    tab.carry();
    const auto old = tab.stream;
    CHECK(are<StepDown>(tab.step([&](Orders& orders) { tab.leader.close(orders); })));
    CHECK_FALSE(tab.leader.wake_at());
    CHECK(tab.step([&](Orders& orders) { tab.leader.close(orders); }).empty());
    tab.open();
    tab.chosen();
    CHECK(tab.stream != old);
    CHECK(tab.ended(true, old).empty());
    CHECK_FALSE(tab.unknown);
}

TEST_CASE("one stream serves no more mailboxes than the server allows") {
    Tab tab;
    tab.carry();
    for (unsigned other = 2; other < 60; ++other) tab.announced(other);
    tab.wake();
    CHECK(tab.request.mailboxes.size() == protocol::max_mailboxes_per_stream);
}
