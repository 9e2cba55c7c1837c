// The timeline: what entries come to does not depend on the order in which they came, and nobody changes another person's words.
#include "client/conversation/timeline.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "protocol/wire.hpp"
#include "tests/client/orders.hpp"

using namespace protocol;
using client::conversation::Log;
using client::conversation::Message;
using client::conversation::Timeline;
using story::identity;
using story::member;

namespace {

const LogId room = *id_from_text<LogId>("AAAAAAAAAAAAAAAAAAAAAA");

// Everybody's feeds, and one reader who has all of them. Feed 11 is a later stay of person 1, and so on.
struct Evening {
    Log log{room};
    Timeline timeline;
    std::map<unsigned, Log> writers;
    std::vector<EntryId> written;

    EntryId write(unsigned feed, std::uint64_t stamp, decltype(Entry::says) says) {
        auto [at, fresh] = writers.emplace(feed, Log(room));
        if (fresh) at->second.begin(member(feed), identity(feed % 10));
        const auto done = at->second.write(member(feed), encode(Entry{stamp, std::move(says)}));
        at->second.sign(done.id, std::string(signature_bytes, 's'));
        log.take(*at->second.answer({done.id.feed, done.id.number, done.id.number}));
        written.push_back(done.id);
        return done.id;
    }
    EntryId say(unsigned feed, std::uint64_t stamp, std::string text) { return write(feed, stamp, NewMessage{std::move(text), {}}); }
    void read() {
        for (const auto& id : written) timeline.add(log, id, *decode_entry(*log.body(id)));
    }
    std::string text(const EntryId& id) const {
        const auto post = timeline.message(log, id);
        return post && !post->versions.empty() ? post->versions.back().text : "";
    }
};

}  // namespace

TEST_CASE("messages stand in the order of their stamps, and of those of one stamp by author and number") {
    Evening talk;
    const auto late = talk.say(1, 30, "late");
    const auto early = talk.say(2, 10, "early");
    const auto twin = talk.say(3, 10, "twin");
    talk.read();
    const std::vector places(talk.timeline.places().begin(), talk.timeline.places().end());
    REQUIRE(places.size() == 3);
    CHECK(places[0].id == std::min(early, twin));
    CHECK(places[1].id == std::max(early, twin));
    CHECK(places[2].id == late);
    CHECK(talk.timeline.last_stamp() == 30);
}

TEST_CASE("a person edits and deletes their own words, also those of an earlier stay, and nobody else's") {
    Evening talk;
    const auto hello = talk.say(1, 10, "helo");
    const auto secret = talk.say(1, 11, "secret");
    talk.write(11, 20, Edit{hello, "hello"});
    talk.write(2, 21, Edit{hello, "nonsense"});
    talk.write(11, 22, Deletion{secret});
    talk.write(2, 23, Deletion{hello});
    talk.read();
    CHECK(talk.text(hello) == "hello");
    const auto post = *talk.timeline.message(talk.log, hello);
    REQUIRE(post.versions.size() == 2);
    CHECK(post.versions.front().text == "helo");
    CHECK_FALSE(post.deleted);
    const auto gone = *talk.timeline.message(talk.log, secret);
    CHECK(gone.deleted);
    CHECK(gone.versions.empty());
}

TEST_CASE("a reaction counts once for each person, whichever tab it comes from, and the last word holds") {
    Evening talk;
    const auto hello = talk.say(1, 10, "hello");
    talk.write(2, 20, Reaction{hello, "👍", true});
    talk.write(12, 21, Reaction{hello, "👍", true});
    talk.write(3, 22, Reaction{hello, "👍", true});
    talk.write(3, 23, Reaction{hello, "🎉", true});
    talk.write(3, 24, Reaction{hello, "🎉", false});
    talk.read();
    const auto post = *talk.timeline.message(talk.log, hello);
    REQUIRE(post.reactions.size() == 1);
    CHECK(post.reactions[0].what == "👍");
    CHECK(post.reactions[0].people.size() == 2);
}

