// Relaying: a member that reaches both of two that do not reach each other passes sealed envelopes on between them, and introduces them.
#include <doctest/doctest.h>

#include "client/members/replay_window.hpp"
#include "protocol/safety.hpp"
#include "tests/client/tab.hpp"

using namespace story;
using protocol::Reach;
using protocol::RelayRequest;

namespace {

Reach reach(std::initializer_list<unsigned> members) {
    Reach all;
    for (const auto each : members) all.members += protocol::to_text(member(each));
    return all;
}

// Ann talks with Ben and knows Cem, to whom no connection comes about.
Tab apart_from_cem() {
    Tab ann = together();
    ann.joined(3, "Cem");
    return ann;
}

// The same, and Ben says that he talks with Cem.
Tab with_relaying_member() {
    Tab ann = apart_from_cem();
    ann.hears(2, reach({3}));
    return ann;
}

Orders sealed(Tab& tab, const SealEnvelope& order) { return tab.does(EnvelopeSealed{order.passage.to, order.through, "BODY"}); }

// The words of one kind in the envelopes that are to be sealed.
template <class Word>
std::vector<Word> held(const Orders& orders) {
    std::vector<Word> words;
    for (const auto& order : all<SealEnvelope>(orders)) {
        const auto letter = protocol::decode_signals(order.content);
        REQUIRE(letter);
        for (const auto& word : *letter)
            if (const auto* one = std::get_if<Word>(&word)) words.push_back(*one);
    }
    return words;
}

// A letter that comes from `who` by way of `friend_of`.
Orders comes_around(Tab& tab, unsigned who, unsigned friend_of, const protocol::Signals& words) {
    const auto order = only<OpenEnvelope>(tab.hears(friend_of, RelayRequest{RelayRequest::Kind::forwarded, member(who), "BODY"}));
    REQUIRE(order.passage.from == member(who));
    REQUIRE(order.passage.to == member(1));
    REQUIRE(order.body == "BODY");
    return tab.does(EnvelopeOpened{member(who), ++tab.counter, protocol::encode(words)});
}

// The messages among them.
std::vector<std::string> texts_held(const Orders& orders) {
    std::vector<std::string> texts;
    for (const auto& entries : held<protocol::Entries>(orders))
        for (auto& text : texts_of(entries)) texts.push_back(std::move(text));
    return texts;
}

std::string through(const Orders& orders, unsigned who) {
    std::string name = "not shown";
    for (const auto& person : all<ShowPerson>(orders))
        if (person.id == member(who)) name = person.through;
    return name;
}

Orders both(Orders one, const Orders& other) {
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

}  // namespace

TEST_CASE("everybody tells whom else they talk with when that changes; two alone have nothing to tell") {
    Tab ann = inside();
    ann.joined(2, "Ben");
    CHECK(said_of<Reach>(ann.connects(2), 2).empty());
    ann.joined(3, "Cem");
    auto out = ann.connects(3);
    REQUIRE(said_of<Reach>(out, 2).size() == 1);
    CHECK(said_of<Reach>(out, 2)[0].members == reach({3}).members);
    CHECK(said_of<Reach>(out, 3)[0].members == reach({2}).members);
    CHECK(said_of<Reach>(ann.wait(1'000), 2).empty());
    out = ann.does(LinkChanged{member(3), ann.link(3), LinkState::failed});
    REQUIRE(said_of<Reach>(out, 2).size() == 1);
    CHECK(said_of<Reach>(out, 2)[0].members.empty());
}

TEST_CASE("with the server gone, a member relays descriptions and candidates, in order, and the server gets them too when it answers") {
    Tab ann = with_relaying_member();
    const auto describe = [&](const std::string& sdp) {
        return ann.does(LinkDescribed{member(3), {ann.link(3), protocol::Description::Kind::offer, sdp}});
    };
    const auto first = describe("first");
    CHECK(count<Post>(first) == 1);
    CHECK(count<SealEnvelope>(first) == 0);
    ann.does(LinkGathered{member(3), {ann.link(3), "candidate", "0", 0}});
    auto out = ann.does(RequestFailed{Request::post, Trouble::unreachable});
    const auto letter = only<SealEnvelope>(out);
    CHECK(letter.passage.to == member(3));
    CHECK(letter.through == member(2));
    CHECK(letter.counter == 1);
    CHECK(letter.content == only<Post>(first).letters.at(0).content);
    out = sealed(ann, letter);
    const auto asked = said_of<RelayRequest>(out, 2);
    REQUIRE(asked.size() == 1);
    CHECK(asked[0].kind == RelayRequest::Kind::forward);
    CHECK(asked[0].member == member(3));
    CHECK(asked[0].body == "BODY");
    // One at a time, so that nothing overtakes the description.
    CHECK(only<SealEnvelope>(out).counter == 2);
    // The envelope that went around stays as it is for the server.
    out = ann.wait(1'000);
    REQUIRE(only<Post>(out).letters.size() == 2);
    CHECK(only<Post>(out).letters[0].content == letter.content);
    ann.does(PostTaken{});
    CHECK(count<SealEnvelope>(describe("second")) == 0);
}

TEST_CASE("a connection that does not come about has a member relay what is said, both ways, and the page says so") {
    Tab ann = with_relaying_member();
    ann.does(TextTyped{"hello"});
    CHECK(count<SealEnvelope>(ann.wait(3'000)) == 0);  // a connection takes its time
    auto out = ann.wait(1'000);
    REQUIRE(count<SealEnvelope>(out) == 1);
    CHECK(texts_held(out) == std::vector<std::string>{"hello"});
    CHECK(held<protocol::Status>(out).size() == 1);
    sealed(ann, only<SealEnvelope>(out));
    const auto line = ann.writer(3).says(ann.now, "hi Ann");
    out = comes_around(ann, 3, 2, {line});
    CHECK(count<ShowMessage>(out) == 1);
    CHECK(through(out, 3) == "Ben");
    // A receipt goes back, and the one for our line comes.
    out = both(out, ann.wait(100));
    REQUIRE(held<protocol::Heads>(out).size() == 1);
    CHECK(held<protocol::Heads>(out).at(0).heads.at(0).count == 1);
    sealed(ann, only<SealEnvelope>(out));
    CHECK(only<ShowDelivery>(comes_around(ann, 3, 2, {has(1, 2)})).received == 1);  // Ben has not said so yet
    CHECK(only<ShowDelivery>(ann.hears(2, has(1, 2))).received == 2);
    // A message that comes twice is shown once.
    CHECK(count<ShowMessage>(comes_around(ann, 3, 2, {line})) == 0);
    // A connection takes over.
    out = ann.connects(3);
    CHECK(through(out, 3) == "");
    out = both(out, ann.does(TextTyped{"directly"}));
    CHECK(count<SealEnvelope>(out) == 0);
    CHECK(texts_said(out, 3) == std::vector<std::string>{"directly"});
}

TEST_CASE("a line that nobody confirms goes again through the next member, later each time, and the page no longer says that it passes") {
    Tab ann = with_relaying_member();
    ann.meets(4, "Dan");
    ann.hears(4, reach({3}));
    comes_around(ann, 3, 2, {protocol::Status{}});
    ann.does(TextTyped{"hello"});
    std::set<MemberId> asked;
    Millis last = 0;
    Millis pause = 0;
    std::string shown = "not yet";
    for (int i = 0; i < 60; ++i) {
        ann.does(PostTaken{});
        const auto out = ann.wait(1'000);
        if (through(out, 3) != "not shown") shown = through(out, 3);
        for (const auto& order : all<SealEnvelope>(out)) {
            sealed(ann, order);
            asked.insert(order.through);
            CHECK(texts_held(out).size() == 1);
            if (last != 0) CHECK(ann.now - last >= pause);
            if (last != 0) pause = ann.now - last;
            last = ann.now;
        }
    }
    CHECK(asked == std::set{member(2), member(4)});
    CHECK(pause >= 12'000);
    CHECK(shown == "");
}

TEST_CASE("a long history goes around letter by letter, the newest first, each when the last was confirmed") {
    Tab ann = with_relaying_member();
    for (int i = 0; i < 100; ++i) ann.does(TextTyped{std::string(1'000, 'x')});
    auto out = ann.wait(4'000);
    std::uint64_t first = 102;  // her name is an entry, too
    for (int letters = 0; first > 1; ++letters) {
        REQUIRE(letters < 12);
        const auto said = held<protocol::Entries>(out);
        REQUIRE(said.size() == 1);
        CHECK(said[0].first + said[0].bodies.size() == first);
        first = said[0].first;
        CHECK(count<SealEnvelope>(sealed(ann, only<SealEnvelope>(out))) == 0);
        out = comes_around(ann, 3, 2, {protocol::Heads{{{member(1), first, 101}}}});
    }
    // A line that fills a letter goes in one of its own.
    ann.does(TextTyped{std::string(9'000, 'y')});
    out = ann.does(TextTyped{std::string(9'900, 'z')});
    CHECK(count<SealEnvelope>(out) == 0);  // one is being sealed
}

TEST_CASE("a member relays for those with whom it talks, to those with whom it talks, and nothing else") {
    Tab ben = together();
    ben.joined(3, "Cem");
    const auto asks = [&](unsigned who, unsigned whom) {
        return ben.hears(who, RelayRequest{RelayRequest::Kind::forward, member(whom), "BODY"});
    };
    CHECK(said_of<RelayRequest>(asks(2, 3), 3).empty());  // not yet talking with Cem
    ben.connects(3);
    const auto passed = said_of<RelayRequest>(asks(2, 3), 3);
    REQUIRE(passed.size() == 1);
    CHECK(passed[0].kind == RelayRequest::Kind::forwarded);
    CHECK(passed[0].member == member(2));  // by whose channel it came, whatever it says itself
    CHECK(passed[0].body == "BODY");
    CHECK(count<SendMessage>(asks(2, 2)) == 0);
    CHECK(count<SendMessage>(asks(2, 9)) == 0);
    CHECK(count<SendMessage>(asks(2, 1)) == 0);
    // An envelope that was passed on to us goes no further, whomever it is for.
    CHECK(count<SendMessage>(ben.hears(2, RelayRequest{RelayRequest::Kind::forwarded, member(3), "BODY"})) == 0);
}

TEST_CASE("nobody can have a member relay so much that the recipient puts that member out") {
    Tab ben = together();
    ben.meets(3, "Cem");
    const RelayRequest letter{RelayRequest::Kind::forward, member(3), std::string(protocol::max_seal_letters - 1, 'A')};
    std::size_t bytes = 0;
    for (int i = 0; i < 140; ++i)
        for (const auto& order : all<SendMessage>(ben.hears(2, letter))) bytes += order.peer == member(3) ? order.bytes.size() : 0;
    CHECK(ben.session.peers().count(member(2)) == 1);
    CHECK(bytes > 4'000'000);
    CHECK(bytes / 512 < 11'000);  // of the 20,000 that Cem grants
    ben.now += 600'000;
    CHECK(count<SendMessage>(ben.hears(2, letter)) == 1);
}

TEST_CASE("a relayed envelope is opened as the server's are, and counts once by whatever road") {
    Tab ann = with_relaying_member();
    const protocol::Signals offer_request{protocol::RequestOffer{9}};
    CHECK(count<OpenLink>(comes_around(ann, 3, 2, offer_request)) == 1);
    CHECK(ann.link(3) == 10);
    ann.now += 5'000;
    CHECK(count<OpenLink>(ann.does(EnvelopeOpened{member(3), ann.counter, protocol::encode(offer_request)})) == 0);
    // An envelope that does not open is said aloud, not heard.
    ann.now += 70'000;
    ann.does(RequestFailed{Request::post, Trouble::unreachable});
    const auto dropped = ann.session.dropped();
    ann.hears(2, RelayRequest{RelayRequest::Kind::forwarded, member(3), "FORGED"});
    ann.does(EnvelopeBroken{member(3)});
    CHECK(ann.session.dropped() == dropped + 1);
    // Nor is anybody heard of whom neither the server nor a relaying member speaks.
    CHECK(count<OpenEnvelope>(ann.hears(2, RelayRequest{RelayRequest::Kind::forwarded, member(9), "BODY"})) == 0);
    CHECK(ann.session.peers().size() == 2);
}

TEST_CASE("letters hold signals, entries, heads and statuses, and nothing that only a channel can say") {
    using namespace protocol;
    for (const Talk& word : {Talk{Bye{}}, Talk{Commit{std::string(hash_bytes, 'c')}}, Talk{Reveal{std::string(safety_nonce_bytes, 'n')}},
                             Talk{reach({3})}, Talk{RelayRequest{RelayRequest::Kind::forward, member(3), "BODY"}}})
        CHECK_FALSE(decode_signals(encode(Signals{word})));
    CHECK(decode_signals(encode(Signals{Writer(3).says(1, "hi"), Heads{{{member(1), 1, 2}}}, Status{}, Signal{RequestOffer{1}}})));
}

TEST_CASE("a member that another talks with and the server has not told of is asked for, introduced, and met") {
    Tab ann = together();
    CHECK(said_of<RelayRequest>(ann.hears(2, reach({1, 2, 3})), 2).empty());  // the server may be about to tell
    CHECK(count<OpenHello>(ann.hears(2, RelayRequest{RelayRequest::Kind::introduced, member(4), "HELLO"})) == 0);  // of whom nobody spoke
    auto out = ann.wait(5'000);
    REQUIRE(said_of<RelayRequest>(out, 2).size() == 1);
    CHECK(said_of<RelayRequest>(out, 2)[0].kind == RelayRequest::Kind::introduce);
    CHECK(said_of<RelayRequest>(out, 2)[0].member == member(3));
    // His letters wait until it is known who he is.
    CHECK(count<OpenEnvelope>(ann.hears(2, RelayRequest{RelayRequest::Kind::forwarded, member(3), "BODY"})) == 0);
    out = ann.hears(2, RelayRequest{RelayRequest::Kind::introduced, member(3), "HELLO"});
    CHECK(only<OpenHello>(out).hello == "HELLO");
    CHECK(only<OpenHello>(out).member == member(3));
    out = ann.does(MemberIntroduced{greeting(3, "Cem")});
    CHECK(count<OpenLink>(out) == 1);
    CHECK(count<OpenEnvelope>(out) == 1);
    CHECK(notices(ann.does(EnvelopeOpened{member(3), 1, protocol::encode(protocol::Signals{protocol::RequestOffer{1}})})) ==
          std::vector{NoticeKind::joined});
    CHECK(said_of<RelayRequest>(ann.wait(60'000), 2).empty());
    // Nobody else speaks for him: when the relaying member does not, he is gone.
    CHECK(notices(ann.hears(2, Reach{})) == std::vector{NoticeKind::lost});
}

TEST_CASE("a member introduces those with whom it talks, with the hello that they sealed themselves") {
    Tab ben = together();
    CHECK(said_of<RelayRequest>(ben.hears(2, RelayRequest{RelayRequest::Kind::introduce, member(3)}), 2).empty());
    ben.delivers(protocol::Joined{member(3), "HELLO"});
    auto cem = greeting(3, "Cem");
    cem.sealed = "HELLO";
    ben.does(MemberIntroduced{cem});
    CHECK(said_of<RelayRequest>(ben.hears(2, RelayRequest{RelayRequest::Kind::introduce, member(3)}), 2).empty());
    ben.connects(3);
    const auto told = said_of<RelayRequest>(ben.hears(2, RelayRequest{RelayRequest::Kind::introduce, member(3)}), 2);
    REQUIRE(told.size() == 1);
    CHECK(told[0].kind == RelayRequest::Kind::introduced);
    CHECK(told[0].member == member(3));
    CHECK(told[0].body == "HELLO");
}

TEST_CASE("a relaying member cannot bring back one that has left, except as it comes back itself") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(3, protocol::Bye{});
    ann.left(3, protocol::Departure::left);
    ann.hears(2, reach({3}));
    CHECK(said_of<RelayRequest>(ann.wait(5'000), 2).size() == 1);
    CHECK(count<OpenHello>(ann.hears(2, RelayRequest{RelayRequest::Kind::introduced, member(3), "HELLO"})) == 1);
    CHECK(count<OpenLink>(ann.does(MemberIntroduced{greeting(3, "Cem")})) == 0);
    CHECK(ann.session.peers().size() == 1);
    const Introduction later{member(3), protocol::encode(hello(3, "Cem", 2))};
    CHECK(count<OpenLink>(ann.does(MemberIntroduced{later})) == 1);
}

TEST_CASE("a member whose channel closes is not gone while another talks with it") {
    Tab ann = together();
    ann.meets(3, "Cem");
    ann.hears(2, reach({3}));
    ann.does(ChannelClosed{member(3), ann.link(3)});
    CHECK(notices(ann.wait(2'000)).empty());
    CHECK(notices(ann.hears(2, Reach{})) == std::vector{NoticeKind::lost});
}

TEST_CASE("a member that introduces half the world is put out") {
    Tab ann = together();
    ann.hears(2, reach({3}));
    ann.wait(5'000);
    int asked = 0;
    while (ann.session.peers().count(member(2)) && asked < 1'000)
        asked += static_cast<int>(count<OpenHello>(ann.hears(2, RelayRequest{RelayRequest::Kind::introduced, member(3), "HELLO"})));
    CHECK(asked < 450);
}

TEST_CASE("a letter's counter is taken once, also out of order, and never when it is old") {
    ReplayWindow heard;
    CHECK_FALSE(heard.take(0));
    CHECK(heard.take(3));
    CHECK(heard.take(1));
    CHECK_FALSE(heard.take(1));
    CHECK_FALSE(heard.take(3));
    CHECK(heard.take(66));
    CHECK_FALSE(heard.take(2));  // 64 behind
    CHECK_FALSE(heard.take(3));
    CHECK(heard.take(4));
    CHECK(heard.take(1'000'000));
    CHECK_FALSE(heard.take(66));
    CHECK(heard.take(999'999));
}
