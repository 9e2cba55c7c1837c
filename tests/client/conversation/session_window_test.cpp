// The rows of the page are a window of the conversation: a reader leads it anywhere, and it stays small.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

// The page of Ann, who talks with Ben: her rows as she sees them.
struct Page {
    Tab ann = together();
    std::vector<std::string> rows{};
    std::vector<MessageId> ids{};
    bool earlier = false;
    bool later = false;
    std::size_t most = 250;
    std::size_t shown = 0;  // so many rows were made

    Orders look(Orders orders) {
        for (const auto& order : orders) client::dispatch(order, [this](const auto& it) { perform(it); });
        CHECK(rows.size() <= most);
        return orders;
    }
    void perform(const ShowMessage& order) {
        if (order.changed) return;
        ++shown;
        const auto at = std::find(ids.begin(), ids.end(), order.before);
        CHECK((at == ids.end()) == (order.before.number == 0));
        std::string text;
        for (const auto& piece : order.pieces) text += piece.text;
        rows.insert(rows.begin() + (at - ids.begin()), text);
        ids.insert(at, order.id);
    }
    void perform(const PruneMessage& order) {
        const auto at = std::find(ids.begin(), ids.end(), order.id);
        REQUIRE(at != ids.end());
        rows.erase(rows.begin() + (at - ids.begin()));
        ids.erase(at);
    }
    void perform(const ShowWindow& order) {
        earlier = order.earlier;
        later = order.later;
    }
    template <class AnyOrder>
    void perform(const AnyOrder&) {}

