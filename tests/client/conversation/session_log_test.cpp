// The session's stories of the log: what becomes of messages, what is kept of them, and what is refused.
#include <doctest/doctest.h>

#include "tests/client/host.hpp"

using namespace story;

namespace {

// The message of that text as the page was shown it last; a default one where it was not.
ShowMessage shown(const Orders& orders, const std::string& text) {
    ShowMessage last;
    for (const auto& order : all<ShowMessage>(orders))
        if (!order.pieces.empty() && order.pieces[0].text == text) last = order;
    return last;
}

// As the disk answers, for every entry that was to be kept.
Orders kept(Tab& tab, const Orders& orders, KeepResult result) {
    Orders out;
    for (const auto& order : all<KeepEntries>(orders))
        for (auto& more : tab.does(EntriesKept{order.serial, result})) out.push_back(std::move(more));
    return out;
}

}  // namespace

TEST_CASE("a message is edited and deleted by its author, and by nobody else") {
    Tab ann = together();
    const auto mine = shown(ann.does(TextTyped{"helo"}), "helo").id;
    const auto edited = shown(ann.does(TextEdited{mine, " hello "}), "hello");
    CHECK(edited.id == mine);
    CHECK(edited.changed);
    REQUIRE(edited.versions.size() == 2);
    CHECK(edited.versions[0].text == "helo");
    CHECK(count<SignEntry>(ann.does(TextEdited{mine, "hello"})) == 0);  // nothing is another
    CHECK(count<SignEntry>(ann.does(TextEdited{mine, " "})) == 0);
    ann.reads(2, ann.now + 10, "Ben's");
    CHECK(count<SignEntry>(ann.does(TextEdited{{member(2), 1}, "mine"})) == 0);
    CHECK(count<SignEntry>(ann.does(MessageDeleted{{member(2), 1}})) == 0);
    CHECK(count<ShowMessage>(ann.hears(2, ann.writer(2).writes(ann.now, protocol::Deletion{mine}))) == 1);  // shown again, as it was
    CHECK(ann.texts() == std::vector<std::string>{"hello", "Ben's"});
    const auto gone = only<ShowMessage>(ann.does(MessageDeleted{mine}));
    CHECK(gone.deleted);
    CHECK(gone.pieces.empty());
    CHECK(count<SignEntry>(ann.does(TextEdited{mine, "again"})) == 0);
}

TEST_CASE("a reply quotes, a reaction counts people, a poll is voted on, a pin stays") {
    Tab ann = together();
    ann.reads(2, ann.now, "lunch?");
    const MessageId lunch{member(2), 1};
    const auto reply = shown(ann.does(TextTyped{"yes", lunch}), "yes");
    REQUIRE(reply.answers);
    CHECK(*reply.answers == Quote{lunch, "Ben", "lunch?"});
    auto out = ann.does(ReactionChosen{lunch, "👍", true});
    REQUIRE(only<ShowMessage>(out).reactions.size() == 1);
    CHECK(only<ShowMessage>(out).reactions[0].mine);
    out = ann.hears(2, ann.writer(2).writes(ann.now, protocol::Reaction{lunch, "👍", true}));
    CHECK(only<ShowMessage>(out).reactions[0].count == 2);
    CHECK(only<ShowMessage>(ann.does(PinChosen{lunch, true})).pinned);
    CHECK(count<SignEntry>(ann.does(PinChosen{lunch, true})) == 0);
    CHECK(count<SignEntry>(ann.does(PollMade{"when?", {"now", " "}, false})) == 0);
    const auto poll = shown(ann.does(PollMade{"when?", {"now", "later"}, false}), "when?");
    CHECK(poll.is_poll);
    CHECK(count<SignEntry>(ann.does(Voted{poll.id, {0, 1}})) == 0);
    CHECK(count<SignEntry>(ann.does(Voted{poll.id, {2}})) == 0);
    const auto voted = only<ShowMessage>(ann.does(Voted{poll.id, {1}}));
    CHECK(voted.options.at(0).count == 0);
    CHECK(voted.options.at(1).mine);
}

TEST_CASE("the topic that was chosen last is the room's, for whoever comes later too") {
    Tab ann = together();
    CHECK(only<ShowTopic>(ann.does(TopicChosen{" the \n picnic "})).text == "the picnic");
    CHECK(count<SignEntry>(ann.does(TopicChosen{"the picnic"})) == 0);
    CHECK(only<ShowTopic>(ann.hears(2, ann.writer(2).writes(ann.now + 10, protocol::Topic{"rain"}))).text == "rain");
    CHECK(count<ShowTopic>(ann.hears(2, ann.writer(2).writes(ann.now + 5, protocol::Topic{"older"}))) == 0);
    CHECK(only<ShowTopic>(ann.does(TopicChosen{""})).text.empty());
}

