// Trees of hashes, frames that come, and which slices are asked of whom.
#include <doctest/doctest.h>

#include "client/files/download.hpp"
#include "client/files/intake.hpp"
#include "client/members/file_name.hpp"
#include "tests/client/orders.hpp"

using namespace client::files;
using protocol::slice_bytes;
using story::member;

namespace {

std::string some_leaves(std::uint32_t count) {
    std::string leaves;
    for (std::uint32_t at = 0; at < count; ++at) leaves += protocol::bytes_of(protocol::sha256(std::to_string(at)));
    return leaves;
}

std::uint64_t size_of(std::uint32_t slices) { return std::uint64_t{slices} * slice_bytes - 1; }

HashTree tree_of(std::uint32_t slices) { return HashTree::over(size_of(slices), some_leaves(slices)); }

// All slices that are asked for in one step, by the member of whom they are.
std::map<client::MemberId, std::vector<std::uint32_t>> asked(Download& download, client::Millis now, const HashTree& whole) {
    std::map<client::MemberId, std::vector<std::uint32_t>> all;
    for (bool again = true; again;) {
        again = false;
        for (const auto& [from, word] : download.asks(now)) {
            if (const auto* wanted = std::get_if<protocol::HashesWanted>(&word)) {
                again = true;
                const auto hashes = wanted->group ? whole.leaves(*wanted->group) : whole.groups();
                REQUIRE(download.heard(from, protocol::Hashes{wanted->group, hashes}));
            } else {
                const auto& range = std::get<protocol::SlicesWanted>(word).range;
                for (std::uint32_t at = 0; at < range.count; ++at) all[from].push_back(range.first + at);
            }
        }
    }
    return all;
}

protocol::SlicesHere everything(std::uint32_t slices) { return {{{0, slices}}}; }

}  // namespace

TEST_CASE("a tree of hashes takes what closes up to its root, and nothing else") {
    const auto whole = tree_of(1025);
    CHECK(whole.groups().size() == 64);
    HashTree tree(whole.key());
    CHECK_FALSE(tree.take_leaves(0, whole.leaves(0)));  // not before the groups are known
    CHECK_FALSE(tree.take_groups(whole.groups().substr(32) + whole.groups().substr(0, 32)));
    CHECK_FALSE(tree.take_groups(whole.groups().substr(32)));
    CHECK_FALSE(HashTree({whole.key().root, whole.key().size + 1}).take_groups(whole.groups()));  // a size that lies
    REQUIRE(tree.take_groups(whole.groups()));
    CHECK_FALSE(tree.take_leaves(0, whole.leaves(1)));
    CHECK_FALSE(tree.take_leaves(2, ""));
    CHECK_FALSE(tree.take_leaves(0xffffffff, whole.leaves(0)));
    REQUIRE(tree.take_leaves(1, whole.leaves(1)));
    REQUIRE(tree.take_leaves(0, whole.leaves(0)));
    CHECK(tree.leaves({1024, 1}) == some_leaves(1025).substr(1024 * 32));
}

TEST_CASE("frames are taken where they were asked for, each slice from its beginning to its end") {
    Intake intake;
    const auto leaves = some_leaves(2);
    intake.expect({0, 2}, slice_bytes + 10, leaves);
    CHECK_FALSE(intake.take({2, 0}, 10));               // not asked for
    CHECK_FALSE(intake.take({0, 16}, 10));              // something is missing before it
    CHECK_FALSE(intake.take({0, 0}, 0));                // nothing
    CHECK_FALSE(intake.take({1, 0}, 11));               // longer than the slice is
    CHECK_FALSE(intake.take({0, 0xffffffff}, 10));      // an offset that overflows
    CHECK_FALSE(intake.take({0, 0}, ~std::size_t{0}));  // and a length
    CHECK(intake.take({0, 0}, slice_bytes - 1)->leaf.empty());
    CHECK_FALSE(intake.take({0, 0}, 1));  // once more
    CHECK(intake.take({0, slice_bytes - 1}, 1)->leaf == leaves.substr(0, 32));
    CHECK_FALSE(intake.take({0, 0}, 1));  // it is whole
    CHECK(intake.take({1, 0}, 10)->length == 10);
}

