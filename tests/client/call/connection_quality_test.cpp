// How good connections are: what is read out of a report of statistics, what two samples say together, and whose connection is weak.
#include "client/call/connection_quality.hpp"

#include <doctest/doctest.h>

#include "tests/client/orders.hpp"

using namespace client::call;
using story::member;

namespace {

Report::Pair pair(const char* id, bool selected, double received) { return {id, "here", "there", selected, 1'000, 0.042, 5'000, received}; }

Report report() {
    Report it;
    it.selected_pair = "p";
    it.candidates = {{"there", CandidateType::prflx, Transport::udp}, {"here", CandidateType::relay, Transport::tls}};
    it.pairs = {pair("p", true, 7'000)};
    return it;
}

// So many seconds after the beginning, so many packets came and so many were lost.
Sample sample(double second, double packets = 0, double lost = 0, double round_trip = 40) {
    Sample it;
    it.at = second * 1'000;
    it.packets = packets;
    it.lost = lost;
    it.round_trip = round_trip;
    return it;
}

// A call whose connections are looked at every two seconds.
struct Looks {
    ConnectionQuality quality;
    double second = 0;

    void look(std::initializer_list<std::pair<unsigned, double>> round_trips) {
        second += 2;
        for (const auto& [who, ms] : round_trips) quality.look(member(who), sample(second, 0, 0, ms));
    }
};

}  // namespace

TEST_CASE("a sample is of the pair that the transport names") {
    auto it = report();
    it.pairs.push_back(pair("other", true, 9'000));
    const auto found = sampled(it);
    REQUIRE(found);
    CHECK(found->at == 1'000);
    CHECK(found->received == 7'000);
    CHECK(found->sent == 5'000);
    CHECK(found->mine == CandidateType::relay);
    CHECK(found->theirs == CandidateType::prflx);
    CHECK(found->transport == Transport::tls);
    CHECK(found->relayed());
    CHECK(*found->round_trip == doctest::Approx(42));
}

TEST_CASE("where no transport names the pair, it is the selected one that most came over") {
    auto it = report();
    it.selected_pair = "";
    it.pairs = {pair("idle", true, 10), pair("used", true, 20), pair("failed", false, 30)};
    CHECK(sampled(it)->received == 20);
    it.pairs = {pair("failed", false, 30)};
    CHECK_FALSE(sampled(it));
    it.selected_pair = "gone";
    CHECK_FALSE(sampled(it));
    CHECK_FALSE(sampled({}));
}

TEST_CASE("candidates that a report does not have are unknown") {
    auto it = report();
    it.candidates.clear();
    CHECK(sampled(it)->mine == CandidateType::unknown);
    CHECK(sampled(it)->transport == Transport::unknown);
    CHECK_FALSE(sampled(it)->relayed());
}

TEST_CASE("a round trip that the pair does not know is told by a stream's reader") {
    auto it = report();
    it.pairs[0].round_trip.reset();
    CHECK_FALSE(sampled(it)->round_trip);
    it.remote_inbound = {{std::nullopt, 0}, {0.0, 0}, {0.3, 0}};
    CHECK(*sampled(it)->round_trip == doctest::Approx(300));
}

TEST_CASE("packets are summed over all streams, and never less than none are lost") {
    auto it = report();
    it.inbound = {{100, 5}, {50, -7}};
    it.remote_inbound = {{0.1, 0.02}, {0.1, 0.5}};
    CHECK(sampled(it)->packets == 150);
    CHECK(sampled(it)->lost == 0);
    CHECK(sampled(it)->lost_there == 0.5);
    it.inbound = {{100, 5}, {50, 7}};
    CHECK(sampled(it)->lost == 12);
}

TEST_CASE("the pace is of the time between two samples") {
    auto from = sample(10, 100, 2);
    auto to = sample(12, 190, 12);
    from.sent = from.received = 1'000;
    to.sent = 251'000;
    to.received = 1'000;
    const auto between = pace(from, to);
    CHECK(between.up == 1'000);
    CHECK(between.down == 0);
    CHECK(*between.loss == doctest::Approx(0.1));
    CHECK(between.round_trip == 40);
}

TEST_CASE("the loss is that of the worse way, and unknown where nothing could be lost") {
    auto to = sample(12, 100, 0);
    CHECK(pace(sample(10, 50, 0), to).loss == 0);
    CHECK_FALSE(pace(sample(10, 100, 0), to).loss);
    to.lost_there = 0.3;
    CHECK(pace(sample(10, 50, 0), to).loss == 0.3);
    CHECK(pace(sample(10, 100, 0), to).loss == 0.3);
    to.lost = 50;
    CHECK(pace(sample(10, 50, 0), to).loss == 0.5);
}

TEST_CASE("sums that fall with a stream that ended, or with a connection that was replaced, are no negative pace") {
    auto from = sample(10, 100, 20);
    from.sent = from.received = 5'000;
    const auto between = pace(from, sample(12, 10, 3));
    CHECK(between.up == 0);
    CHECK(between.down == 0);
    CHECK_FALSE(between.loss);
}

TEST_CASE("of a first sample, and of one that is no newer, only the round trip is known") {
    auto to = sample(12, 100, 50);
    to.sent = 9'000;
    const Pace first{40, std::nullopt, 0, 0};
    CHECK(pace(std::nullopt, to) == first);
    CHECK(pace(sample(12), to) == first);
    CHECK(pace(sample(13), to) == first);
    CHECK_FALSE(pace(sample(11), to) == first);
}

TEST_CASE("a connection is weak from 5 % of loss or 400 ms on") {
    CHECK(weakness_of({}) == Weakness::none);
    CHECK(weakness_of({399.0, 0.049, 0, 0}) == Weakness::none);
    CHECK(weakness_of({400.0, 0.0, 0, 0}) == Weakness::slow);
    CHECK(weakness_of({std::nullopt, 0.05, 0, 0}) == Weakness::lossy);
    CHECK(weakness_of({400.0, 0.05, 0, 0}) == Weakness::lossy);
}

TEST_CASE("one bad look is nothing to tell, two in a row are, and a good one ends it") {
    Looks looks;
    looks.look({{2, 500}, {3, 40}});  // of the first sample, nothing is told
    looks.look({{2, 500}, {3, 40}});
    CHECK(looks.quality.weak().theirs.empty());
    looks.look({{2, 500}, {3, 40}});
    CHECK(looks.quality.weak() == ShowWeak{Weakness::none, {{member(2), Weakness::slow}}});
    looks.look({{2, 40}, {3, 40}});
    CHECK(looks.quality.weak() == ShowWeak{});
    looks.look({{2, 500}, {3, 40}});
    looks.look({{2, 40}, {3, 40}});
    looks.look({{2, 500}, {3, 40}});
    CHECK(looks.quality.weak() == ShowWeak{});
}

TEST_CASE("where all connections of several are weak, it is mine") {
    Looks looks;
    for (int i = 0; i < 3; ++i) looks.look({{2, 500}, {3, 500}});
    CHECK(looks.quality.weak() == ShowWeak{Weakness::slow, {}});
    looks.look({{2, 500}, {3, 500}, {4, 40}});
    CHECK(looks.quality.weak() == ShowWeak{Weakness::none, {{member(2), Weakness::slow}, {member(3), Weakness::slow}}});
    // Of two people, nobody can say whose it is.
    Looks pair;
    for (int i = 0; i < 3; ++i) pair.look({{2, 500}});
    CHECK(pair.quality.weak() == ShowWeak{Weakness::none, {{member(2), Weakness::slow}}});
}

TEST_CASE("a member that left says nothing about the connections that are there") {
    Looks looks;
    for (int i = 0; i < 3; ++i) looks.look({{2, 500}, {3, 500}});
    looks.quality.keep_only({member(2)});
    CHECK(looks.quality.weak() == ShowWeak{Weakness::none, {{member(2), Weakness::slow}}});

    Looks others;
    for (int i = 0; i < 3; ++i) others.look({{2, 500}, {3, 500}, {4, 40}});
    CHECK(others.quality.weak().mine == Weakness::none);
    others.quality.keep_only({member(2), member(3)});
    CHECK(others.quality.weak().mine == Weakness::slow);
}

TEST_CASE("a connection that is gone begins anew when it is back") {
    Looks looks;
    for (int i = 0; i < 3; ++i) looks.look({{2, 500}});
    looks.quality.look(member(2), std::nullopt);
    CHECK(looks.quality.weak() == ShowWeak{});
    looks.look({{2, 500}});
    looks.look({{2, 500}});
    CHECK(looks.quality.weak() == ShowWeak{});
    looks.look({{2, 500}});
    CHECK(looks.quality.weak().theirs.size() == 1);
    looks.second = 0;  // the browser's clock of statistics was set back
    looks.look({{2, 500}});
    CHECK(looks.quality.weak() == ShowWeak{});
    looks.quality.clear();
    CHECK(looks.quality.weak() == ShowWeak{});
}
