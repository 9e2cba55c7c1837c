// Who speaks: keys, forgeries, stolen names and ghosts.
#include <doctest/doctest.h>

#include "rooms/tab.hpp"

using namespace story;

TEST_CASE("words in Ben's name that Ben did not sign are refused, and both are told") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    ann.delivers(protocol::Letter{member(2), "AAAA"});
    auto out = ann.does(SealBroken{member(2)});
    REQUIRE(notices(out) == std::vector{NoticeKind::tampered});
    CHECK(count<ApplyDescription>(out) == 0);
    const auto letters = only<Post>(out).letters;
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].content == protocol::encode(protocol::Signals{protocol::Tampered{ann.link(2)}}));
    // Somebody who spoils letter after letter does not fill the conversation.
    CHECK(notices(ann.does(SealBroken{member(2)})).empty());
    CHECK(ann.session.dropped() == 2);
    CHECK(notices(ann.letter(2, protocol::Tampered{1})).empty());
    ann.wait(61'000);
    CHECK(notices(ann.letter(2, protocol::Tampered{1})) == std::vector{NoticeKind::tampered_there});
}

TEST_CASE("a member's name belongs to whoever said it first") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    auto stolen = story::hello(3, "Ben", 9);
    CHECK(ann.does(NewcomerGreeted{{member(2), protocol::encode(stolen)}}).empty());
    CHECK(ann.session.dropped() == 1);
    // Ben's own tab may come back under another name; an older hello of his may not.
    const auto renamed = ann.does(NewcomerGreeted{{member(2), protocol::encode(story::hello(2, "Benjamin", 2))}});
    CHECK(count<OpenLink>(renamed) == 1);
    CHECK(ann.does(NewcomerGreeted{greeting(2, "Ben")}).empty());
    CHECK(ann.session.dropped() == 2);
}

TEST_CASE("a tab that was loaded anew leaves no ghost") {
    Tab ann = together();
    ann.delivers(protocol::Joined{member(3), "AAAA"});
    const auto out = ann.does(NewcomerGreeted{{member(3), protocol::encode(story::hello(2, "Ben", 2))}});
    CHECK(only<CloseLink>(out).peer == member(2));
    CHECK(only<RemovePerson>(out).id == member(2));
    CHECK(ann.session.peers().count(member(3)) == 1);
    // Another person's tab of that name changes nothing.
    ann.delivers(protocol::Joined{member(4), "AAAA"});
    CHECK(count<CloseLink>(ann.does(NewcomerGreeted{greeting(4, "Ben")})) == 0);
}

TEST_CASE("letters that overtake their sender's hello wait for it") {
    Tab ann = inside();
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    CHECK(count<OpenLetter>(ann.delivers(protocol::Letter{member(2), "first"})) == 0);
    CHECK(count<OpenLetter>(ann.delivers(protocol::Letter{member(2), "second"})) == 0);
    const auto opened = all<OpenLetter>(ann.does(NewcomerGreeted{greeting(2, "Ben")}));
    REQUIRE(opened.size() == 2);
    CHECK(opened[0].body == "first");
    CHECK(opened[1].passage.from_hello == greeting(2, "Ben").hello);
}

TEST_CASE("who came back under a name that we missed is asked for anew, before anybody is suspected") {
    Tab ann = together();
    ann.wait(61'000);
    ann.delivers(protocol::Letter{member(2), "AAAA"});
    const auto out = ann.does(SealBroken{member(2)});
    CHECK(notices(out).empty());
    CHECK(count<Join>(out) == 1);
    const auto renamed = ann.does(Admitted{ann.mail, 8, {{member(2), protocol::encode(story::hello(2, "Benjamin", 2))}}, {}});
    CHECK(count<OpenLink>(renamed) == 1);
    // Whoever goes on spoiling is spoken of.
    CHECK(notices(ann.does(SealBroken{member(2)})) == std::vector{NoticeKind::tampered});
}