TEST_CASE("a file comes from one member, and is complete when every slice was checked") {
    const auto whole = tree_of(40);
    Download download(whole.key());
    download.join(member(2), true, 0, 0);
    CHECK(download.asks(0).empty());  // it has said nothing of what it has
    REQUIRE(download.heard(member(2), everything(40)));
    std::uint32_t came = 0;
    for (client::Millis now = 0; !download.is_complete() && now < 100; ++now)
        for (const auto wanted = asked(download, now, whole)[member(2)]; const auto slice : wanted) {
            ++came;
            CHECK(download.checked(member(2), slice, true, now));
        }
    CHECK(came == 40);
    CHECK(download.bytes_here() == size_of(40));
}

TEST_CASE("the author is asked only for what no other member has, and is not left idle for long") {
    const auto whole = tree_of(32);
    Download download(whole.key());
    download.join(member(2), true, 0, 0);
    download.join(member(3), false, 0, 0);
    download.heard(member(2), everything(32));
    download.heard(member(3), {{{0, 12}}});
    const auto first = asked(download, 0, whole);
    CHECK(first.at(member(3)) == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    CHECK(first.at(member(2)).front() == 12);
    CHECK(first.at(member(2)).size() == 16);
    // The rest of what the other one was asked for is still to come, and the author has given all that only it has.
    for (const auto slice : first.at(member(2))) download.checked(member(2), slice, true, 10);
    for (const auto more = asked(download, 10, whole)[member(2)]; const auto slice : more) download.checked(member(2), slice, true, 10);
    download.leave(member(3));
    CHECK(asked(download, 11, whole).at(member(2)).size() == 12);  // its slices are asked for elsewhere
}

TEST_CASE("receivers begin at different places") {
    const auto whole = tree_of(64);
    Download one(whole.key());
    Download other(whole.key());
    for (auto* each : {&one, &other}) {
        each->join(member(2), true, each == &one ? 0 : 32, 0);
        each->heard(member(2), everything(64));
    }
    const auto a = asked(one, 0, whole).at(member(2));
    const auto b = asked(other, 0, whole).at(member(2));
    CHECK(a.front() == 0);
    CHECK(b.front() == 32);
}

TEST_CASE("of five who fetch at once each asks the author for a share, and all have everything when that has sent it about once") {
    constexpr std::uint32_t slices = 400;
    constexpr client::Millis word_ms = 20;  // until a word or a slice is there
    const auto whole = tree_of(slices);
    const auto author = member(1);
    std::map<client::MemberId, Download> all;
    for (unsigned at = 2; at < 7; ++at) all.emplace(member(at), whole.key());
    for (auto& [me, download] : all) {
        std::vector<client::MemberId> others;
        for (const auto& [other, its] : all)
            if (other != me) others.push_back(other);
        download.share_with(me, others);
        download.join(author, true, 0, 0);
        download.heard(author, everything(slices));
        for (const auto other : others) download.join(other, false, 0, 0);
    }
    struct Sent {
        client::MemberId from, to;
        std::uint32_t slice;
    };
    std::vector<Sent> queue;
    std::map<client::MemberId, std::uint32_t> sent;
    client::Millis now = 0;
    const auto is_complete = [](const auto& it) { return it.second.is_complete(); };
    for (; !std::all_of(all.begin(), all.end(), is_complete) && now < 600'000; now += word_ms) {
        for (auto& [me, download] : all)
            for (const auto& [from, wanted] : asked(download, now, whole))
                for (const auto slice : wanted) queue.push_back({from, me, slice});
        // Everybody sends six slices in that time, and receives what comes; one of them sends only one.
        std::map<client::MemberId, unsigned> budget;
        std::vector<Sent> come;
        std::erase_if(queue, [&](const Sent& it) {
            if (++budget[it.from] > (it.from == member(4) ? 1U : 6U)) return false;
            come.push_back(it);
            return true;
        });
        for (const auto& it : come) {
            ++sent[it.from];
            all.at(it.to).checked(it.from, it.slice, true, now + word_ms);
            for (auto& [other, download] : all)
                if (other != it.to) download.heard(it.to, {{{it.slice, 1}}});
        }
    }
    CHECK(now < 600'000);
    CHECK(sent[author] < slices * 12 / 10);
}

TEST_CASE("a slice that is not what was offered is asked for again, of another member") {
    const auto whole = tree_of(4);
    Download download(whole.key());
    download.join(member(2), false, 0, 0);
    download.heard(member(2), everything(4));
    CHECK(asked(download, 0, whole).at(member(2)).size() == 4);
    CHECK(download.checked(member(2), 1, false, 1));
    CHECK_FALSE(download.checked(member(2), 1, false, 1));  // it is not asked for any more
    download.leave(member(2));
    download.join(member(3), true, 0, 0);
    download.heard(member(3), everything(4));
    CHECK(asked(download, 2, whole).at(member(3)).size() == 4);
    CHECK(download.here() == 0);
}

TEST_CASE("members that say what cannot be are found out") {
    const auto whole = tree_of(4);
    Download download(whole.key());
    download.join(member(2), false, 0, 0);
    CHECK_FALSE(download.heard(member(2), protocol::SlicesHere{{{3, 2}}}));
    CHECK_FALSE(download.heard(member(2), protocol::SlicesHere{{{0xffffffff, 1}}}));
    CHECK_FALSE(download.has_asked(member(2), protocol::Hashes{{}, whole.groups()}));
    download.heard(member(2), everything(4));
    REQUIRE(download.asks(0).size() == 1);
    CHECK_FALSE(download.heard(member(2), protocol::Hashes{{}, std::string(32, 'x')}));
}

TEST_CASE("one that is silent for long is asked for nothing more") {
    const auto whole = tree_of(4);
    Download download(whole.key());
    download.join(member(2), true, 0, 0);
    download.heard(member(2), everything(4));
    asked(download, 0, whole);
    CHECK_FALSE(download.stalled(29'999));
    CHECK(download.stalled(30'000) == member(2));
    CHECK(download.wake_at() == 30'000);
}

TEST_CASE("an author that owes slices is silent for too long, also while nothing else is to be asked of it") {
    const auto whole = tree_of(2);
    Download download(whole.key());
    download.join(member(2), true, 0, 0);
    REQUIRE(download.heard(member(2), everything(2)));
    CHECK(asked(download, 0, whole)[member(2)].size() == 2);
    for (client::Millis now = 1'000; now < 30'000; now += 1'000) CHECK(download.asks(now).empty());
    CHECK(download.stalled(30'000) == member(2));
}

TEST_CASE("what lies on the disk is not asked for again") {
    const auto whole = tree_of(6);
    Download download(whole.key());
    download.restore(some_leaves(6), std::string("\1\1\0\1\0\1", 6));
    CHECK(download.here() == 4);
    CHECK(download.tree().has_groups());
    download.join(member(2), true, 0, 0);
    download.heard(member(2), everything(6));
    CHECK(asked(download, 0, whole).at(member(2)) == std::vector<std::uint32_t>{2, 4});
    Download other(whole.key());
    other.restore("nonsense", "more of it");
    CHECK(other.here() == 0);
    // A disk that lost some of the hashes: what is here stays, and they are asked for.
    Download third(whole.key());
    third.restore(std::string(6 * 32, '\0'), std::string("\1\1\0\1\0\1", 6));
    CHECK_FALSE(third.tree().has_groups());
    third.join(member(2), true, 0, 0);
    third.heard(member(2), everything(6));
    CHECK(asked(third, 0, whole).at(member(2)) == std::vector<std::uint32_t>{2, 4});
}

TEST_CASE("a file of nothing is complete where it is what was offered") {
    CHECK(Download(HashTree::over(0, "").key()).is_complete());
    CHECK_FALSE(Download(FileKey{{}, 0}).is_complete());
}

TEST_CASE("names of files are fit for any disk") {
    using client::members::clean_file_name;
    CHECK(clean_file_name("holiday.jpg") == "holiday.jpg");
    CHECK(clean_file_name("../../etc/passwd") == "passwd");
    CHECK(clean_file_name("C:\\Windows\\win.ini") == "win.ini");
    CHECK(clean_file_name("a<b>:\"|?*.txt") == "a_b______.txt");
    CHECK(clean_file_name(".bashrc") == "_.bashrc");
    CHECK(clean_file_name("con.txt") == "_con.txt");
    CHECK(clean_file_name("LPT1") == "_LPT1");
    CHECK(clean_file_name("com10.txt") == "com10.txt");
    CHECK(clean_file_name("trailing. . ") == "trailing");
    CHECK(clean_file_name("/") == "file");
    CHECK(clean_file_name("\xff\xfe") == "file");
    CHECK(clean_file_name("invoice\u202egpj.exe") == "invoicegpj.exe");
    CHECK(clean_file_name("two\nlines\x01.txt") == "two lines.txt");
    const auto long_name = clean_file_name(std::string(300, 'x') + ".tar.gz");
    CHECK(long_name.size() == 200);
    CHECK(long_name.substr(197) == ".gz");
    CHECK(clean_file_name("여행 사진.png") == "여행 사진.png");
}