TEST_CASE("what is signed by another key than the author's is kept out, and who brings it is named, once") {
    Tab ann = together();
    const auto dropped = ann.session.dropped();
    auto forged = ann.writer(3).says(ann.now, "not mine");
    forged.signature[0] ^= 1;
    CHECK(has_notice(ann.hears(2, forged), NoticeKind::forged));
    CHECK_FALSE(has_notice(ann.hears(2, forged), NoticeKind::forged));
    CHECK(ann.texts().empty());
    CHECK(ann.session.dropped() == dropped + 2);
    // Nor does anybody write in the name of somebody who is here.
    Writer thief(4);
    thief.log = Log(our_room);
    thief.feed = member(2);
    thief.log.begin(thief.feed, identity(4));
    CHECK(count<ShowMessage>(ann.hears(2, thief.says(ann.now, "I am Ben"))) == 0);
    // The author's own words are heard all the same.
    CHECK(count<ShowMessage>(ann.hears(2, ann.writer(3).says(ann.now, "mine"))) == 1);
}

TEST_CASE("what was said in another room cannot be shown in this one, also where its beginning is missing") {
    Tab ann = together();
    Writer there(3);
    there.log = Log(id<RoomId>(98));
    there.log.begin(member(3), identity(3));
    there.says(ann.now, "in confidence");
    CHECK(count<ShowMessage>(ann.hears(2, there.says(ann.now, "and more"))) == 0);
    CHECK(ann.texts().empty());
}

