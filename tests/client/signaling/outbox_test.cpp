#include "client/signaling/outbox.hpp"

#include <doctest/doctest.h>

#include "protocol/wire.hpp"
#include "tests/client/orders.hpp"

using namespace client;
using namespace client::signaling;
using story::member;
using story::only;
using story::seat;

namespace {

constexpr Millis start = 1'000'000;

struct Desk {
    Outbox outbox;
    Millis now = start;

    Orders flush() {
        Orders out;
        outbox.flush(seat(1), "my hello", now, out);
        return out;
    }
    Orders wait(Millis ms) {
        now += ms;
        return flush();
    }
    void fail(Trouble why = Trouble::unreachable) { outbox.on(RequestFailed{Request::post, why}, now); }
};

protocol::Signal offer_request(std::uint32_t link) { return protocol::RequestOffer{link}; }
protocol::Signal offer(std::string sdp) { return protocol::Description{1, protocol::Description::Kind::offer, std::move(sdp)}; }

std::vector<std::uint64_t> counters(const Orders& orders) {
    std::vector<std::uint64_t> all;
    for (const auto& letter : only<Post>(orders).letters) all.push_back(letter.counter);
    return all;
}

}  // namespace

TEST_CASE("signals that wait for one member go in one letter, until there is a new description to send") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer("first"));
    desk.outbox.add(member(3), "their hello", offer_request(1));
    desk.outbox.add(member(2), "hello", offer_request(2));
    desk.outbox.add(member(2), "hello", offer("second"));
    const auto post = only<Post>(desk.flush());
    CHECK(post.hello == "my hello");
    REQUIRE(post.letters.size() == 3);
    CHECK(post.letters[0].to == member(2));
    CHECK(post.letters[0].counter == 1);
    CHECK(post.letters[0].content == protocol::encode(protocol::Signals{offer("first"), offer_request(2)}));
    CHECK(post.letters[1].to == member(3));
    CHECK(post.letters[1].to_hello == "their hello");
    CHECK(post.letters[1].counter == 1);
    CHECK(post.letters[2].counter == 2);
}

TEST_CASE("a letter that was tried stays as it is: the server may have it already") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.flush();
    desk.outbox.add(member(2), "hello", offer_request(2));
    desk.fail();
    desk.outbox.add(member(2), "hello", offer_request(3));
    const auto letters = only<Post>(desk.wait(1'000)).letters;
    REQUIRE(letters.size() == 2);
    CHECK(letters[0].content == protocol::encode(protocol::Signals{offer_request(1)}));
    CHECK(letters[1].content == protocol::encode(protocol::Signals{offer_request(2), offer_request(3)}));
}

TEST_CASE("one post is under way at a time; what is written meanwhile goes with the next") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    CHECK(counters(desk.flush()) == std::vector<std::uint64_t>{1});
    desk.outbox.add(member(2), "hello", offer_request(2));
    CHECK(desk.flush().empty());
    CHECK_FALSE(desk.outbox.wake_at());
    desk.outbox.on(PostTaken{});
    CHECK(counters(desk.flush()) == std::vector<std::uint64_t>{2});
}

TEST_CASE("a post that did not arrive goes again with the same numbers, later each time, never later than 8 s") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.flush();
    Millis last = 0;
    for (int i = 0; i < 12; ++i) {
        desk.fail();
        CHECK(desk.flush().empty());
        REQUIRE(desk.outbox.wake_at());
        const Millis pause = *desk.outbox.wake_at() - desk.now;
        CHECK(pause >= last);
        CHECK(pause <= 8'000);
        last = pause;
        CHECK(counters(desk.wait(pause)) == std::vector<std::uint64_t>{1});
    }
    desk.outbox.on(PostTaken{});
    CHECK(desk.flush().empty());
}

TEST_CASE("a post that did not arrive goes again at once where there is hope") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.flush();
    desk.fail();
    desk.outbox.hurry();
    CHECK(counters(desk.flush()) == std::vector<std::uint64_t>{1});
    desk.outbox.hurry();
    CHECK(desk.flush().empty());  // one post at a time
}

