// Calling back a person who has turned away, with invented time.
#include "client/conversation/attention.hpp"

#include <doctest/doctest.h>

using namespace client::conversation;
using client::Millis;
using client::Times;

namespace {

// A page before a person, and its clocks.
struct Page {
    Attention attention;
    Times now{5'000, 1'700'000'000'000};

    void wait(Millis ms) {
        now.steady += ms;
        now.wall += ms;
    }
    bool is(Presence presence) { return attention.set(presence, now); }
    std::optional<Alert> hear(AlertCause cause = AlertCause::message) { return attention.hear(cause, now.wall, now); }
};

Page hidden() {
    Page page;
    page.is(Presence::hidden);
    return page;
}

constexpr AlertCause causes[] = {AlertCause::message, AlertCause::mention, AlertCause::knock, AlertCause::call};

}  // namespace

TEST_CASE("nothing calls who looks at the page") {
    Page page;
    for (const auto cause : causes) CHECK_FALSE(page.hear(cause));
    CHECK_FALSE(page.is(Presence::here));
    for (const auto cause : causes) CHECK_FALSE(page.hear(cause));
}

TEST_CASE("everything calls who has turned away, and the page says whether it is hidden") {
    for (const auto cause : causes) {
        Page page = hidden();
        const auto alert = page.hear(cause);
        REQUIRE(alert);
        CHECK(alert->aloud);
        CHECK(alert->hidden);
    }
    Page page;
    page.is(Presence::beside);  // beside the window in which the person works
    REQUIRE(page.hear());
    page.wait(10'000);
    CHECK_FALSE(page.hear()->hidden);
}

TEST_CASE("who comes back is not called any more, and what called is taken back once") {
    Page page = hidden();
    CHECK(page.hear());
    CHECK_FALSE(page.is(Presence::beside));
    CHECK(page.is(Presence::here));
    CHECK_FALSE(page.is(Presence::here));
    CHECK_FALSE(page.hear());
    page.is(Presence::hidden);
    CHECK_FALSE(page.is(Presence::here));
}

TEST_CASE("a burst makes one sound, and is counted") {
    Page page = hidden();
    CHECK(page.hear()->aloud);
    for (std::uint32_t number = 2; number < 32; ++number) {
        page.wait(90);
        const auto alert = page.hear();
        CHECK_FALSE(alert->aloud);
        CHECK(alert->messages == number);
    }
    page.wait(3'000 - 30 * 90 - 1);
    CHECK_FALSE(page.hear(AlertCause::call)->aloud);
    page.wait(1);
    CHECK(page.hear()->aloud);
    page.wait(1);
    CHECK_FALSE(page.hear()->aloud);
}

TEST_CASE("a clock that is set back keeps no sound back") {
    Page page = hidden();
    CHECK(page.hear()->aloud);
    page.now.steady += 3'000;
    page.now.wall -= 3'600'000;
    CHECK(page.hear()->aloud);
}

TEST_CASE("looking for a moment starts the count anew, and is no reason for another sound") {
    Page page = hidden();
    page.hear();
    CHECK(page.hear(AlertCause::mention)->messages == 2);
    CHECK(page.hear(AlertCause::knock)->messages == 2);
    page.wait(500);
    page.is(Presence::here);
    page.is(Presence::hidden);
    const auto alert = page.hear();
    CHECK(alert->messages == 1);
    CHECK_FALSE(alert->aloud);
}

TEST_CASE("of a room where only mentions are wanted, mentions call, and who waits at the door") {
    Page page = hidden();
    page.attention.set(AlertLevel::mentions);
    CHECK_FALSE(page.hear(AlertCause::message));
    CHECK_FALSE(page.hear(AlertCause::call));
    CHECK(page.hear(AlertCause::mention)->aloud);
    CHECK(page.hear(AlertCause::knock));
    CHECK(page.hear(AlertCause::mention)->messages == 2);
}

TEST_CASE("of a room where nothing is wanted nothing calls, until it is wanted again") {
    Page page = hidden();
    page.attention.set(AlertLevel::nothing);
    for (const auto cause : causes) CHECK_FALSE(page.hear(cause));
    CHECK_FALSE(page.is(Presence::here));
    page.is(Presence::hidden);
    page.attention.set(AlertLevel::everything);
    CHECK(page.hear()->messages == 1);
}

TEST_CASE("history that arrives after the person turned away calls nobody") {
    Page page;
    page.wait(600'000);
    const auto turned_away = page.now.wall;
    page.is(Presence::hidden);
    page.wait(300'000);
    CHECK_FALSE(page.attention.hear(AlertCause::message, turned_away - 60'001, page.now));
    // A message that was under way, and one that was said meanwhile behind a broken connection.
    CHECK(page.attention.hear(AlertCause::message, turned_away - 60'000, page.now));
    CHECK(page.attention.hear(AlertCause::message, turned_away + 1, page.now));
    // Not seen since, but beside: the first moment counts.
    page.is(Presence::beside);
    page.is(Presence::hidden);
    CHECK(page.attention.hear(AlertCause::message, turned_away + 1, page.now));
}

TEST_CASE("what is said now calls, also where the clock was set back meanwhile") {
    Page page = hidden();
    page.now.wall -= 86'400'000;
    CHECK(page.hear());
}
