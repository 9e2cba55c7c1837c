// The session's stories of who has got and read a message.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

// "So much of your feed I have read."
protocol::Read read_of(unsigned feed, std::uint64_t count) { return {{{member(feed), 1, count}}}; }

// The numbers of the entries of that feed that are said to have been read.
std::vector<std::uint64_t> told_of(const Orders& orders, unsigned to, unsigned feed) {
    std::vector<std::uint64_t> counts;
    for (const auto& read : said_of<protocol::Read>(orders, to))
        for (const auto& head : read.heads)
            if (head.feed == member(feed)) counts.push_back(head.count);
    return counts;
}

}  // namespace

TEST_CASE("whoever wrote a message is told that it was read, once somebody looks at it") {
    Tab ann = together();
    ann.does(ReaderLooked{false});
    ann.reads(2, ann.now, "one");
    CHECK(told_of(ann.wait(1'000), 2, 2).empty());
    ann.does(ReaderLooked{true});
    ann.reads(2, ann.now, "two");
    CHECK(told_of(ann.wait(500), 2, 2) == std::vector<std::uint64_t>{2});
    CHECK(told_of(ann.wait(5'000), 2, 2).empty());
}

TEST_CASE("whoever does not want it said tells nobody, and is told by nobody") {
    Tab ann = together();
    ann.does(ReceiptsChosen{false});
    ann.reads(2, ann.now, "one");
    CHECK(told_of(ann.wait(1'000), 2, 2).empty());
    ann.does(TextTyped{"mine"});
    ann.hears(2, has(1, 2));
    CHECK(count<ShowDelivery>(ann.hears(2, read_of(1, 2))) == 0);
}

TEST_CASE("a message is on its way, received and read, each by so many") {
    Tab ann = together();
    ann.meets(3, "Cem");
    const auto id = only<ShowMessage>(ann.does(TextTyped{"hello"})).id;
    auto mark = only<ShowDelivery>(ann.hears(2, has(1, id.number)));
    CHECK(mark.id == id);
    CHECK(mark.received == 1);
    CHECK(mark.present == 2);
    CHECK(mark.missing == std::vector{member(3)});
    mark = only<ShowDelivery>(ann.hears(3, has(1, id.number)));
    CHECK(mark.received == 2);
    CHECK(mark.missing.empty());
    CHECK(only<ShowDelivery>(ann.hears(3, read_of(1, id.number))).read == 1);
    mark = only<ShowDelivery>(ann.hears(2, read_of(1, id.number)));
    CHECK(mark.read == 2);
    // It stays delivered where somebody comes later; nobody has read what they have not got.
    CHECK(count<ShowDelivery>(ann.meets(4, "Dan")) == 0);
    ann.does(TextTyped{"more"});
    CHECK(count<ShowDelivery>(ann.hears(2, read_of(1, 100))) == 0);
}

TEST_CASE("a message of an earlier stay shows who has it, and the page asks nothing because of it") {
    Tab ann = inside();
    Writer mine(1);
    mine.log = Log(our_room);
    mine.feed = member(7);
    mine.log.begin(mine.feed, identity(1));
    mine.writes(ann.now - 1'001, protocol::Introduction{"Ann"});
    mine.says(ann.now - 1'000, "earlier");
    const auto loaded = ann.does(EntriesLoaded{{{*mine.log.answer({member(7), 1, 2}), {ann.now - 1'000, ann.now - 1'000}}}});
    CHECK(only<ShowMessage>(loaded).me);
    CHECK(count<ShowDelivery>(loaded) == 0);
    CHECK(count<GuardPage>(loaded) == 0);
    ann.meets(2, "Ben");
    const auto mark = only<ShowDelivery>(ann.hears(2, has(7, 2)));
    CHECK(mark.id == MessageId{member(7), 2});
    CHECK(mark.received == 1);
    CHECK(only<ShowDelivery>(ann.hears(2, read_of(7, 2))).read == 1);
}

TEST_CASE("a hostile member cannot have anything read that is not ours, nor fill our memory") {
    Tab ann = together();
    ann.reads(2, ann.now, "his own");
    CHECK(count<ShowDelivery>(ann.hears(2, read_of(2, 1))) == 0);
    protocol::Read many;
    for (unsigned at = 0; at < 500; ++at) many.heads.push_back({member(1'000 + at), 1, 1});
    CHECK(count<ShowDelivery>(ann.hears(2, many)) == 0);
}
