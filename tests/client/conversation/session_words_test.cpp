// The session's stories of messages.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

TEST_CASE("a message typed before any channel is open arrives on opening") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    const auto typed = ann.does(TextTyped{"  hello?\nanybody? "});
    CHECK(count<SendMessage>(typed) == 0);
    CHECK(only<ShowMessage>(typed).me);
    ann.does(TextTyped{"second"});
    const auto lines = said_of<protocol::Message>(ann.connects(2), 2);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].number == 1);
    CHECK(lines[0].text == "hello?\nanybody?");
    CHECK(lines[1].text == "second");
}

TEST_CASE("text that cannot be seen is no message: it is not said, and not shown where another page says it") {
    Tab ann = together();
    for (const auto* text : {"", " \n", "\u3164", "\u2800", "\u200b\u200d", "\u2003", "\ufe0f"}) CHECK(ann.does(TextTyped{text}).empty());
    ann.does(ReaderLooked{false});
    ann.hears(2, protocol::Message{1, ann.now - 1'000, "here"});
    const auto unseen = ann.hears(2, protocol::Message{2, ann.now - 2'000, "\u3164\u2800"});
    CHECK(count<ShowMessage>(unseen) == 0);
    CHECK(count<ShowUnread>(unseen) == 0);
    // It has its number, and nothing stands before it.
    CHECK(only<ShowMessage>(ann.hears(2, protocol::Message{3, ann.now - 3'000, "before"})).before == MessageId{member(2), 1});
    ann.now += 100;
    CHECK(said_of<protocol::Receipt>(ann.does(Tick{}), 2).at(0).lines == 3);
}

TEST_CASE("a message typed while being let in is not lost") {
    Tab ann;
    ann.arrives();
    CHECK(ann.does(TextTyped{"nobody here yet"}).empty());  // not before there is a name
    ann.does(EnterPressed{"Ann"});
    CHECK(count<ShowMessage>(ann.does(TextTyped{"knock knock"})) == 1);
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    CHECK(said_of<protocol::Message>(ann.connects(2), 2).size() == 1);
}

TEST_CASE("a latecomer gets the lines of each of those present from its author") {
    Tab ann = together();
    ann.does(TextTyped{"mine"});
    ann.hears(2, protocol::Message{1, ann.now, "Ben's"});
    ann.joined(3, "Cem");
    const auto lines = said_of<protocol::Message>(ann.connects(3), 3);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].text == "mine");
}

TEST_CASE("a confirmed line is not said again over the next channel") {
    Tab ann = together();
    ann.does(TextTyped{"one"});
    ann.does(TextTyped{"two"});
    ann.hears(2, protocol::Receipt{1});
    ann.does(ChannelClosed{member(2), ann.link(2)});
    const auto lines = said_of<protocol::Message>(ann.connects(2), 2);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].text == "two");
}

TEST_CASE("a line is shown before the one that follows it, and confirmed") {
    Tab ann = together();
    ann.does(TextTyped{"later"});
    const auto out = ann.hears(2, protocol::Message{1, ann.now - 5'000, "earlier https://a.example"});
    CHECK(only<ShowMessage>(out).before == MessageId{member(1), 1});
    CHECK(only<ShowMessage>(out).author.name == "Ben");
    CHECK(only<ShowMessage>(out).time == ann.now - 5'000);
    CHECK(only<ShowMessage>(out).pieces.back().href == "https://a.example");
    CHECK_FALSE(only<ShowMessage>(out).marks);
    CHECK(only<ShowMessage>(ann.does(TextTyped{"with *marks*"})).marks);
    CHECK(said_of<protocol::Receipt>(out, 2).empty());
    ann.now += 100;  // lines are confirmed together
    CHECK(said_of<protocol::Receipt>(ann.does(Tick{}), 2).at(0).lines == 1);
    const auto again = ann.hears(2, protocol::Message{1, ann.now - 5'000, "earlier https://a.example"});
    CHECK(count<ShowMessage>(again) == 0);
    ann.now += 100;
    CHECK(said_of<protocol::Receipt>(ann.does(Tick{}), 2).size() == 1);
}

TEST_CASE("a newcomer whose clock is days behind reads in turn, and speaks below what she has read") {
    Tab cat(3);
    const auto hers = cat.now;
    const auto theirs = cat.now + 3ULL * 24 * 60 * 60 * 1000;
    cat.enters("Cat", {greeting(1, "Ann"), greeting(2, "Ben")});
    cat.connects(1);
    cat.connects(2);
    for (std::uint64_t number = 1; number <= 2; ++number) cat.hears(1, protocol::Message{number, theirs + 10 * number, "question"});
    for (std::uint64_t number = 1; number <= 2; ++number) cat.hears(2, protocol::Message{number, theirs + 10 * number + 5, "answer"});
    cat.does(TextTyped{"from cat"});
    std::vector<std::string> read;
    for (const auto& entry : cat.session.history()->entries()) read.push_back(entry.text);
    CHECK(read == std::vector<std::string>{"question", "answer", "question", "answer", "from cat"});
    CHECK(cat.session.history()->entries().back().stamp > theirs + 25);
    CHECK(cat.now == hers);
}

TEST_CASE("an answer stands below its question where a clock was set forth meanwhile, and is not believed by the others") {
    Tab ann = together();
    ann.now += 60'000;
    ann.hears(2, protocol::Message{1, ann.now, "hello"});
    const auto theirs = ann.now;
    ann.now += 60ULL * 60 * 1000;
    ann.does(TextTyped{"question"});
    ann.hears(2, protocol::Receipt{1});
    CHECK(only<ShowMessage>(ann.hears(2, protocol::Message{2, theirs + 1'000, "answer"})).before == MessageId{});
}

TEST_CASE("in a room where nobody spoke for days, what one types is shown to be said now") {
    Tab ann;
    ann.enters("Ann", {greeting(2, "Ben")});
    ann.connects(2);
    ann.hears(2, protocol::Message{1, ann.now - 3ULL * 24 * 60 * 60 * 1000, "on Friday"});
    CHECK(only<ShowMessage>(ann.does(TextTyped{"on Monday"})).time == ann.now);
}

TEST_CASE("a line that a newcomer wrote by a clock that is days behind is shown where people read") {
    Tab ann = together();
    ann.does(TextTyped{"mine"});
    ann.joined(3, "Cat");
    ann.connects(3);
    const auto out = ann.hears(3, protocol::Message{1, ann.now - 3ULL * 24 * 60 * 60 * 1000, "hello?"});
    CHECK(count<ShowMessage>(out) == 1);
    CHECK(only<ShowMessage>(out).before == MessageId{});
}

TEST_CASE("nothing is shown to be from the future") {
    Tab ann = together();
    CHECK(only<ShowMessage>(ann.hears(2, protocol::Message{1, ann.now + 60'000, "soon"})).time == ann.now);
}

TEST_CASE("a line is marked delivered when everybody present has it") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    ann.joined(3, "Cem");
    ann.connects(2);
    ann.connects(3);
    ann.does(TextTyped{"one"});
    CHECK(count<ShowDelivered>(ann.hears(2, protocol::Receipt{1})) == 0);
    CHECK(only<ShowDelivered>(ann.hears(3, protocol::Receipt{1})).id == MessageId{member(1), 1});
    // A member that leaves is not waited for.
    ann.does(TextTyped{"two"});
    ann.hears(3, protocol::Receipt{2});
    CHECK(only<ShowDelivered>(ann.hears(2, protocol::Bye{})).id == MessageId{member(1), 2});
    // Nobody confirms more than was written.
    CHECK(count<ShowDelivered>(ann.hears(3, protocol::Receipt{99})) == 0);
}

TEST_CASE("the page asks before it is left while, and only while, a line waits") {
    Tab ann = inside();
    CHECK(only<GuardPage>(ann.does(TextTyped{"to whoever comes"})).on);
    ann.joined(2, "Ben");
    ann.joined(3, "Cem");
    ann.connects(2);
    ann.connects(3);
    CHECK(count<GuardPage>(ann.hears(2, protocol::Receipt{1})) == 0);
    const auto delivered = ann.hears(3, protocol::Receipt{1});
    REQUIRE(count<GuardPage>(delivered) == 1);
    CHECK_FALSE(only<GuardPage>(delivered).on);
    // A newcomer does not have it yet; those who said it has arrived do.
    CHECK(count<GuardPage>(ann.joined(4, "Eli")) == 0);
    CHECK(count<GuardPage>(ann.hears(2, protocol::Message{1, ann.now, "Ben's own"})) == 0);
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
    CHECK(count<ShowUnread>(ann.hears(2, protocol::Message{1, ann.now, "seen"})) == 0);
    ann.does(ReaderLooked{false});
    CHECK(only<ShowUnread>(ann.hears(2, protocol::Message{2, ann.now, "unseen"})).count == 1);
    CHECK(only<ShowUnread>(ann.hears(2, protocol::Message{3, ann.now, "unseen"})).count == 2);
    CHECK(count<ShowUnread>(ann.does(TextTyped{"mine"})) == 0);
    const auto out = ann.does(ReaderLooked{true});
    CHECK(count<ShowUnread>(out) == 1);
    CHECK(only<ShowUnread>(out).count == 0);
}

TEST_CASE("nothing but space, and nothing too long, is said") {
    Tab ann = inside();
    CHECK(ann.does(TextTyped{" \n "}).empty());
    CHECK(ann.does(TextTyped{"\xff"}).empty());
    CHECK(ann.does(TextTyped{std::string(protocol::max_text_characters + 1, 'a')}).empty());
    CHECK(count<ShowMessage>(ann.does(TextTyped{std::string(protocol::max_text_characters, 'a')})) == 1);
}
