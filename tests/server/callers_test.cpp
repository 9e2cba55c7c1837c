// The limits of one address.
#include "server/callers.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

using namespace server;

namespace {

Caller at(const Callers& callers, const std::string& address) {
    const auto read = parse_address(address);
    REQUIRE_MESSAGE(read, address);
    return callers.at(*read);
}

}  // namespace

TEST_CASE("one customer's addresses count as one, others on their own") {
    const Callers callers({});
    CHECK(at(callers, "2001:db8:1:2::1") == at(callers, "2001:db8:1:2:ffff::9"));
    CHECK(at(callers, "2001:db8:1:2::1") != at(callers, "2001:db8:1:3::1"));
    CHECK(at(callers, "192.0.2.1") != at(callers, "192.0.2.2"));
    CHECK(at(callers, "192.0.2.1") == at(callers, "::ffff:192.0.2.1"));
    std::set<Caller> all;
    for (int i = 0; i < 250; ++i) all.insert(at(callers, "203.0.113." + std::to_string(i)));
    CHECK(all.size() == 250);
    CHECK_FALSE(all.count(Callers::unlimited));
    CHECK(at(Callers({}, {3, 4}), "192.0.2.1") != at(callers, "192.0.2.1"));  // and nobody can tell with whom
}

TEST_CASE("joins, letters and bytes are counted apart, and for each address") {
    Callers callers({.joins = {2, 60}, .letters = {10, 60}, .bytes = {100, 60}, .mailboxes = 1});
    const Caller one = at(callers, "192.0.2.1"), other = at(callers, "192.0.2.2");
    CHECK_FALSE(callers.take_join(one, 0));
    CHECK_FALSE(callers.take_join(one, 0));
    CHECK(callers.take_join(one, 0) == 1'000);
    CHECK_FALSE(callers.take_letters(one, 10, 0));
    CHECK(callers.take_letters(one, 1, 0));
    CHECK_FALSE(callers.take_bytes(one, 100, 0));
    CHECK(callers.take_bytes(one, 1, 0));
    CHECK_FALSE(callers.take_join(other, 0));
    CHECK_FALSE(callers.take_join(one, 1'000));
    for (int i = 0; i < 100; ++i) {
        CHECK_FALSE(callers.take_join(Callers::unlimited, 0));
        CHECK_FALSE(callers.take_bytes(Callers::unlimited, 1'000, 0));
    }
}

TEST_CASE("mailboxes are held until they are let go") {
    Callers callers({.mailboxes = 3});
    const Caller one = at(callers, "192.0.2.1");
    auto two = callers.hold_mailboxes(one, 2);
    CHECK(two);
    CHECK_FALSE(callers.hold_mailboxes(one, 2));
    {
        const auto last = callers.hold_mailboxes(one, 1);
        CHECK(last);
        CHECK_FALSE(callers.hold_mailboxes(one, 1));
    }
    CHECK(callers.hold_mailboxes(one, 1));
    two = callers.hold_mailboxes(one, 1);  // the new ones are held before the old ones are let go
    CHECK(callers.hold_mailboxes(one, 2));
    CHECK_FALSE(callers.hold_mailboxes(one, 3));
    two.reset();
    CHECK(callers.hold_mailboxes(one, 3));
    CHECK(callers.hold_mailboxes(Callers::unlimited, 1'000'000));
}

TEST_CASE("connections are held apart from mailboxes") {
    Callers callers({.mailboxes = 1, .connections = 1});
    const Caller one = at(callers, "192.0.2.1");
    const auto mailbox = callers.hold_mailboxes(one, 1);
    auto connection = callers.hold_connection(one);
    CHECK(connection);
    CHECK_FALSE(callers.hold_connection(one));
    CHECK(callers.hold_connection(at(callers, "192.0.2.2")));
    connection.reset();
    CHECK(callers.hold_connection(one));
}

TEST_CASE("of several servers an address has one share: what it takes of one, it has not of another") {
    const CallerLimits limits{.joins = {2, 60}, .mailboxes = 3};
    Callers one(limits, {1, 2}), two(limits, {3, 4});
    for (auto* each : {&one, &two}) each->share("a secret of all servers");
    const auto here = at(one, "192.0.2.1"), there = at(two, "192.0.2.1");
    CHECK(here == there);
    for (int i = 0; i < 2; ++i) CHECK_FALSE(one.take_join(here, 1'000));
    auto held = one.hold_mailboxes(here, 2);
    CHECK_FALSE(two.take_join(there, 1'000));
    two.hear("one", one.take_news(1'000), 1'000);
    CHECK(two.take_join(there, 1'000));
    CHECK_FALSE(two.take_join(at(two, "192.0.2.2"), 1'000));
    CHECK_FALSE(two.hold_mailboxes(there, 2));
    CHECK(two.hold_mailboxes(there, 1));

    // Released room is free for all, and so is that which a server held that is not there any more.
    held.reset();
    two.hear("one", one.take_news(2'000), 2'000);
    CHECK(two.hold_mailboxes(there, 3));
    held = one.hold_mailboxes(here, 3);
    two.hear("one", one.take_news(3'000), 3'000);
    CHECK_FALSE(two.hold_mailboxes(there, 1));
    two.take_news(100'000);
    CHECK(two.hold_mailboxes(there, 3));
}

TEST_CASE("news of a server that make no sense change nothing") {
    Callers callers(CallerLimits{.mailboxes = 1});
    callers.share("a secret of all servers");
    for (const char* news : {"", "x", "*", "\n\n", "1", "1 2 3", "99999999 1 1 1 1 1 1\n", "0 1 1 1 1 1 1\n", "1 -1 0 0 0 0 0\n",
                             "1 99999999999999999999 0 0 0 0 0\n", "1 1 1 1 1 9999999999 9999999999\n"})
        callers.hear("one", news, 1'000);
    CHECK(callers.hold_mailboxes(at(callers, "192.0.2.1"), 1));
}

TEST_CASE("all of a /48 together may use what some customers may, and no more") {
    Callers callers({.joins = {2, 60}, .mailboxes = 3});
    const auto of = [&](int customer) { return at(callers, "2001:db8:1:" + std::to_string(customer) + "::1"); };
    int joins = 0;
    for (int customer = 1; customer <= 1'000; ++customer)
        for (int i = 0; i < 2; ++i) joins += !callers.take_join(of(customer), 0);
    CHECK(joins == 32);
    // Nobody else feels it.
    CHECK_FALSE(callers.take_join(at(callers, "2001:db8:2:1::1"), 0));
    CHECK_FALSE(callers.take_join(at(callers, "192.0.2.1"), 0));
    std::vector<Callers::Hold> held;
    for (int customer = 1; customer <= 1'000; ++customer)
        if (auto one = callers.hold_mailboxes(of(customer), 3)) held.push_back(std::move(*one));
    CHECK(held.size() == 16);
    held.clear();
    CHECK(callers.hold_mailboxes(of(1), 3));
}
