// The session's stories of messages that only one other person gets.
#include <doctest/doctest.h>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

// The feeds of which that member is told.
std::vector<protocol::MemberId> feeds_told(const Orders& orders, unsigned to) {
    std::vector<protocol::MemberId> feeds;
    for (const auto& heads : said_of<protocol::Heads>(orders, to))
        for (const auto& head : heads.heads) feeds.push_back(head.feed);
    return feeds;
}

bool is_told_of(const Orders& orders, unsigned to, const protocol::MemberId& feed) {
    const auto feeds = feeds_told(orders, to);
    return std::count(feeds.begin(), feeds.end(), feed) > 0;
}

const auto ann_to_ben = protocol::direct_feed(member(1), identity(2));

}  // namespace

TEST_CASE("a direct message goes to one person, and nobody else is told that there is one") {
    Tab ann = together();
    ann.meets(3, "Cem");
    const auto out = ann.does(TextTyped{"between us", {}, member(2)});
    CHECK(only<ShowMessage>(out).only_with == "Ben");
    CHECK(texts_said(out, 2) == std::vector<std::string>{"between us"});
    CHECK(said(out, 3).empty());
    const auto later = ann.meets(4, "Dan");
    CHECK_FALSE(is_told_of(later, 4, ann_to_ben));
    CHECK(said_of<protocol::Entries>(ann.hears(3, protocol::EntriesWanted{ann_to_ben, 1, 2}), 3).empty());
    CHECK(said_of<protocol::Entries>(ann.hears(2, protocol::EntriesWanted{ann_to_ben, 1, 2}), 2).size() == 1);
    // Talk with everybody goes on beside it.
    CHECK(texts_said(ann.does(TextTyped{"hello all"}), 3) == std::vector<std::string>{"hello all"});
}

TEST_CASE("a direct message has arrived when that person has it, whoever else is here") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.does(TextTyped{"between us", {}, member(2)});
    const auto mark = only<ShowDelivery>(ann.hears(2, protocol::Heads{{{ann_to_ben, 1, 2}}}));
    CHECK(mark.received == 1);
    CHECK(mark.present == 1);
    CHECK(only<ShowDelivery>(ann.hears(2, protocol::Read{{{ann_to_ben, 1, 2}}})).read == 1);
}

TEST_CASE("a direct message waits for the person who has gone, in their next tab too") {
    Tab ann = together();
    ann.left(2, protocol::Departure::left);
    ann.does(TextTyped{"for later", {}, member(2)});
    CHECK_FALSE(is_told_of(ann.meets(3, "Cem"), 3, ann_to_ben));
    auto ben = hello(5, "Ben");
    ben.identity = identity(2);
    ann.delivers(protocol::Joined{member(5), "AAAA"});
    ann.does(MemberIntroduced{{member(5), protocol::encode(ben)}});
    CHECK(is_told_of(ann.connects(5), 5, ann_to_ben));
}

TEST_CASE("a direct message comes, is answered, and only its author hears of either") {
    Tab ann = together();
    ann.meets(3, "Cem");
    Writer ben(2, 1);
    const auto shown = only<ShowMessage>(ann.hears(2, ben.says(ann.now, "psst")));
    CHECK(shown.only_with == "Ben");
    CHECK_FALSE(shown.me);
    const auto receipt = ann.wait(200);
    CHECK(is_told_of(receipt, 2, ben.feed));
    CHECK_FALSE(is_told_of(receipt, 3, ben.feed));
    for (const auto& out : {ann.does(TextTyped{"yes?", shown.id}), ann.does(ReactionChosen{shown.id, "👍", true})}) {
        CHECK(said(out, 3).empty());
        CHECK(said_of<protocol::Entries>(out, 2).size() >= 1);
    }
}

TEST_CASE("what was meant for others is not taken, and nothing that it says counts") {
    Tab ann = together();
    ann.meets(3, "Cem");
    const auto public_line = only<ShowMessage>(ann.does(TextTyped{"to all"})).id;
    Writer others(2, 3);
    CHECK(count<ShowMessage>(ann.hears(3, others.says(ann.now, "not for Ann"))) == 0);
    CHECK(count<VerifyEntries>(ann.hears(3, others.says(ann.now, "nor this"))) == 0);
    // Somebody who pins, or reacts to, what all have in front of one person alone, would let them see it differently.
    Writer ben(2, 1);
    CHECK(count<ShowMessage>(ann.hears(2, ben.writes(ann.now, protocol::Reaction{public_line, "👍", true}))) == 0);
    CHECK(count<ShowPins>(ann.hears(2, ben.writes(ann.now, protocol::Pinning{public_line, true}))) == 0);
    CHECK(count<ShowTopic>(ann.hears(2, ben.writes(ann.now, protocol::Topic{"only you see it"}))) == 0);
}

TEST_CASE("a direct message cannot be shown to another, nor as one for everybody") {
    Tab ann = together();
    ann.meets(3, "Cem");
    Writer ben(2, 3);
    auto taken = ben.says(ann.now, "to Cem");
    taken.to = identity(1);
    CHECK(count<ShowMessage>(ann.hears(3, taken)) == 0);
    taken.to.reset();
    CHECK(count<ShowMessage>(ann.hears(3, taken)) == 0);
}

TEST_CASE("a message to somebody who is not known is said to nobody") {
    Tab ann = together();
    const auto out = ann.does(TextTyped{"hm", {}, member(9)});
    CHECK(count<ShowMessage>(out) == 0);
    CHECK(said(out, 2).empty());
}

TEST_CASE("direct messages are kept, and found by their two people in a later stay") {
    Tab ann = inside();
    Writer earlier(1);
    earlier.log = Log(our_room);
    earlier.feed = protocol::direct_feed(member(7), identity(2));
    earlier.log.begin(earlier.feed, identity(1), identity(2));
    earlier.writes(ann.now - 1'001, protocol::Introduction{"Ann"});
    const auto said = earlier.says(ann.now - 1'000, "kept");
    KeptEntries kept{*earlier.log.answer({earlier.feed, 1, 2}), {ann.now, ann.now}};
    CHECK(decode_kept_entries(encode(kept))->entries.to == identity(2));
    CHECK(only<ShowMessage>(ann.does(EntriesLoaded{{kept}})).me);
    CHECK_FALSE(is_told_of(ann.meets(3, "Cem"), 3, earlier.feed));
    CHECK(is_told_of(ann.meets(2, "Ben"), 2, earlier.feed));
}

TEST_CASE("an answer that is meant for one is never said to everybody") {
    Tab ann = together();
    const auto line = only<ShowMessage>(ann.reads(2, ann.now, "to all")).id;
    for (const auto& answered : {line, MessageId{member(8), 1}}) {
        const auto out = ann.does(TextTyped{"only for Ben", answered, {}, true});
        CHECK(count<ShowMessage>(out) == 0);
        CHECK(said(out, 2).empty());
    }
}

TEST_CASE("where a message is deleted, those that quote it quote nothing") {
    Tab ann = together();
    ann.reads(2, ann.now, "a secret");
    const auto first = MessageId{member(2), 1};
    const auto answer = only<ShowMessage>(ann.does(TextTyped{"hm", first}));
    CHECK(answer.answers->text == "a secret");
    const auto out = ann.hears(2, ann.writer(2).writes(ann.now + 1, protocol::Deletion{first}));
    const auto again = all<ShowMessage>(out);
    REQUIRE(again.size() == 2);
    for (const auto& each : again)
        if (each.id == answer.id) CHECK(each.answers->text.empty());
}
