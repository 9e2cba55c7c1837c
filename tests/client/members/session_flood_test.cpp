// A member that takes more of everybody's attention than a person can is put out.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

// Has the peer say the words of `next(i)` until it is put out; how many were heard.
template <class Next>
unsigned heard_of(Tab& tab, unsigned peer, Next next) {
    for (unsigned i = 0; i < 100'000; ++i) {
        if (!tab.session.peers().count(member(peer))) return i;
        const auto out = tab.hears(peer, next(i));
        const auto told = notices(out);
        if (std::find(told.begin(), told.end(), NoticeKind::flooded) != told.end()) CHECK(count<CloseLink>(out) == 1);
    }
    return 100'000;
}

protocol::Talk line(std::uint64_t number, std::size_t bytes) { return protocol::Message{number, 1, std::string(bytes, 'x')}; }

}  // namespace

TEST_CASE("the words of weeks, heard at once on coming back, are no flood") {
    Tab ann = together();
    for (std::uint64_t number = 1; number <= 9'000; ++number) ann.hears(2, line(number, 80));
    for (std::uint64_t number = 9'001; number <= 9'100; ++number) ann.hears(2, line(number, 10'000));
    CHECK(ann.session.peers().count(member(2)) == 1);
    CHECK(ann.session.history()->have(member(2)) == 9'100);
}

TEST_CASE("a member that sends without end is put out, and the person is told once") {
    Tab ann = together();
    ann.meets(3, "Cem");
    CHECK(heard_of(ann, 2, [](unsigned i) { return line(i + 1, 10); }) == 19'951);  // and 50 for coming in
    // It does not come back in by any door.
    CHECK(notices(ann.joined(2, "Ben")).empty());
    ann.letter(2, protocol::RequestOffer{1});
    CHECK(ann.session.peers().count(member(2)) == 0);
    // The others chat on.
    CHECK(count<ShowMessage>(ann.hears(3, line(1, 10))) == 1);
    // Its words are there to be read; after that, the page holds what it can.
    CHECK(ann.session.history()->entries().size() == 19'951);
    ann.now += 60'000;
    CHECK(count<PruneMessage>(ann.hears(3, line(2, 10))) == 9'952);
    CHECK(ann.session.history()->entries().size() == 10'000);
}

TEST_CASE("nobody's words are dropped for somebody else's, unread and yet confirmed") {
    Tab ann = together();
    ann.meets(3, "Cem");
    const auto tomorrow = ann.now + 23ULL * 60 * 60 * 1000;
    ann.hears(3, protocol::Message{1, ann.now, "before"});
    for (std::uint64_t number = 1; number <= 10'000; ++number) ann.hears(2, protocol::Message{number, tomorrow, "x"});
    ann.now += 60'000;
    ann.meets(4, "Dora");
    const auto out = ann.hears(4, protocol::Message{1, ann.now, "hello"});
    CHECK(count<ShowMessage>(out) == 1);
    for (const auto& gone : all<PruneMessage>(out)) CHECK(gone.id.author == member(2));
    const auto& entries = ann.session.history()->entries();
    for (const auto other : {3U, 4U})
        CHECK(std::count_if(entries.begin(), entries.end(), [&](const auto& each) { return each.id.author == member(other); }) == 1);
}

TEST_CASE("over a channel that has long been open nobody speaks from tomorrow") {
    Tab ann = together();
    ann.now += 60'000;
    ann.hears(2, protocol::Message{1, ann.now, "first"});
    ann.now += 1'000;
    ann.hears(2, protocol::Message{2, ann.now + 23ULL * 60 * 60 * 1000, "from tomorrow"});
    ann.does(TextTyped{"now"});
    CHECK(ann.session.history()->entries().back().text == "now");
    CHECK(ann.session.history()->entries().back().stamp < ann.now + 1'000);
}

TEST_CASE("long words, nonsense and what flickers weigh more, new connections as well") {
    Tab ann = together();
    CHECK(heard_of(ann, 2, [](unsigned i) { return line(i + 1, 40'000); }) < 300);
    ann = together();
    CHECK(heard_of(ann, 2, [](unsigned i) { return protocol::Status{i % 2 == 0, false, false, false}; }) < 500);
    ann = Tab(2);
    ann.enters("Ann", {greeting(1, "Ben")});
    ann.connects(1);
    const auto offer = [](unsigned i) {
        return protocol::Signal{protocol::Description{i + 2, protocol::Description::Kind::offer, "a=fingerprint:its own"}};
    };
    ann.letter(1, protocol::Description{1, protocol::Description::Kind::offer, "a=fingerprint:its own"});
    CHECK(heard_of(ann, 1, offer) < 500);
    ann = together();
    unsigned nonsense = 0;
    while (ann.session.peers().count(member(2)) && ++nonsense < 1'000)
        ann.does(MessageReceived{member(2), ann.link(2), std::string(200'000, '{')});
    CHECK(nonsense < 100);
}

TEST_CASE("a member that comes and goes without end is put out") {
    Tab ann = together();
    std::size_t seen = 0;
    for (unsigned i = 0; i < 1'000; ++i) {
        if (ann.session.peers().count(member(2))) ann.hears(2, protocol::Bye{});
        ann.left(2, protocol::Departure::left);
        seen += count<OpenLink>(ann.joined(2, "Ben"));
    }
    CHECK(seen < 500);
}

TEST_CASE("a person at a keyboard is never put out, however long the evening") {
    Tab ann = together();
    for (std::uint64_t second = 1; second <= 50'000; ++second) {
        ann.now += 1'000;
        ann.hears(2, line(second, 40));
        if (second % 20 == 0) ann.hears(2, protocol::Status{second % 40 == 0, false, false, false});
    }
    CHECK(ann.session.peers().count(member(2)) == 1);
}
