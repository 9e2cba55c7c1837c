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
        const auto out = next(i);
        const auto told = notices(out);
        if (std::find(told.begin(), told.end(), NoticeKind::flooded) != told.end()) CHECK(count<CloseLink>(out) == 1);
    }
    return 100'000;
}

// Of so many bytes, but for what surrounds it.
Orders says(Tab& tab, unsigned who, std::size_t bytes) { return tab.reads(who, 1, std::string(bytes, 'x')); }

}  // namespace

TEST_CASE("the words of weeks, heard at once on coming back, are no flood") {
    Tab ann = together();
    for (int i = 0; i < 9'000; ++i) ann.writer(2).says(1, std::string(80, 'x'));
    for (int i = 0; i < 100; ++i) ann.writer(2).says(1, std::string(10'000, 'x'));
    auto out = ann.hears(2, has(2, 9'100));
    unsigned asked = 0;
    for (; asked < 200; ++asked) {
        const auto wanted = said_of<protocol::EntriesWanted>(out, 2);
        if (wanted.empty()) break;
        out = ann.hears(2, *ann.writer(2).log.answer(wanted.at(0)));
    }
    CHECK(asked < 100);
    CHECK(ann.session.peers().count(member(2)) == 1);
    CHECK(ann.session.conversation().log()->head(member(2))->first == 1);
    CHECK(ann.count_of(2) == 9'100);
}

TEST_CASE("a member that sends without end is put out, and the person is told once") {
    Tab ann = together();
    ann.meets(3, "Cem");
    CHECK(heard_of(ann, 2, [&](unsigned) { return says(ann, 2, 10); }) == 19'951);  // and 50 for coming in
    // It does not come back in by any door.
    CHECK(notices(ann.joined(2, "Ben")).empty());
    ann.letter(2, protocol::RequestOffer{1});
    CHECK(ann.session.peers().count(member(2)) == 0);
    // Its words are taken off the page, and brought back by nobody.
    CHECK(ann.texts().empty());
    CHECK(said_of<protocol::EntriesWanted>(ann.hears(3, has(2, 25'000)), 3).empty());
    // Nor under another member id, with the same key.
    const Introduction again{member(4), protocol::encode(hello(2, "Ben", 2))};
    ann.delivers(protocol::Joined{member(4), "AAAA"});
    CHECK(count<OpenLink>(ann.does(MemberIntroduced{again})) == 0);
    // The others chat on.
    CHECK(count<ShowMessage>(says(ann, 3, 10)) == 1);
    CHECK(ann.texts().size() == 1);
}

TEST_CASE("muting and unmuting puts nobody out, however often") {
    Tab ann = together();
    ann.hears(2, protocol::Status{true, false, false, false});
    for (unsigned press = 0; press < 20'000; ++press) {
        ann.now += 500;
        ann.hears(2, protocol::Status{true, press % 2 == 0, false, false});
    }
    CHECK(ann.session.peers().count(member(2)) == 1);
}

TEST_CASE("long words, nonsense and what flickers weigh more, new connections as well") {
    Tab ann = together();
    CHECK(heard_of(ann, 2, [&](unsigned) { return says(ann, 2, 40'000); }) < 300);
    ann = together();
    CHECK(heard_of(ann, 2, [&](unsigned i) { return ann.hears(2, protocol::Status{i % 2 == 0, false, false, false}); }) < 500);
    ann = Tab(2);
    ann.enters("Ann", {greeting(1, "Ben")});
    ann.connects(1);
    const auto offer = [&](unsigned i) {
        return ann.hears(1, protocol::Signal{protocol::Description{i + 2, protocol::Description::Kind::offer, "a=fingerprint:its own"}});
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
        says(ann, 2, 40);
        if (second % 20 == 0) ann.hears(2, protocol::Status{second % 40 == 0, false, false, false});
    }
    CHECK(ann.session.peers().count(member(2)) == 1);
}
