// The session's stories of identities: keys, forgeries, stolen names and ghosts.
#include <doctest/doctest.h>

#include <set>

#include "tests/client/tab.hpp"

using namespace story;

namespace {

// The server is asked anew who is here, and knows nothing new.
void asks_in_vain(Tab& ann) {
    REQUIRE(count<Join>(ann.wait(5'000)) == 1);
    CHECK(notices(ann.does(Admitted{ann.mail, 8, {greeting(2, "Ben")}, {}})).empty());
}

}  // namespace

TEST_CASE("words in Ben's name that Ben did not sign are refused, and both are told, once the server has nothing that explains them") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    ann.delivers(protocol::ReceivedEnvelope{member(2), "AAAA"});
    CHECK(notices(ann.does(EnvelopeBroken{member(2)})).empty());
    CHECK(notices(ann.does(EnvelopeBroken{member(2)})).empty());
    asks_in_vain(ann);
    auto out = ann.does(EnvelopeBroken{member(2)});
    REQUIRE(notices(out) == std::vector{NoticeKind::tampered});
    CHECK(count<ApplyDescription>(out) == 0);
    const auto letters = only<Post>(out).letters;
    REQUIRE(letters.size() == 1);
    CHECK(letters[0].content == protocol::encode(protocol::Signals{protocol::Tampered{ann.link(2)}}));
    // Somebody who spoils letter after letter does not fill the conversation.
    CHECK(notices(ann.does(EnvelopeBroken{member(2)})).empty());
    CHECK(ann.session.dropped() == 4);
    // The first letter that is Ben's own shows that he is there.
    CHECK(notices(ann.letter(2, protocol::Tampered{1})) == std::vector{NoticeKind::joined});
    ann.wait(61'000);
    CHECK(notices(ann.letter(2, protocol::Tampered{1})) == std::vector{NoticeKind::tampered_there});
}

TEST_CASE("a name belongs to the member that said it first") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    auto is_taken = story::hello(3, "Ben", 9);
    CHECK(ann.does(MemberIntroduced{{member(2), protocol::encode(is_taken)}}).empty());
    CHECK(ann.session.dropped() == 1);
    // Ben's own tab may come back under another name; an older hello of his may not.
    const auto renamed = ann.does(MemberIntroduced{{member(2), protocol::encode(story::hello(2, "Benjamin", 2))}});
    CHECK(count<OpenLink>(renamed) == 1);
    CHECK(ann.does(MemberIntroduced{greeting(2, "Ben")}).empty());
    CHECK(ann.session.dropped() == 2);
}

TEST_CASE("a tab that was loaded anew leaves no ghost") {
    Tab ann = together();
    ann.delivers(protocol::Joined{member(3), "AAAA"});
    const auto out = ann.does(MemberIntroduced{{member(3), protocol::encode(story::hello(2, "Ben", 2))}});
    CHECK(only<CloseLink>(out).peer == member(2));
    CHECK(only<RemovePerson>(out).id == member(2));
    CHECK(ann.session.peers().count(member(3)) == 1);
    // Another person's tab of that name changes nothing.
    ann.delivers(protocol::Joined{member(4), "AAAA"});
    CHECK(count<CloseLink>(ann.does(MemberIntroduced{greeting(4, "Ben")})) == 0);
}

TEST_CASE("letters that overtake their sender's hello wait for it") {
    Tab ann = inside();
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    CHECK(count<OpenEnvelope>(ann.delivers(protocol::ReceivedEnvelope{member(2), "first"})) == 0);
    CHECK(count<OpenEnvelope>(ann.delivers(protocol::ReceivedEnvelope{member(2), "second"})) == 0);
    const auto opened = all<OpenEnvelope>(ann.does(MemberIntroduced{greeting(2, "Ben")}));
    REQUIRE(opened.size() == 2);
    CHECK(opened[0].body == "first");
    CHECK(opened[1].passage.from_hello == greeting(2, "Ben").hello);
}

TEST_CASE("a member that came back under a name that we missed is asked for anew, before anybody is suspected") {
    Tab ann = together();
    ann.wait(61'000);
    ann.delivers(protocol::ReceivedEnvelope{member(2), "AAAA"});
    const auto out = ann.does(EnvelopeBroken{member(2)});
    CHECK(notices(out).empty());
    CHECK(count<Join>(out) == 1);
    const auto renamed = ann.does(Admitted{ann.mail, 8, {{member(2), protocol::encode(story::hello(2, "Benjamin", 2))}}, {}});
    CHECK(count<OpenLink>(renamed) == 1);
    // A member that goes on spoiling is spoken of.
    CHECK(notices(ann.does(EnvelopeBroken{member(2)})).empty());
    ann.wait(5'000);
    ann.does(Admitted{ann.mail, 8, {{member(2), protocol::encode(story::hello(2, "Benjamin", 2))}}, {}});
    CHECK(notices(ann.does(EnvelopeBroken{member(2)})) == std::vector{NoticeKind::tampered});
}

TEST_CASE("a letter of an earlier stay of its sender, or to one of ours, is no forgery, and is not heard") {
    Tab ann = together();
    const auto ann_before = only<Join>(ann.does(StreamEnded{1, true})).hello;
    ann.does(RoomLeft{});
    ann.now += 1'000;
    const auto ann_now = only<Join>(ann.does(EnterPressed{"Anna"})).hello;
    ann.does(Admitted{0, 8, {greeting(2, "Ben")}, {}});
    const Introduction later{member(2), protocol::encode(story::hello(2, "Benjamin", 2))};
    ann.does(Admitted{0, 8, {later, greeting(3, "Cem")}, {}});
    ann.connects(3);  // by whom it comes: the road does not matter
    auto order = only<OpenEnvelope>(ann.hears(3, protocol::RelayRequest{protocol::RelayRequest::Kind::forwarded, member(2), "BODY"}));
    std::set<std::pair<std::string, std::string>> tried;
    for (unsigned tries = 0; tries < 4; ++tries) {
        CHECK(order.body == "BODY");
        CHECK(order.outdated == tries);
        CHECK(tried.emplace(order.passage.from_hello, order.passage.to_hello).second);
        if (tries == 0) CHECK(order.passage.from_hello == later.hello);
        if (tries == 0) CHECK(order.passage.to_hello == ann_now);
        const auto offer_request = protocol::encode(protocol::Signals{protocol::Tampered{1}});
        if (tries > 0) CHECK(ann.does(EnvelopeOpened{member(2), 1, offer_request, order.outdated}).empty());
        const auto out = ann.does(EnvelopeBroken{member(2), order.body, order.passage, order.outdated});
        CHECK(notices(out).empty());
        CHECK(count<OpenEnvelope>(out) == (tries < 3));
        if (tries < 3) order = only<OpenEnvelope>(out);
    }
    CHECK(tried.count({greeting(2, "Ben").hello, ann_before}) == 1);
    ann.wait(5'000);
    CHECK(ann.session.dropped() == 1);
}

TEST_CASE("a letter to somebody as they were called before tells them to say anew how they are called, now and then") {
    Tab ann = together();
    const auto content = protocol::encode(protocol::Signals{protocol::RequestOffer{1}});
    CHECK(count<Join>(ann.does(EnvelopeOpened{member(2), 1, content, 1})) == 0);
    CHECK(count<Join>(ann.wait(5'000)) == 1);
    ann.does(Admitted{ann.mail, 8, {greeting(2, "Ben")}, {}});
    ann.wait(10'000);
    CHECK(count<Join>(ann.does(EnvelopeOpened{member(2), 2, content, 1})) == 1);
}

TEST_CASE("a letter that came before its sender's new name is opened again by that name, and heard") {
    Tab ann = together();
    ann.delivers(protocol::Joined{member(2), "AAAA"});
    const auto first = only<OpenEnvelope>(ann.delivers(protocol::ReceivedEnvelope{member(2), "BODY"}));
    const Introduction later{member(2), protocol::encode(story::hello(2, "Benjamin", 2))};
    ann.does(MemberIntroduced{later});
    const auto second = only<OpenEnvelope>(ann.does(EnvelopeBroken{member(2), first.body, first.passage, 0}));
    CHECK(second.body == "BODY");
    CHECK(second.passage.from_hello == later.hello);
    CHECK(second.outdated == 0);
    CHECK(ann.session.dropped() == 0);
}

TEST_CASE("a letter of an earlier stay that is opened when we have left does not bring us back") {
    for (const Millis since : {1'000U, 10'000U}) {
        Tab ann = together();
        ann.wait(since);
        ann.does(RoomLeft{});
        std::size_t joins = count<Join>(ann.does(EnvelopeOpened{member(2), 11, "", 1}));
        for (int i = 0; i < 10; ++i) joins += count<Join>(ann.wait(1'000));
        CHECK(joins == 0);
        CHECK_FALSE(ann.session.wake_at());
    }
}
