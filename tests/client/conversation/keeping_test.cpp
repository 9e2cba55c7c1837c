// A log on disk is read as it was written, newest first, and nonsense on the disk confuses nobody; packing loses
// nothing and doubles nothing.
#include "client/conversation/keeping.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "protocol/talk.hpp"
#include "tests/client/orders.hpp"

using namespace client::conversation;
using story::identity;
using story::member;

namespace {

const protocol::LogId room{};

std::string body_of(std::uint64_t number) { return "entry " + std::to_string(number); }

// Entries `first` to `last` of that person's feed, as the author wrote them.
KeptEntries kept(unsigned who, std::uint64_t first, std::uint64_t last, bool is_signed = true) {
    KeptEntries it{{member(who), identity(who), first, protocol::chain_start(room, member(who), identity(who), {}), {}, ""}, {}};
    for (std::uint64_t number = 1; number < first; ++number)
        it.entries.before = protocol::chain_next(it.entries.before, number, body_of(number));
    for (auto number = first; number <= last; ++number) {
        it.entries.bodies.push_back(body_of(number));
        it.arrived.push_back(1'700'000'000'000 + number);
    }
    if (is_signed) it.entries.signature = std::string(protocol::signature_bytes, static_cast<char>(last));
    return it;
}

KeptRecord record(unsigned who, std::uint64_t first, std::uint64_t last, std::size_t bytes = 0) {
    return {member(who), first, last, bytes};
}

std::vector<KeptRecord> singles(unsigned who, std::uint64_t first, std::uint64_t last, std::size_t bytes = 100) {
    std::vector<KeptRecord> records;
    for (auto number = first; number <= last; ++number) records.push_back(record(who, number, number, bytes));
    return records;
}

}  // namespace

TEST_CASE("kept entries are read as they were written") {
    for (const auto& it : {kept(1, 1, 1), kept(2, 7, 262), kept(3, 4, 5, false)}) {
        const auto again = decode_kept_entries(encode(it));
        REQUIRE(again);
        CHECK(again->entries.feed == it.entries.feed);
        CHECK(again->entries.author == it.entries.author);
        CHECK(again->entries.first == it.entries.first);
        CHECK(again->entries.before == it.entries.before);
        CHECK(again->entries.bodies == it.entries.bodies);
        CHECK(again->entries.signature == it.entries.signature);
        CHECK(again->arrived == it.arrived);
    }
}

TEST_CASE("the largest range that may travel can be kept, whatever its bytes are") {
    auto it = kept(1, 1, 4);
    for (auto& body : it.entries.bodies) body = std::string(protocol::max_talk_bytes / 4, '\1');
    const auto bytes = encode(it);
    CHECK(bytes.size() <= max_kept_bytes);
    const auto again = decode_kept_entries(bytes);
    REQUIRE(again);
    CHECK(again->entries.bodies == it.entries.bodies);
}

TEST_CASE("bytes that are no kept entries are refused") {
    const auto good = encode(kept(1, 3, 5));
    for (std::size_t size = 0; size < good.size(); ++size) CHECK_FALSE(decode_kept_entries(good.substr(0, size)));
    CHECK_FALSE(decode_kept_entries(good + '\0'));
    std::mt19937 chance(1);
    for (int round = 0; round < 20'000; ++round) {
        auto bytes = good;
        for (auto changes = chance() % 4 + 1; changes > 0; --changes) bytes[chance() % bytes.size()] = static_cast<char>(chance());
        const auto it = decode_kept_entries(bytes);
        if (it) CHECK(encode(*it) == bytes);
    }

    auto too_many = kept(1, 1, protocol::max_range_entries + 1);
    CHECK_FALSE(decode_kept_entries(encode(too_many)));
    auto none = kept(1, 1, 0);
    CHECK_FALSE(decode_kept_entries(encode(none)));
    auto nameless = kept(1, 1, 1);
    nameless.entries.first = 0;
    CHECK_FALSE(decode_kept_entries(encode(nameless)));
    auto large = kept(1, 1, 1);
    large.entries.bodies[0].resize(protocol::max_entry_bytes + 1, 'x');
    CHECK_FALSE(decode_kept_entries(encode(large)));
    auto keyless = kept(1, 1, 1);
    keyless.entries.author.key.pop_back();
    CHECK_FALSE(decode_kept_entries(encode(keyless)));
    auto foreign = encode(kept(1, 1, 1));
    foreign[protocol::id_bytes] = 'x';  // of a scheme that there is not
    CHECK_FALSE(decode_kept_entries(foreign));
    auto half = kept(1, 1, 1);
    half.entries.signature.pop_back();
    CHECK_FALSE(decode_kept_entries(encode(half)));
}