    Orders does(const client::Fact& fact) { return look(ann.does(fact)); }
    // Ben says the numbers up to that one, from the last on.
    void hears(unsigned last) {
        for (; said_ < last; ++said_) look(ann.reads(2, ann.now + said_, std::to_string(said_ + 1)));
    }
    // The same out of the store of this computer, as it reads it: the newest first, in portions.
    void loads(unsigned count) {
        Writer ben(3);
        for (unsigned at = 0; at < count; ++at) ben.says(1'000 + at, std::to_string(at + 1));
        for (auto last = ben.log.written(member(3)); last > 0;) {
            const auto chunk = *ben.log.answer({member(3), 1, last});
            last = chunk.first - 1;
            does(EntriesLoaded{{{chunk, std::vector<Millis>(chunk.bodies.size(), 1'000)}}});
        }
        does(StoreOpened{true});
    }
    void goes(Rows which, const MessageId& id = {}) { does(RowsWanted{which, id}); }
    bool shows(unsigned first, unsigned last) const {
        if (rows.size() != last - first + 1) return false;
        for (unsigned at = first; at <= last; ++at)
            if (rows[at - first] != std::to_string(at)) return false;
        return true;
    }

  private:
    unsigned said_ = 0;
};

}  // namespace

TEST_CASE("of a long conversation on the disk the page gets the newest rows, once") {
    Page page;
    page.loads(5'000);
    CHECK(page.shows(4'901, 5'000));
    CHECK(page.shown == 100);
    CHECK(page.earlier);
    CHECK_FALSE(page.later);
}

TEST_CASE("a reader goes through all of a conversation and back, and no message is missing") {
    Page page;
    page.loads(1'000);
    page.does(ReaderMoved{false});
    std::vector<std::string> seen(page.rows.rbegin(), page.rows.rend());
    while (page.earlier) {
        const auto first = page.ids.front();
        page.goes(Rows::earlier);
        for (auto at = std::find(page.ids.begin(), page.ids.end(), first); at != page.ids.begin();)
            seen.push_back(page.rows[static_cast<std::size_t>(--at - page.ids.begin())]);
    }
    REQUIRE(seen.size() == 1'000);
    for (unsigned at = 0; at < 1'000; ++at) CHECK(seen[at] == std::to_string(1'000 - at));
    CHECK(page.shows(1, 200));
    CHECK(page.later);
    while (page.later) {
        const auto first = page.ids.front();
        page.goes(Rows::later);
        CHECK(std::is_sorted(page.ids.begin(), page.ids.end()));
        CHECK(page.ids.front() < page.ids.back());
        CHECK_FALSE(page.ids.front() < first);
    }
    CHECK(page.shows(801, 1'000));
}

TEST_CASE("rows that the reader still sees stay while others come") {
    Page page;
    page.loads(1'000);
    page.does(ReaderMoved{false});
    const auto last = page.ids.back();
    page.most = 300;
    for (int i = 0; i < 4; ++i) page.goes(Rows::earlier, last);
    CHECK(page.shows(701, 1'000));  // all of them are in view
}

TEST_CASE("the first messages are one step away, and so are the newest") {
    Page page;
    page.loads(1'000);
    page.goes(Rows::oldest);
    CHECK(page.shows(1, 100));
    CHECK_FALSE(page.earlier);
    CHECK(page.later);
    page.goes(Rows::newest);
    CHECK(page.shows(901, 1'000));
    CHECK(page.earlier);
    CHECK_FALSE(page.later);
}

TEST_CASE("a message that is far away is shown among those around it, and one that is not here changes nothing") {
    Page page;
    page.loads(1'000);
    page.goes(Rows::around, {member(3), 500});
    CHECK(page.shows(450, 549));
    page.goes(Rows::around, {member(3), 5'000});
    page.goes(Rows::around, {member(9), 1});
    CHECK(page.shows(450, 549));
    page.shown = 0;
    page.goes(Rows::around, {member(3), 480});
    CHECK(page.shown == 0);
}

TEST_CASE("a message that comes while the reader is elsewhere makes no row, and is heard and counted") {
    Page page;
    page.loads(1'000);
    page.goes(Rows::oldest);
    page.does(ReaderMoved{false});
    page.does(ReaderLooked{true});
    page.does(ReaderLooked{false});
    const auto out = page.look(page.ann.reads(2, page.ann.now, "1001"));
    CHECK(page.shows(1, 100));
    CHECK(only<HearMessage>(out).message.pieces.at(0).text == "1001");
    CHECK(only<ShowUnread>(out).count == 1);
    CHECK(only<ShowUnread>(out).first == MessageId{member(2), 1});
    // A change of it is nobody's row either.
    CHECK(count<ShowMessage>(page.does(ReactionChosen{{member(2), 1}, "x", true})) == 0);
    page.goes(Rows::newest);
    CHECK(page.shows(902, 1'001));
}

TEST_CASE("one's own message leads to the newest") {
    Page page;
    page.loads(1'000);
    page.goes(Rows::oldest);
    page.does(ReaderMoved{false});
    page.does(TextTyped{"1001"});
    CHECK(page.shows(902, 1'001));
    CHECK_FALSE(page.later);
}

TEST_CASE("a reader in the midst of the newest rows keeps them, whatever comes") {
    Page page;
    page.hears(120);
    page.does(ReaderMoved{false});
    page.hears(600);
    CHECK(page.rows.front() == "1");
    CHECK(page.later);
    page.goes(Rows::newest);
    page.does(ReaderMoved{true});
    page.hears(1'000);
    CHECK(page.rows.back() == "1000");
    CHECK_FALSE(page.later);
    CHECK(page.earlier);
}

TEST_CASE("the first unread message is the one after those that the person has seen, whatever else is found") {
    Page page;
    page.hears(3);
    page.does(ReaderLooked{true});
    page.does(ReaderLooked{false});
    page.ann.meets(4, "Dan");
    CHECK(only<ShowUnread>(page.look(page.ann.reads(4, 5, "of long ago"))).first.number == 0);
    CHECK(only<ShowUnread>(page.look(page.ann.reads(4, page.ann.now + 100, "new"))).first == MessageId{member(4), 2});
    page.does(ReaderLooked{true});
    CHECK(only<ShowUnread>(page.does(ReaderLooked{false})).count == 0);
}

TEST_CASE("what is pinned is told wherever it stands, the last one first") {
    Page page;
    page.loads(1'000);
    page.does(PinChosen{{member(3), 10}, true});
    page.ann.now += 10;
    const auto pins = only<ShowPins>(page.does(PinChosen{{member(3), 20}, true})).pins;
    REQUIRE(pins.size() == 2);
    CHECK(pins[0].text == "20");
    CHECK(pins[1].text == "10");
    page.ann.now += 10;
    CHECK(only<ShowPins>(page.does(PinChosen{{member(3), 20}, false})).pins.size() == 1);
}

TEST_CASE("texts to search in are given from the newest to the oldest, and a copy the other way round") {
    Page page;
    page.loads(250);
    std::vector<std::string> texts;
    for (MessageId before{};;) {
        const auto given = only<GiveTexts>(page.does(TextsWanted{before, 100}));
        for (const auto& it : given.texts) texts.push_back(it.text);
        if (given.all) break;
        before = given.texts.back().id;
    }
    REQUIRE(texts.size() == 250);
    CHECK(texts.front() == "250");
    CHECK(texts.back() == "1");
    std::vector<std::string> copied;
    for (MessageId after{};;) {
        const auto given = only<GiveCopy>(page.does(CopyWanted{after, 100}));
        for (const auto& it : given.messages) copied.push_back(it.pieces.at(0).text);
        if (given.all) break;
        after = given.messages.back().id;
    }
    CHECK(copied == std::vector<std::string>(texts.rbegin(), texts.rend()));
}

TEST_CASE("the last own message that can be edited is offered, however much was said since") {
    Page page;
    CHECK(count<OfferEdit>(page.does(LastEditWanted{})) == 0);
    page.does(TextTyped{"mine"});
    page.does(TextTyped{"gone"});
    page.does(MessageDeleted{{member(1), 3}});
    page.does(PollMade{"When?", {"now", "then"}, false});
    page.hears(300);
    CHECK(only<OfferEdit>(page.does(LastEditWanted{})).message.id == MessageId{member(1), 2});
}