TEST_CASE("letters added while a failed post waits come behind it") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.flush();
    desk.outbox.add(member(2), "hello", offer_request(2));
    desk.fail();
    CHECK(counters(desk.wait(1'000)) == std::vector<std::uint64_t>{1, 2});
}

TEST_CASE("a post that the server will never take does not stand in the way") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.flush();
    desk.outbox.add(member(2), "hello", offer_request(2));
    desk.fail(Trouble::refused);
    CHECK(counters(desk.wait(10'000)) == std::vector<std::uint64_t>{2});
}

TEST_CASE("letters for somebody who left are not sent, but those in hand keep their place") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.flush();
    desk.outbox.add(member(2), "hello", offer_request(2));
    desk.outbox.add(member(3), "hello", offer_request(3));
    desk.outbox.forget(member(2));
    desk.outbox.on(PostTaken{});
    const auto post = only<Post>(desk.flush());
    REQUIRE(post.letters.size() == 1);
    CHECK(post.letters[0].to == member(3));
    desk.outbox.on(PostTaken{});
    desk.outbox.add(member(2), "hello", offer_request(4));  // it came back: the numbers go on, so that old letters stay old
    CHECK(counters(desk.flush()) == std::vector<std::uint64_t>{3});
}

TEST_CASE("rules are told also where what was to be said of the connection is not worth sending any more") {
    Desk desk;
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.outbox.add(member(2), "hello", protocol::EncodedChain{"rules"});
    desk.outbox.forget(member(2));
    const auto post = only<Post>(desk.flush());
    REQUIRE(post.letters.size() == 1);
    CHECK(post.letters[0].content == protocol::encode(protocol::Signals{protocol::EncodedChain{"rules"}}));
}

TEST_CASE("no more letters at once than a post may hold") {
    Desk desk;
    for (unsigned i = 0; i < protocol::max_letters_per_post + 5; ++i) desk.outbox.add(member(i), "hello", offer_request(i));
    CHECK(only<Post>(desk.flush()).letters.size() == protocol::max_letters_per_post);
    desk.outbox.on(PostTaken{});
    CHECK(only<Post>(desk.flush()).letters.size() == 5);
}

TEST_CASE("long letters are spread over posts that the server takes") {
    Desk desk;
    for (int i = 0; i < 40; ++i) desk.outbox.add(member(2), "hello", offer(std::string(30'000, 'v')));
    std::size_t sent = 0;
    while (sent < 40) {
        const auto post = only<Post>(desk.flush());
        REQUIRE(!post.letters.empty());
        std::size_t sealed = 0;
        for (const auto& letter : post.letters) sealed += letter.content.size() * 4 / 3 + 200;
        CHECK(sealed < 1024 * 1024);
        sent += post.letters.size();
        desk.outbox.on(PostTaken{});
    }
    CHECK(sent == 40);
}

TEST_CASE("a receipt waits for a letter to take it along, and goes alone after a while") {
    Desk desk;
    desk.outbox.received(7, desk.now);
    CHECK(desk.flush().empty());
    REQUIRE(desk.outbox.wake_at());
    const auto post = only<Post>(desk.wait(*desk.outbox.wake_at() - desk.now));
    CHECK(post.after == 7);
    CHECK(post.letters.empty());
    desk.outbox.on(PostTaken{});
    CHECK(desk.wait(60'000).empty());
    CHECK_FALSE(desk.outbox.wake_at());
}

TEST_CASE("a letter takes the receipt along; what arrived after it was posted is receipted later") {
    Desk desk;
    desk.outbox.received(7, desk.now);
    desk.outbox.add(member(2), "hello", offer_request(1));
    CHECK(only<Post>(desk.flush()).after == 7);
    desk.outbox.received(8, desk.now);
    desk.outbox.on(PostTaken{});
    CHECK(desk.flush().empty());
    CHECK(only<Post>(desk.wait(5'000)).after == 8);
    desk.outbox.on(PostTaken{});
    CHECK_FALSE(desk.outbox.wake_at());
}

TEST_CASE("a restarted server counts anew: no receipt of an earlier life is sent") {
    Desk desk;
    desk.outbox.received(70, desk.now);
    desk.outbox.add(member(2), "hello", offer_request(1));
    desk.flush();
    desk.fail(Trouble::unknown_member);
    desk.outbox.admitted(0);
    const auto post = only<Post>(desk.flush());
    CHECK(post.after == 0);
    CHECK(post.letters.size() == 1);
    desk.outbox.on(PostTaken{});
    CHECK_FALSE(desk.outbox.wake_at());
}