TEST_CASE("names of records are read, and what is none is passed over") {
    const auto feed = protocol::to_text(member(1));
    const auto names = read_names(feed + " 12 5\n" + feed + " 13 13");
    REQUIRE(names.size() == 2);
    CHECK(names[0] == record(1, 5, 12));
    CHECK(names[1] == record(1, 13, 13));
    CHECK(names[0].count() == 8);
    CHECK(read_names("").empty());
    for (const auto* name :
         {"", " ", " 5", " 5 ", " 5 5 5", " 5 6", " 0 0", " -1 -1", " 5 x", " 5 5x", " 300 1", "5 5", " 99999999999999999999 1"})
        CHECK(read_names(feed + name).empty());
    CHECK(read_names("short 5 5").empty());
    CHECK(read_names("x\n\n" + feed + " 2 1\nx").size() == 1);
}

TEST_CASE("the newest entries of every feed are read first, and each record once") {
    std::vector<KeptRecord> all;
    for (std::uint64_t first = 1; first < 20'000; first += 256) all.push_back(record(1, first, first + 255));
    for (unsigned who = 2; who < 10; ++who)
        for (const auto& it : singles(who, 1, 200)) all.push_back(it);
    std::shuffle(all.begin(), all.end(), std::mt19937(1));
    const auto portions = reading_order(all);

    std::set<std::pair<protocol::MemberId, std::uint64_t>> read;
    std::map<protocol::MemberId, std::uint64_t> down_to;
    std::size_t screens = 0;
    for (const auto& portion : portions) {
        std::uint64_t entries = 0;
        for (const auto& span : portion) {
            CHECK(span.oldest.feed == span.newest.feed);
            CHECK(span.oldest.last <= span.newest.last);
            for (const auto& it : all) {
                if (it.feed != span.oldest.feed || it.last < span.oldest.last || it.last > span.newest.last) continue;
                CHECK(read.insert({it.feed, it.last}).second);
                entries += it.count();
            }
            const auto before = down_to.find(span.oldest.feed);
            if (before != down_to.end()) CHECK(span.newest.last < before->second);
            down_to[span.oldest.feed] = span.oldest.last;
        }
        CHECK(entries <= 512 + 256);
        // Nine feeds: after the first portions of 64 entries each, every last screen is there.
        if (screens < 6 && ++screens == 6) CHECK(down_to.size() == 9);
    }
    CHECK(read.size() == all.size());
    CHECK(reading_order({}).empty());
}

TEST_CASE("a feed with few small records is left alone") {
    CHECK(to_pack(singles(1, 1, 64)).empty());
    auto two = singles(1, 1, 64);
    for (const auto& it : singles(2, 1, 64)) two.push_back(it);
    CHECK(to_pack(two).empty());
    CHECK(to_pack({}).empty());
}

TEST_CASE("a room of many short stays has one small record of each in the end") {
    std::vector<KeptRecord> records;
    for (unsigned who = 1; who <= 40; ++who)
        for (const auto& it : singles(who, 1, 30)) records.push_back(it);
    const auto packs = to_pack(records);
    REQUIRE(packs.size() == 40);
    for (const auto& pack : packs) CHECK(pack.size() == 30);
    records.clear();
    for (unsigned who = 0; who < 2'000; ++who) {
        records.push_back(record(who % 200, 1, 30, 3'000));
        records.back().feed.bytes[1] = static_cast<std::uint8_t>(who / 200);
    }
    CHECK(to_pack(records).empty());
}

TEST_CASE("many small records become few large ones, up to a gap") {
    auto records = singles(1, 1, 600);
    records.erase(records.begin() + 299);  // 300
    for (const auto& it : singles(2, 1, 3)) records.push_back(it);
    records.push_back(record(1, 601, 800));  // large already
    std::shuffle(records.begin(), records.end(), std::mt19937(1));
    const auto packs = to_pack(records);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
    for (const auto& pack : packs) ranges.emplace_back(pack.front().first, pack.back().last);
    CHECK(ranges == std::vector<std::pair<std::uint64_t, std::uint64_t>>{{1, 256}, {257, 299}, {301, 556}, {557, 600}});
    for (const auto& pack : packs) {
        for (std::size_t at = 1; at < pack.size(); ++at) CHECK(pack[at].first == pack[at - 1].last + 1);
    }
}

TEST_CASE("packed records keep within the bytes of a range, and are not packed again for ever") {
    const auto packs = to_pack(singles(1, 1, 100, 50'000));
    for (const auto& pack : packs) CHECK(pack.size() == 2);
    CHECK(packs.size() == 50);
    CHECK(to_pack(singles(1, 1, 100, protocol::max_entry_bytes)).empty());
    std::vector<KeptRecord> packed;
    for (std::uint64_t first = 1; first < 30'000; first += 128) packed.push_back(record(1, first, first + 127));
    CHECK(to_pack(packed).empty());
}

TEST_CASE("records become one range that says the same") {
    const auto whole = merged({kept(1, 3, 4), kept(1, 5, 5), kept(1, 6, 9)});
    REQUIRE(whole);
    CHECK(encode(*whole) == encode(kept(1, 3, 9)));
    const auto overlapping = merged({kept(1, 3, 6), kept(1, 3, 4), kept(1, 5, 9), kept(1, 7, 8)});
    REQUIRE(overlapping);
    CHECK(encode(*overlapping) == encode(kept(1, 3, 9)));
    const auto same_end = merged({kept(1, 3, 9, false), kept(1, 8, 9)});
    REQUIRE(same_end);
    CHECK(encode(*same_end) == encode(kept(1, 3, 9)));
    const auto unsigned_both = merged({kept(1, 3, 4, false), kept(1, 5, 6, false)});
    REQUIRE(unsigned_both);
    CHECK(encode(*unsigned_both) == encode(kept(1, 3, 6, false)));
}

TEST_CASE("records that are not one history stay apart") {
    CHECK_FALSE(merged({}));
    CHECK_FALSE(merged({kept(1, 3, 4), kept(1, 6, 7)}));        // a gap
    CHECK_FALSE(merged({kept(1, 5, 6), kept(1, 3, 4)}));        // falling
    CHECK_FALSE(merged({kept(1, 3, 4), kept(2, 5, 6)}));        // another feed
    CHECK_FALSE(merged({kept(1, 1, 200), kept(1, 201, 300)}));  // too long
    // A signature in the middle would be lost.
    CHECK_FALSE(merged({kept(1, 3, 4), kept(1, 5, 6, false)}));
    // The author signed two histories.
    auto other = kept(1, 5, 6);
    other.entries.before[0] ^= 1;
    CHECK_FALSE(merged({kept(1, 3, 4), other}));
    auto changed = kept(1, 4, 6);
    changed.entries.bodies[0] = "another";
    CHECK_FALSE(merged({kept(1, 3, 4), changed}));
}
