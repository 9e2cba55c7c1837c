// The session's stories of messages.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

// Everybody present has the entry of that number of ours.
bool delivered(const Orders& orders, std::uint64_t number) {
    const auto shown = all<ShowDelivery>(orders);
    return std::any_of(shown.begin(), shown.end(), [&](const ShowDelivery& it) {
        return it.id == MessageId{member(1), number} && it.present > 0 && it.received == it.present;
    });
}

}  // namespace

TEST_CASE("a message typed before any channel is open arrives on opening") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    const auto typed = ann.does(TextTyped{"  hello?\nanybody? "});
    CHECK(count<SendMessage>(typed) == 0);
    CHECK(only<ShowMessage>(typed).me);
    ann.does(TextTyped{"second"});
    CHECK(said_of<protocol::Heads>(ann.connects(2), 2).at(0).heads.at(0).count == 3);  // and her name
    CHECK(ann.gives(2, 1) == std::vector<std::string>{"  hello?\nanybody?", "second"});
}

TEST_CASE("text that cannot be seen is no message: it is not said, and not shown where another page says it") {
    Tab ann = together();
    for (const auto* text : {"", " \n", "\u3164", "\u2800", "\u200b\u200d", "\u2003", "\ufe0f"}) CHECK(ann.does(TextTyped{text}).empty());
    ann.does(ReaderLooked{false});
    ann.reads(2, ann.now - 1'000, "here");
    const auto unseen = ann.reads(2, ann.now - 2'000, "\u3164\u2800");
    CHECK(count<ShowMessage>(unseen) == 0);
    CHECK(count<ShowUnread>(unseen) == 0);
    // It has its number, and nothing stands before it.
    CHECK(only<ShowMessage>(ann.reads(2, ann.now - 3'000, "before")).before == MessageId{member(2), 1});
    ann.now += 100;
    CHECK(said_of<protocol::Heads>(ann.does(Tick{}), 2).at(0).heads.at(0).count == 3);
}

TEST_CASE("a message typed while being let in is not lost") {
    Tab ann;
    ann.arrives();
    CHECK(ann.does(TextTyped{"nobody here yet"}).empty());  // not before there is a name
    ann.does(EnterPressed{"Ann"});
    CHECK(count<ShowMessage>(ann.does(TextTyped{"knock knock"})) == 1);
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    ann.connects(2);
    CHECK(ann.gives(2, 1) == std::vector<std::string>{"knock knock"});
}

TEST_CASE("a latecomer is told what there is, and gets from anybody what others have written") {
    Tab ann = together();
    ann.does(TextTyped{"mine"});
    ann.reads(2, ann.now, "Ben's");
    ann.hears(2, protocol::Bye{});
    ann.joined(3, "Cem");
    const auto heads = said_of<protocol::Heads>(ann.connects(3), 3);
    REQUIRE(heads.size() == 1);
    CHECK(heads[0].heads.size() == 2);
    CHECK(ann.gives(3, 1) == std::vector<std::string>{"mine"});
    CHECK(ann.gives(3, 2) == std::vector<std::string>{"Ben's"});
}

TEST_CASE("over the next channel only what is asked for is said again") {
    Tab ann = together();
    ann.does(TextTyped{"one"});
    ann.does(TextTyped{"two"});
    ann.does(ChannelClosed{member(2), ann.link(2)});
    const auto again = ann.connects(2);
    CHECK(texts_said(again, 2).empty());
    CHECK(said_of<protocol::Heads>(again, 2).at(0).heads.at(0).count == 3);
    CHECK(texts_said(ann.hears(2, protocol::EntriesWanted{member(1), 3, 3}), 2) == std::vector<std::string>{"two"});
}

TEST_CASE("a line is shown before the one that follows it, and confirmed") {
    Tab ann = together();
    ann.does(TextTyped{"later"});
    const auto line = ann.writer(2).says(ann.now - 5'000, "earlier https://a.example");
    const auto out = ann.hears(2, line);
    CHECK(only<ShowMessage>(out).before == MessageId{member(1), 2});
    CHECK(only<ShowMessage>(out).author.name == "Ben");
    CHECK(only<ShowMessage>(out).pieces.back().href == "https://a.example");
    CHECK_FALSE(only<ShowMessage>(out).marks);
    CHECK(only<ShowMessage>(ann.does(TextTyped{"with *marks*"})).marks);
    CHECK(said_of<protocol::Heads>(out, 2).empty());
    ann.now += 100;  // lines are confirmed together
    CHECK(said_of<protocol::Heads>(ann.does(Tick{}), 2).at(0).heads.at(0).count == 1);
    CHECK(count<ShowMessage>(ann.hears(2, line)) == 0);
    ann.now += 100;
    CHECK(said_of<protocol::Heads>(ann.does(Tick{}), 2).size() == 1);
}

TEST_CASE("a newcomer whose clock is days behind reads in turn, and speaks below what she has read") {
    Tab cat(3);
    const auto hers = cat.now;
    const auto theirs = cat.now + 3ULL * 24 * 60 * 60 * 1000;
    cat.enters("Cat", {greeting(1, "Ann"), greeting(2, "Ben")});
    cat.connects(1);
    cat.connects(2);
    for (std::uint64_t number = 1; number <= 2; ++number) cat.reads(1, theirs + 10 * number, "question");
    for (std::uint64_t number = 1; number <= 2; ++number) cat.reads(2, theirs + 10 * number + 5, "answer");
    cat.does(TextTyped{"from cat"});
    CHECK(cat.texts() == std::vector<std::string>{"question", "answer", "question", "answer", "from cat"});
    CHECK(cat.session.conversation().timeline().last_stamp() > theirs + 25);
    CHECK(cat.now == hers);
}

TEST_CASE("in a room where nobody spoke for days, what one types is shown to be said now") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben")});
    ann.connects(2);
    ann.reads(2, ann.now - 3ULL * 24 * 60 * 60 * 1000, "on Friday");
    CHECK(only<ShowMessage>(ann.does(TextTyped{"on Monday"})).time == ann.now);
}

TEST_CASE("words that were written days ago, by whatever clock, stand where everybody has them") {
    Tab ann = together();
    ann.does(TextTyped{"mine"});
    ann.joined(3, "Cat");
    ann.connects(3);
    const auto out = ann.reads(3, ann.now - 3ULL * 24 * 60 * 60 * 1000, "hello?");
    CHECK(only<ShowMessage>(out).before == MessageId{member(1), 2});
}

TEST_CASE("words from next week are held back until then, and what others say goes on below what they have read") {
    constexpr Millis day = 24ULL * 60 * 60 * 1000;
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.reads(2, ann.now, "hello");
    CHECK(count<ShowMessage>(ann.reads(3, ann.now + 7 * day, "from next week")) == 0);
    ann.does(TextTyped{"now"});
    CHECK(ann.texts() == std::vector<std::string>{"hello", "now"});
    CHECK(ann.session.conversation().timeline().last_stamp() < ann.now + 1'000);
    CHECK(count<ShowMessage>(ann.wait(6 * day + 1'000)) == 1);
    CHECK(ann.texts().back() == "from next week");
    CHECK(ann.count_of(3) == 1);
}

TEST_CASE("a message that comes late stands where it was written, is marked, and the person is told") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.reads(2, ann.now, "one");
    ann.now += 120'000;
    ann.reads(2, ann.now, "two");
    auto out = ann.reads(3, ann.now - 100'000, "between");
    CHECK(ann.texts() == std::vector<std::string>{"one", "between", "two"});
    CHECK(only<ShowMessage>(out).late);
    CHECK(has_notice(out, NoticeKind::late));
    // Not with each of many.
    out = ann.reads(3, ann.now - 90'000, "and another");
    CHECK(only<ShowMessage>(out).late);
    CHECK_FALSE(has_notice(out, NoticeKind::late));
    // Nor does it help to have it asked for.
    ann.writer(3).says(1, "first of all");
    out = ann.hears(3, has(3, 3));
    out = ann.hears(3, *ann.writer(3).log.answer(said_of<protocol::EntriesWanted>(out, 3).at(0)));
    CHECK(ann.texts().front() == "first of all");
    CHECK(only<ShowMessage>(out).late);
    // A message that is in time is none.
    CHECK_FALSE(only<ShowMessage>(ann.reads(3, ann.now - 5'000, "three")).late);
}

TEST_CASE("what a newcomer hears of the time before is not late, in whatever order it comes") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben"), greeting(3, "Cem")});
    ann.connects(2);
    ann.connects(3);
    ann.writer(3).says(ann.now - 3'000'000, "long ago");
    ann.writer(2).says(ann.now - 1'000, "just now");
    for (const unsigned who : {2, 3}) {
        auto out = ann.hears(who, has(who, 1));
        out = ann.hears(who, *ann.writer(who).log.answer(said_of<protocol::EntriesWanted>(out, who).at(0)));
        CHECK_FALSE(only<ShowMessage>(out).late);
    }
    CHECK(ann.texts() == std::vector<std::string>{"long ago", "just now"});
}

TEST_CASE("nothing is shown to be from the future") {
    Tab ann = together();
    CHECK(only<ShowMessage>(ann.reads(2, ann.now + 60'000, "soon")).time == ann.now);
}

TEST_CASE("a line is marked delivered when everybody present has it") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    ann.joined(3, "Cem");
    ann.connects(2);
    ann.connects(3);
    ann.does(TextTyped{"one"});
    CHECK_FALSE(delivered(ann.hears(2, has(1, 2)), 2));
    CHECK(delivered(ann.hears(3, has(1, 2)), 2));
    // A member that leaves is not waited for.
    ann.does(TextTyped{"two"});
    CHECK(only<ShowDelivery>(ann.hears(3, has(1, 3))).received == 1);
    CHECK(delivered(ann.hears(2, protocol::Bye{}), 3));
    // Nobody confirms more than was written.
    CHECK(count<ShowDelivery>(ann.hears(3, has(1, 99))) == 0);
}

TEST_CASE("the page asks before it is left while, and only while, a line waits") {
    Tab ann = inside();
    CHECK(only<GuardPage>(ann.does(TextTyped{"to whoever comes"})).on);
    ann.joined(2, "Ben");
    ann.joined(3, "Cem");
    ann.connects(2);
    ann.connects(3);
    CHECK(count<GuardPage>(ann.hears(2, has(1, 2))) == 0);
    const auto delivered = ann.hears(3, has(1, 2));
    REQUIRE(count<GuardPage>(delivered) == 1);
    CHECK_FALSE(only<GuardPage>(delivered).on);
    // A newcomer does not have it yet; those who said it has arrived do.
    CHECK(count<GuardPage>(ann.joined(4, "Eli")) == 0);
    CHECK(count<GuardPage>(ann.reads(2, ann.now, "Ben's own")) == 0);
    CHECK(only<GuardPage>(ann.does(TextTyped{"two"})).on);
    CHECK(count<GuardPage>(ann.does(TextTyped{"three"})) == 0);  // it asks already
    const auto out = ann.does(RoomLeft{});
    REQUIRE(count<GuardPage>(out) == 1);
    CHECK_FALSE(only<GuardPage>(out).on);
    CHECK(only<GuardPage>(ann.does(EnterPressed{"Ann"})).on);  // they are here still
}

TEST_CASE("a call alone is no reason to ask before the page is left") {
    Tab ann = together();
    CHECK(count<GuardPage>(ann.does(CallJoined{true, true})) == 0);
}

TEST_CASE("messages that come while nobody looks are counted until somebody does") {
    Tab ann = together();
    CHECK(count<ShowUnread>(ann.reads(2, ann.now, "seen")) == 0);
    ann.does(ReaderLooked{false});
    CHECK(only<ShowUnread>(ann.reads(2, ann.now, "unseen")).count == 1);
    CHECK(only<ShowUnread>(ann.reads(2, ann.now, "unseen")).count == 2);
    CHECK(count<ShowUnread>(ann.does(TextTyped{"mine"})) == 0);
    const auto out = ann.does(ReaderLooked{true});
    CHECK(count<ShowUnread>(out) == 1);
    CHECK(only<ShowUnread>(out).count == 0);
}

TEST_CASE("nothing but space, and nothing too long, is said") {
    Tab ann = inside();
    CHECK(ann.does(TextTyped{" \n "}).empty());
    CHECK(ann.does(TextTyped{"\xff"}).empty());
    CHECK(ann.does(TextTyped{std::string(protocol::max_text_points + 1, 'a')}).empty());
    CHECK(count<ShowMessage>(ann.does(TextTyped{std::string(protocol::max_text_points, 'a')})) == 1);
}