TEST_CASE("a vote replaces that person's earlier one, and one that chooses too many counts for nothing") {
    Evening talk;
    const auto poll = talk.write(1, 10, Poll{"When?", {"today", "tomorrow"}, false});
    talk.write(2, 20, Vote{poll, {0}});
    talk.write(2, 21, Vote{poll, {1}});
    talk.write(3, 22, Vote{poll, {0, 1}});
    talk.write(4, 23, Vote{poll, {0}});
    talk.write(4, 24, Vote{poll, {}});
    talk.read();
    const auto post = *talk.timeline.message(talk.log, poll);
    REQUIRE(post.options.size() == 2);
    CHECK(post.options[0].people.empty());
    REQUIRE(post.options[1].people.size() == 1);
    CHECK(post.options[1].people[0].author == identity(2));
}

TEST_CASE("pins, the topic and names are as they were set last") {
    Evening talk;
    talk.write(1, 5, Introduction{"Ann"});
    const auto hello = talk.say(1, 10, "hello");
    talk.write(2, 20, Pinning{hello, true});
    talk.write(2, 25, Topic{"Lunch"});
    talk.write(1, 24, Topic{"Breakfast"});
    talk.read();
    CHECK(talk.timeline.message(talk.log, hello)->pinned);
    CHECK(talk.timeline.topic(talk.log) == "Lunch");
    CHECK(talk.timeline.name(talk.log, member(1)) == "Ann");
    CHECK(talk.timeline.name(talk.log, member(2)) == "");
}

TEST_CASE("a change that comes before what it changes is not lost") {
    Evening talk;
    const auto hello = talk.say(1, 10, "helo");
    const auto edit = talk.write(1, 20, Edit{hello, "hello"});
    CHECK(talk.timeline.add(talk.log, edit, *decode_entry(*talk.log.body(edit))) == hello);  // its body is here already
    CHECK(talk.timeline.add(talk.log, hello, *decode_entry(*talk.log.body(hello))) == hello);
    CHECK(talk.text(hello) == "hello");
}

TEST_CASE("whatever the order in which entries come, they come to the same") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        Evening talk;
        std::vector<EntryId> posts{talk.say(1, 1, "first"), talk.write(2, 2, Poll{"?", {"a", "b", "c"}, true})};
        for (std::uint64_t stamp = 3; stamp < 60; ++stamp) {
            const auto feed = 1 + static_cast<unsigned>(random() % 3) + 10 * static_cast<unsigned>(random() % 2);
            const auto about = posts[random() % posts.size()];
            const auto when = stamp - random() % 3;
            switch (random() % 7) {
                case 0:
                    posts.push_back(talk.say(feed, when, std::to_string(stamp)));
                    break;
                case 1:
                    talk.write(feed, when, Edit{about, std::to_string(stamp)});
                    break;
                case 2:
                    if (random() % 4 == 0) talk.write(feed, when, Deletion{about});
                    break;
                case 3:
                    talk.write(feed, when, Reaction{about, random() % 2 ? "a" : "b", random() % 3 > 0});
                    break;
                case 4:
                    talk.write(feed, when, Pinning{about, random() % 2 == 0});
                    break;
                case 5:
                    talk.write(feed, when, Vote{about, {static_cast<std::uint32_t>(random() % 4)}});
                    break;
                default:
                    talk.write(feed, when, Topic{std::to_string(stamp)});
            }
        }
        talk.read();
        Timeline other;
        auto shuffled = talk.written;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        for (const auto& id : shuffled) other.add(talk.log, id, *decode_entry(*talk.log.body(id)));
        CHECK(other.topic(talk.log) == talk.timeline.topic(talk.log));
        REQUIRE(other.places().size() == talk.timeline.places().size());
        CHECK(std::equal(other.places().begin(), other.places().end(), talk.timeline.places().begin(),
                         [](const Timeline::Place& a, const Timeline::Place& b) { return a.id == b.id; }));
        const auto told = [](const Message& post) {
            std::string text = post.deleted ? "deleted" : post.versions.back().text;
            if (post.pinned) text += " pinned";
            for (const auto* choices : {&post.reactions, &post.options})
                for (const auto& choice : *choices) {
                    std::vector<std::string> people;
                    for (const auto& person : choice.people) people.push_back(person.author.key);
                    std::sort(people.begin(), people.end());
                    text += " " + choice.what;
                    for (const auto& person : people) text += person;
                }
            return text;
        };
        for (const auto& id : posts) REQUIRE(told(*other.message(talk.log, id)) == told(*talk.timeline.message(talk.log, id)));
    }
}
