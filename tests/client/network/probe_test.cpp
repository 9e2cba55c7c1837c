// When a client that reaches nobody asks whether the network works again, and what the answers mean.
#include "client/network/probe.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace client::network;
using client::Millis;

namespace {

// A client that is cut off from the beginning on, and asked by its timer.
struct Outage {
    Probe probe;
    Millis now = 50'000;

    // Waits for the next question; how long that took.
    Millis asks() {
        const auto from = now;
        while (!probe.step(true, now)) {
            REQUIRE(probe.wake_at());
            REQUIRE(*probe.wake_at() > now);
            now = *probe.wake_at();
        }
        CHECK_FALSE(probe.wake_at());  // from here on, the answer is waited for
        return now - from;
    }
    bool hears(ProbeAnswer answer, Millis after = 0) {
        now += after;
        return probe.answer(answer, now);
    }
    // The question is not answered in time.
    void hears_nothing() { CHECK_FALSE(hears(ProbeAnswer::silent, probe_patience_ms)); }
};

}  // namespace

TEST_CASE("a client is cut off where something is wrong and nothing proves that packets pass") {
    CHECK_FALSE(is_cut_off({.inside = true}));
    CHECK_FALSE(is_cut_off({.inside = true, .connected = 2}));
    CHECK(is_cut_off({.inside = true, .troubled = true}));
    CHECK(is_cut_off({.inside = true, .troubled = true, .connected = 1}));
    CHECK(is_cut_off({.inside = true, .reconnecting = 1}));
    CHECK_FALSE(is_cut_off({.inside = true, .connected = 1, .reconnecting = 1}));
    CHECK_FALSE(is_cut_off({.inside = false, .troubled = true, .reconnecting = 1}));
}

TEST_CASE("nothing is asked while nothing is wrong, nor where that passes within a second") {
    Probe probe;
    CHECK_FALSE(probe.step(false, 1'000));
    CHECK_FALSE(probe.wake_at());
    CHECK_FALSE(probe.step(true, 2'000));
    CHECK(probe.wake_at() == 3'000);
    CHECK_FALSE(probe.step(true, 2'999));
    CHECK_FALSE(probe.step(false, 2'999));
    CHECK_FALSE(probe.wake_at());
    CHECK_FALSE(probe.step(true, 3'000));
    CHECK(probe.wake_at() == 4'000);
}

TEST_CASE("while the network answers, it is asked every five seconds, and there is no news") {
    Outage outage;
    CHECK(outage.asks() == 1'000);
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(outage.hears(ProbeAnswer::came, 20));
        CHECK(outage.asks() == 5'000);
    }
}

TEST_CASE("after silence it is asked again at once, and the first answer is the news") {
    Outage outage;
    outage.asks();
    for (int i = 0; i < 3; ++i) {
        outage.hears_nothing();
        CHECK(outage.asks() == 0);
    }
    CHECK(outage.hears(ProbeAnswer::came, 20));
    CHECK(outage.asks() == 5'000);
    CHECK_FALSE(outage.hears(ProbeAnswer::came));
}

TEST_CASE("an answer that comes when nobody is cut off any more is no news, and the next outage begins anew") {
    Outage outage;
    outage.asks();
    outage.hears_nothing();
    outage.asks();
    CHECK_FALSE(outage.probe.step(false, outage.now));
    CHECK_FALSE(outage.hears(ProbeAnswer::came));
    CHECK(outage.asks() == 1'000);
    CHECK_FALSE(outage.hears(ProbeAnswer::came));
}

TEST_CASE("there is one question at a time, however often something happens meanwhile") {
    Outage outage;
    outage.asks();
    for (int i = 0; i < 100; ++i) CHECK_FALSE(outage.probe.step(true, outage.now += 100));
    CHECK_FALSE(outage.probe.wake_at());
}

TEST_CASE("where some answers are lost, the network has returned once in a while, so that a long poll can end") {
    Outage outage;
    outage.asks();
    std::vector<Millis> returned;
    while (outage.now < 200'000) {
        outage.hears_nothing();
        outage.asks();
        if (outage.hears(ProbeAnswer::came, 20)) returned.push_back(outage.now);
        outage.asks();
    }
    REQUIRE(returned.size() >= 3);
    for (std::size_t i = 1; i < returned.size(); ++i) CHECK(returned[i] - returned[i - 1] >= returns_apart_ms);
}
