// A member who comes, or comes back, is told what was said before.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

const std::string page_of_hangul = [] {
    std::string text;
    for (int i = 0; i < 9'990; ++i) text += "\xea\xb0\x80";
    return text;
}();

// Mina, who has been here, and Jun, who comes: what each says over the channel, the other hears.
struct Two {
    Tab mina = inside();
    Tab jun{2};
    bool put_out = false;

    void passes(Tab& from, Tab& to, const Orders& orders) {
        for (const auto& order : all<SendMessage>(orders)) {
            if (!to.session.peers().count(member(from.number))) continue;
            const auto answer = to.does(MessageReceived{member(from.number), to.link(from.number), order.bytes});
            put_out = put_out || has_notice(answer, NoticeKind::flooded);
            passes(to, from, answer);
        }
    }
    void passes_time(Millis ms, Millis step) {
        for (Millis waited = 0; waited < ms; waited += step) {
            passes(mina, jun, mina.wait(step));
            passes(jun, mina, jun.wait(step));
        }
    }
    void says(const std::string& text) { passes(mina, jun, mina.does(TextTyped{text})); }
    void meet() {
        mina.joined(2, "Jun");
        jun.now = mina.now;
        jun.enters("Jun", {greeting(1, "Mina")});
        connect();
    }
    void connect() {
        const auto hers = mina.connects(2);
        passes(jun, mina, jun.connects(1));
        passes(mina, jun, hers);
    }
    void disconnect() {
        mina.does(ChannelClosed{member(2), mina.link(2)});
        jun.does(ChannelClosed{member(1), jun.link(1)});
    }
    std::size_t heard() const { return jun.session.conversation().timeline().places().size(); }
    // The end of the newest line.
    std::string last() const {
        const auto& conversation = jun.session.conversation();
        if (heard() == 0) return "";
        const auto text =
            conversation.timeline().message(*conversation.log(), conversation.timeline().places().rbegin()->id)->versions.back().text;
        return text.substr(text.size() - std::min<std::size_t>(text.size(), 12));
    }
};

}  // namespace

TEST_CASE("a newcomer hears all that a member has written, however much, and what is said next") {
    for (const bool pages : {true, false}) {
        Two both;
        const auto lines = pages ? 400U : 25'000U;
        const auto text = [&](unsigned number) { return (pages ? page_of_hangul : "") + " " + std::to_string(number); };
        for (unsigned i = 1; i <= lines; ++i) both.mina.does(TextTyped{text(i)});
        both.meet();
        CHECK_FALSE(both.put_out);
        CHECK(both.heard() == lines);
        CHECK(both.last().find(std::to_string(lines)) != std::string::npos);
        both.says("and now?");
        CHECK(both.last() == "and now?");
        both.passes_time(1'000, 100);
        CHECK(both.mina.session.peers().count(member(2)) == 1);
        CHECK(both.jun.session.peers().count(member(1)) == 1);
    }
}

TEST_CASE("somebody who comes when the author is gone hears it all from those who stayed") {
    Two both;
    both.mina.meets(3, "Ann");
    for (unsigned i = 1; i <= 700; ++i) both.mina.reads(3, both.mina.now + i, std::to_string(i));
    both.mina.hears(3, protocol::Bye{});
    both.meet();
    CHECK(both.heard() == 700);
    CHECK(both.last() == "700");
}

TEST_CASE("a connection that breaks again and again, before anything is confirmed, makes nobody a flooder") {
    Two both;
    for (unsigned i = 1; i <= 400; ++i) both.mina.does(TextTyped{page_of_hangul});
    both.meet();
    for (unsigned times = 0; times < 20; ++times) {
        both.disconnect();
        both.connect();
        CHECK_FALSE(both.put_out);
    }
    both.passes_time(60'000, 100);
    CHECK_FALSE(both.put_out);
    both.says("still here");
    both.passes_time(1'000, 100);
    CHECK(both.last() == "still here");
}

TEST_CASE("a clock that is set forward gives nobody more to say") {
    Two both;
    both.meet();
    for (unsigned i = 1; i <= 700; ++i) both.says(page_of_hangul);
    both.mina.lead = 3'600'000;
    both.passes_time(1'000, 100);
    CHECK_FALSE(both.put_out);
    CHECK(both.jun.session.peers().count(member(1)) == 1);
}

TEST_CASE("a member that pastes a whole book is heard, and not put out") {
    Two both;
    both.meet();
    for (unsigned i = 1; i <= 500; ++i) both.says(page_of_hangul);
    both.passes_time(1'000, 100);
    CHECK_FALSE(both.put_out);
    CHECK(both.heard() == 500);
}

TEST_CASE("two who have the same of many feeds find that out by one hash, and others by all their heads") {
    Tab ann = inside();
    std::vector<protocol::Head> all;
    for (unsigned who = 100; who < 140; ++who) {
        Writer writer(who);
        const auto entries = writer.says(ann.now, "hello");
        ann.does(EntriesLoaded{{{entries, {ann.now}}}});
        all.push_back({member(who), 1, 1});
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.feed < b.feed; });
    ann.joined(2, "Ben");
    const auto opened = ann.connects(2);
    CHECK(said_of<protocol::Heads>(opened, 2).empty());
    const auto digests = said_of<protocol::Digest>(opened, 2);
    REQUIRE(digests.size() == 1);
    CHECK(digests[0].hash == protocol::hash_of(all));
    CHECK(said(ann.hears(2, digests[0]), 2).empty());
    all[0].count = 2;
    const auto asked = said_of<protocol::Heads>(ann.hears(2, protocol::Digest{protocol::hash_of(all)}), 2);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].heads.empty());
    CHECK(said_of<protocol::Heads>(ann.hears(2, protocol::Heads{}), 2).at(0).heads.size() == 40);
}
