// The log: whatever way entries come, those who exchange heads end with the same ones, and nothing is taken that its author did not sign.
#include "client/conversation/log.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/client/orders.hpp"

using namespace protocol;
using client::conversation::Log;
using client::conversation::Verdict;
using story::identity;
using story::member;

namespace {

const LogId room = *id_from_text<LogId>("AAAAAAAAAAAAAAAAAAAAAA");

// Signatures that nobody else can make: those that were made are known.
struct Keys {
    std::set<std::string> made;

    static std::string signature(const Identity& author, const std::string& transcript) {
        const auto hash = sha256(author.key + transcript);
        return std::string(bytes_of(hash)).append(bytes_of(hash));
    }
    std::string sign(const Identity& author, const std::string& transcript) { return *made.insert(signature(author, transcript)).first; }
    bool good(const Entries& entries) const {
        return made.count(entries.signature) > 0 && entries.signature == signature(entries.author, Log(room).transcript(entries));
    }
};

struct Tab {
    Keys& keys;
    unsigned who;
    Log log{room};

    Tab(Keys& all, unsigned person) : keys(all), who(person) { log.begin(member(who), identity(who)); }

    EntryId write(const std::string& body) {
        const auto written = log.write(member(who), body);
        log.sign(written.id, keys.sign(identity(who), written.transcript));
        return written.id;
    }
    // The ranges for which it asks another.
    std::vector<EntriesWanted> missing(const Tab& other, std::uint64_t most) const {
        std::vector<EntriesWanted> wanted;
        for (const auto& head : other.log.heads())
            if (const auto one = log.missing(head, most)) wanted.push_back(*one);
        return wanted;
    }
    // Whether anything of it was taken.
    bool hear(const Entries& entries) {
        const auto verdict = log.examine(entries);
        if (verdict == Verdict::to_verify && !keys.good(entries)) return false;
        return !log.take(entries).empty();
    }
    // Asks once for what it lacks.
    bool ask(const Tab& other, std::uint64_t most = 1'000) {
        bool any = false;
        for (const auto& wanted : missing(other, most))
            if (const auto entries = other.log.answer(wanted)) any |= hear(*entries);
        return any;
    }
    void catch_up(const Tab& other, std::uint64_t most = 1'000) {
        while (ask(other, most)) {
        }
    }
    std::vector<std::string> read(unsigned author) const {
        std::vector<std::string> bodies;
        for (std::uint64_t number = 1; const auto* body = log.body({member(author), number}); ++number) bodies.push_back(*body);
        return bodies;
    }
};

Entries all_of(const Tab& tab) { return *tab.log.answer({member(tab.who), 1, 1'000}); }

}  // namespace

TEST_CASE("what somebody wrote is heard, once") {
    Keys keys;
    Tab ann{keys, 1}, ben{keys, 2};
    ann.write("one");
    ann.write("two");
    CHECK(ben.hear(all_of(ann)));
    CHECK(ben.read(1) == std::vector<std::string>{"one", "two"});
    CHECK(ben.log.examine(all_of(ann)) == Verdict::known);
    CHECK_FALSE(ben.hear(all_of(ann)));
    ann.write("three");
    CHECK(ben.hear(*ann.log.answer({member(1), 3, 3})));
    CHECK(ben.read(1).size() == 3);
}

TEST_CASE("the newest come first, and the chain proves the earlier ones without a signature") {
    Keys keys;
    Tab ann{keys, 1}, ben{keys, 2};
    for (int i = 1; i <= 10; ++i) ann.write(std::to_string(i));
    const auto wanted = ben.missing(ann, 4);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].first == 7);
    CHECK(wanted[0].last == 10);
    CHECK(ben.hear(*ann.log.answer(wanted[0])));
    CHECK(ben.log.body({member(1), 7}));
    CHECK_FALSE(ben.log.body({member(1), 6}));
    auto earlier = *ann.log.answer(ben.missing(ann, 4).at(0));
    CHECK(earlier.signature.empty());
    CHECK(ben.log.examine(earlier) == Verdict::proven);
    auto altered = earlier;
    altered.bodies[1] += "!";
    CHECK(ben.log.examine(altered) == Verdict::contradicted);
    CHECK_FALSE(ben.hear(altered));
    CHECK(ben.hear(earlier));
    ben.catch_up(ann, 4);
    CHECK(ben.read(1) == ann.read(1));
    CHECK(ben.missing(ann, 4).empty());
}

TEST_CASE("entries are heard by way of anybody, also when their author is gone") {
    Keys keys;
    Tab ann{keys, 1}, ben{keys, 2}, cem{keys, 3};
    ann.write("hello");
    ben.catch_up(ann);
    ben.write("hi");
    cem.catch_up(ben);
    CHECK(cem.read(1) == std::vector<std::string>{"hello"});
    CHECK(cem.read(2) == std::vector<std::string>{"hi"});
}

TEST_CASE("altered, missing, doubled, exchanged and invented entries are not taken") {
    Keys keys;
    Tab ann{keys, 1}, eve{keys, 9};
    for (int i = 1; i <= 5; ++i) ann.write(std::to_string(i));
    const auto good = all_of(ann);
    const auto refused = [&](Entries entries) {
        Tab ben{keys, 2};
        return !ben.hear(entries) && ben.read(1).empty();
    };
    auto bad = good;
    bad.bodies[2] = "33";
    CHECK(refused(bad));
    bad = good;
    bad.bodies.erase(bad.bodies.begin() + 2);
    CHECK(refused(bad));
    bad = good;
    bad.bodies.insert(bad.bodies.begin() + 2, "3");
    CHECK(refused(bad));
    bad = good;
    std::swap(bad.bodies[1], bad.bodies[2]);
    CHECK(refused(bad));
    bad = good;
    bad.author = identity(9);  // somebody else's
    CHECK(refused(bad));
    bad = good;
    bad.feed = member(9);
    CHECK(refused(bad));
    bad = good;
    ++bad.first;  // under another number
    CHECK(refused(bad));
    bad = good;
    bad.signature.clear();
    CHECK(refused(bad));
    bad = good;
    bad.bodies.pop_back();  // the signature is of another entry
    CHECK(refused(bad));
    Tab ben{keys, 2};
    CHECK(ben.hear(good));
}

TEST_CASE("an entry is of its room alone") {
    Keys keys;
    Tab ann{keys, 1};
    ann.write("hello");
    Log other{*id_from_text<LogId>("BAAAAAAAAAAAAAAAAAAAAA")};
    other.begin(member(2), identity(2));
    CHECK(other.examine(all_of(ann)) == Verdict::contradicted);
}

TEST_CASE("an author with two histories is seen, and the first is kept") {
    Keys keys;
    Tab ann{keys, 1}, twin{keys, 1}, ben{keys, 2};
    ann.write("yes");
    twin.write("no");
    CHECK(ben.hear(all_of(ann)));
    CHECK(ben.log.examine(all_of(twin)) == Verdict::contradicted);
    CHECK_FALSE(ben.hear(all_of(twin)));
    twin.write("more");
    CHECK(ben.log.examine(*twin.log.answer({member(1), 2, 2})) == Verdict::contradicted);
    CHECK(ben.read(1) == std::vector<std::string>{"yes"});
}

TEST_CASE("nothing of ours is taken from others, and nothing that is not signed is told") {
    Keys keys;
    Tab ann{keys, 1}, ben{keys, 2};
    ann.write("one");
    const auto second = ann.log.write(member(1), "two");
    CHECK(ann.log.heads().at(0).count == 1);
    CHECK(all_of(ann).bodies.size() == 1);
    ann.log.sign(second.id, keys.sign(identity(1), second.transcript));
    CHECK(all_of(ann).bodies.size() == 2);
    ben.catch_up(ann);
    CHECK(ann.log.examine(*ben.log.answer({member(1), 1, 2})) == Verdict::known);
}

TEST_CASE("what is forgotten is not asked for again, and the rest goes on") {
    Keys keys;
    Tab ann{keys, 1}, ben{keys, 2}, cem{keys, 3};
    for (int i = 1; i <= 10; ++i) ann.write(std::to_string(i));
    ben.catch_up(ann);
    ben.log.prune(member(1), 8);
    CHECK_FALSE(ben.log.body({member(1), 7}));
    CHECK(ben.missing(ann, 100).empty());
    ann.write("11");
    ben.catch_up(ann);
    CHECK(*ben.log.body({member(1), 11}) == "11");
    cem.catch_up(ben);  // of whom there is only the newest
    CHECK_FALSE(cem.log.body({member(1), 7}));
    CHECK(*cem.log.body({member(1), 8}) == "8");
    cem.catch_up(ann);
    CHECK(cem.read(1) == ann.read(1));
    ben.log.prune(member(1), 12);
    CHECK_FALSE(ben.log.body({member(1), 11}));
    CHECK(ben.log.heads().empty());
    CHECK(ben.missing(ann, 100).empty());
    ann.write("12");
    ben.catch_up(ann);
    CHECK(*ben.log.body({member(1), 12}) == "12");
    // One's own go on where they were.
    ann.log.prune(member(1), 13);
    CHECK(ann.log.heads().empty());
    CHECK(ann.log.written(member(1)) == 12);
    ann.write("13");
    ben.catch_up(ann);
    CHECK(*ben.log.body({member(1), 13}) == "13");
}

TEST_CASE("a range has no more entries and bytes than one message may hold") {
    Keys keys;
    Tab ann{keys, 1}, ben{keys, 2};
    for (int i = 0; i < 1'000; ++i) ann.write(std::string(static_cast<std::size_t>(i) * 60, 'x'));
    for (const auto& wanted : ben.missing(ann, 1'000)) {
        const auto entries = *ann.log.answer(wanted);
        std::size_t bytes = 0;
        for (const auto& body : entries.bodies) bytes += body.size();
        CHECK(entries.bodies.size() <= max_range_entries);
        CHECK(bytes <= max_range_bytes);
    }
    ben.catch_up(ann);
    CHECK(ben.read(1) == ann.read(1));
}

TEST_CASE("however entries travel, get lost, are forged and come again: in the end everybody has all, and nothing else") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const auto one_in = [&](unsigned n) { return random() % n == 0; };
        Keys keys;
        std::vector<Tab> tabs;
        for (unsigned who = 1; who <= 4; ++who) tabs.emplace_back(keys, who);
        std::map<unsigned, std::vector<std::string>> written;
        std::vector<Entries> travelled;
        for (int step = 0; step < 150; ++step) {
            auto& tab = tabs[random() % tabs.size()];
            if (one_in(3)) {
                written[tab.who].push_back(std::to_string(step));
                tab.write(written[tab.who].back());
                continue;
            }
            const auto& other = tabs[random() % tabs.size()];
            for (const auto& wanted : tab.missing(other, 1 + random() % 7))
                if (const auto entries = other.log.answer(wanted)) travelled.push_back(*entries);
            if (travelled.empty()) continue;
            auto entries = travelled[random() % travelled.size()];
            if (one_in(4)) entries.bodies[random() % entries.bodies.size()] += "!";
            if (one_in(8)) entries.bodies.pop_back();
            if (one_in(8)) entries.first += random() % 3;
            if (one_in(8)) entries.signature.clear();
            if (entries.bodies.empty()) continue;
            tab.hear(entries);
        }
        for (int round = 0; round < 2; ++round)
            for (auto& tab : tabs)
                for (const auto& other : tabs) tab.catch_up(other, 5);
        for (const auto& tab : tabs)
            for (const auto& author : tabs) REQUIRE(tab.read(author.who) == written[author.who]);
    }
}