TEST_CASE("a copy of the conversation is read back: what is authentic is shown and kept, the rest is counted") {
    Tab ann = inside();
    Writer ben(2);
    const auto first = ben.says(ann.now - 2, "one");
    ben.says(ann.now - 1, "two");
    const auto all = *ben.log.answer({member(2), 1, 2});
    auto forged = Writer(3).says(ann.now, "forged");
    forged.signature[0] ^= 1;
    Writer elsewhere(4);
    elsewhere.log = Log(id<RoomId>(98));
    elsewhere.log.begin(member(4), identity(4));
    const auto out = ann.does(CopyRead{{all, forged, elsewhere.says(ann.now, "of another room"), first}});
    CHECK(ann.texts() == std::vector<std::string>{"one", "two"});
    CHECK(only<KeepEntries>(out).kept.entries.bodies.size() == 2);
    CHECK(only<ShowCopyRead>(out).taken == 2);
    CHECK(only<ShowCopyRead>(out).refused == 2);
    CHECK(notices(out).empty());
    const auto again = only<ShowCopyRead>(ann.does(CopyRead{{all}}));
    CHECK(again.taken == 0);
    CHECK(again.refused == 0);
    // Of a long one the end is proven first, and what is before it by that.
    Writer cid(5);
    for (int at = 0; at < 1'000; ++at) cid.says(ann.now, std::to_string(at));
    std::vector<protocol::Entries> parts;
    for (std::uint64_t last = 1'000; last > 0; last = parts.back().first - 1) parts.push_back(*cid.log.answer({member(5), 1, last}));
    REQUIRE(parts.size() > 3);
    CHECK(only<ShowCopyRead>(ann.does(CopyRead{parts})).taken == 1'000);
    // The whole of it, as another page reads it.
    Tab ben_again(6);
    ben_again.enters("Ben");
    std::optional<protocol::EntryId> next;
    std::size_t copies = 0;
    do {
        const auto given = only<GiveEntries>(ann.does(EntriesAsked{next}));
        CopyRead read;
        for (const auto& range : given.ranges) read.entries.push_back(std::get<protocol::Entries>(*protocol::decode_talk(range)));
        ben_again.does(read);
        next = given.next;
        ++copies;
    } while (next);
    CHECK(copies > 1);
    CHECK(ben_again.texts() == ann.texts());
    CHECK(only<ShowCopyRead>(ann.does(CopyRead{})).taken == 0);
}

TEST_CASE("an entry counts as sent once it is kept, and then the page can be left") {
    Tab ann = inside();
    const auto typed = ann.does(TextTyped{"to whoever comes"});
    REQUIRE(count<KeepEntries>(typed) == 2);  // and her name
    for (const auto& order : all<KeepEntries>(typed)) CHECK(order.own);
    const auto out = kept(ann, typed, KeepResult::kept);
    CHECK(only<ShowDelivery>(out).kept);
    CHECK_FALSE(only<GuardPage>(out).on);
}

TEST_CASE("a disk that is full, or none, is said once, and nothing counts as kept") {
    Tab ann = inside();
    auto out = kept(ann, ann.does(TextTyped{"one"}), KeepResult::full);
    CHECK(has_notice(out, NoticeKind::storage_full));
    CHECK(count<ShowDelivery>(out) == 0);
    out = kept(ann, ann.does(TextTyped{"two"}), KeepResult::full);
    CHECK_FALSE(has_notice(out, NoticeKind::storage_full));
    CHECK(has_notice(ann.does(StoreOpened{false}), NoticeKind::not_kept));
    CHECK(ann.texts().size() == 2);
}

TEST_CASE("yesterday's talk is shown before anybody is there, dated as it came, and told to whoever comes") {
    Tab ann;
    ann.arrives();
    const auto out = ann.does(EnterPressed{"Ann"});
    REQUIRE(count<OpenStore>(out) == 1);
    CHECK(only<OpenStore>(out).log == our_room);
    CHECK(only<OpenStore>(out).place == StorePlace{our_room, secret});
    ann.does(Admitted{0, 8, {}, {}});
    ann.does(LeaderChosen{});
    ann.does(StreamLine{1, protocol::encode(protocol::StreamOpen{})});
    ann.does(ReaderLooked{false});
    const auto yesterday = ann.now - 24ULL * 60 * 60 * 1000;
    Writer ben(2);
    ben.writes(yesterday, protocol::Introduction{"Ben"});
    ben.says(yesterday + 5'000, "good night");  // by a clock that was ahead
    KeptEntries lies{*ben.log.answer({member(2), 1, 2}), {yesterday, yesterday + 1}};
    const auto loaded = ann.does(EntriesLoaded{{lies}});
    CHECK(shown(loaded, "good night").author.name == "Ben");
    CHECK(shown(loaded, "good night").time == yesterday + 1);
    CHECK(count<ShowUnread>(loaded) == 0);
    CHECK(count<KeepEntries>(loaded) == 0);
    ann.joined(3, "Cem");
    CHECK(said_of<protocol::Heads>(ann.connects(3), 3).at(0).heads.at(0).count == 2);
    CHECK(ann.gives(3, 2) == std::vector<std::string>{"good night"});
}

TEST_CASE("who comes to a room that has moved asks anew once its rules say to what the log is bound, and loses nothing of their own") {
    Tab ann = inside();
    ann.does(TextTyped{"early"});
    ann.meets(2, "Ben");
    Writer ben(2);
    ben.log = Log(id<RoomId>(5));
    ben.log.begin(member(2), identity(2));
    const auto old = ben.says(ann.now, "of the room as it was");
    ann.hears(2, old);
    CHECK(ann.texts() == std::vector<std::string>{"early"});
    const auto out = check(ann, ann.hears(2, protocol::Signal(nines([](Rules& rules) { rules.log = id<RoomId>(5); }))));
    CHECK(only<OpenStore>(out).log == id<RoomId>(5));
    CHECK(count<PruneMessage>(out) == 1);
    const auto heads = said_of<protocol::Heads>(out, 2);
    CHECK(std::any_of(heads.begin(), heads.end(), [](const auto& it) { return it.heads.empty(); }));
    CHECK(said_of<protocol::EntriesWanted>(ann.hears(2, has(2, 1)), 2).size() == 1);
    ann.hears(2, old);
    CHECK(ann.texts() == std::vector<std::string>{"of the room as it was", "early"});
    CHECK(ann.gives(2, 1) == std::vector<std::string>{"early"});
}

TEST_CASE("a room that is forgotten here is kept no longer") {
    Tab ann = together();
    CHECK(count<ForgetStore>(ann.does(RoomForgotten{})) == 1);
    CHECK(count<KeepEntries>(ann.does(TextTyped{"unkept"})) == 0);
}

TEST_CASE("another tab of this browser under another name is somebody else") {
    Tab ann = inside();
    const auto hers = protocol::encode(protocol::Hello{"Zoe", identity(1), id<protocol::TabId>(5), 1, id<protocol::Nonce>(5), "build"});
    ann.delivers(protocol::Joined{member(5), "AAAA"});
    ann.does(MemberIntroduced{{member(5), hers}});
    ann.connects(5);
    Writer zoe(5);
    zoe.log = Log(our_room);
    zoe.log.begin(member(5), identity(1));
    zoe.number = 1;  // whose key it is
    const auto out = ann.hears(5, zoe.says(ann.now, "hello"));
    CHECK_FALSE(only<ShowMessage>(out).me);
    CHECK(only<ShowMessage>(out).author.name == "Zoe");
}
