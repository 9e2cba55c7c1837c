// The session's stories of files: offered, fetched, checked, gone on with.
#include <doctest/doctest.h>

#include "client/files/hash_tree.hpp"
#include "tests/client/tab.hpp"

using namespace story;

namespace {

constexpr std::uint32_t film_slices = 6;
constexpr std::uint64_t film_size = std::uint64_t{film_slices} * protocol::slice_bytes;

std::string leaves_of_film() {
    std::string leaves;
    for (std::uint32_t at = 0; at < film_slices; ++at) leaves += protocol::bytes_of(protocol::sha256(std::to_string(at)));
    return leaves;
}

HashTree film() { return HashTree::over(film_size, leaves_of_film()); }
FileKey film_key() { return film().key(); }
protocol::FileOffer offer_of_film() { return {"film.webm", film_size, "video/webm", film_key().root, ""}; }

FilePicked picks_film() { return {1, "film.webm", film_size, "video/webm", ""}; }

// The words that were said over that transfer.
template <class Word>
std::vector<Word> words_over(const Orders& orders, const Transfer& transfer) {
    std::vector<Word> words;
    for (const auto& order : all<SayTransfer>(orders)) {
        const auto word = protocol::decode_file_word(order.bytes);
        const bool same = order.transfer.peer == transfer.peer && order.transfer.serving == transfer.serving;
        if (word && same && std::holds_alternative<Word>(*word)) words.push_back(std::get<Word>(*word));
    }
    return words;
}

Orders says_over(Tab& tab, const Transfer& transfer, const protocol::FileWord& word) {
    return tab.does(TransferSaid{transfer, protocol::encode(word)});
}

// As the page was shown a file last.
ShowFile last_shown(const Orders& orders) {
    const auto shown = all<ShowFile>(orders);
    return shown.empty() ? ShowFile{} : shown.back();
}

// Ben offers a film to Ann.
OfferId offered(Tab& ann) { return only<ShowMessage>(ann.hears(2, ann.writer(2).writes(ann.now, offer_of_film()))).id; }

// Ann has accepted it, and has a channel to Ben.
Transfer fetching(Tab& ann, const OfferId& id) {
    ann.does(FileChosen{id, FileAct::accept});
    const auto out = ann.does(FileOpened{film_key(), "", ""});
    CHECK(only<OpenTransfer>(out).transfer.peer == member(2));
    ann.does(TransferOpened{{member(2), id, false}});
    return {member(2), id, false};
}

// Ben tells of all slices and of the tree.
Orders tells_all(Tab& ann, const Transfer& ben) {
    says_over(ann, ben, protocol::SlicesHere{{{0, film_slices}}});
    says_over(ann, ben, protocol::Hashes{{}, film().groups()});
    return says_over(ann, ben, protocol::Hashes{0, film().leaves(0)});
}

}  // namespace

TEST_CASE("a picked file is hashed and offered to everybody, and given to who asks for it") {
    Tab ann = together();
    CHECK(only<HashFile>(ann.does(picks_film())).serial == 1);
    CHECK(count<ShowMessage>(ann.does(FileHashed{1, leaves_of_film().substr(0, 32)})) == 0);
    const auto out = ann.does(FileHashed{1, leaves_of_film().substr(32)});
    const auto line = only<ShowMessage>(out);
    REQUIRE(line.file);
    CHECK(line.file->name == "film.webm");
    CHECK(only<BindFile>(out).key == film_key());
    CHECK(only<ShowFile>(out).state == FileState::sending);

    const Transfer ben{member(2), line.id, true};
    const auto told = words_over<protocol::SlicesHere>(ann.does(TransferOpened{ben}), ben);
    REQUIRE(told.size() == 1);
    CHECK(told[0].ranges == std::vector<protocol::SliceRange>{{0, film_slices}});
    CHECK(words_over<protocol::Hashes>(says_over(ann, ben, protocol::HashesWanted{}), ben).at(0).hashes == film().groups());
    CHECK(words_over<protocol::Hashes>(says_over(ann, ben, protocol::HashesWanted{0}), ben).at(0).hashes == leaves_of_film());
    CHECK(only<SendSlices>(says_over(ann, ben, protocol::SlicesWanted{{2, 3}})).range == protocol::SliceRange{2, 3});
    CHECK(count<SendSlices>(says_over(ann, ben, protocol::SlicesWanted{{5, 2}})) == 0);  // it has no such slices
    CHECK(last_shown(says_over(ann, ben, protocol::SlicesHere{{{0, 3}}})).takers == std::vector<FileTaker>{{"Ben", 50}});
}

TEST_CASE("a file for one person is given to nobody else") {
    Tab ann = together();
    ann.meets(3, "Cem");
    auto picked = picks_film();
    picked.to = member(2);
    picked.alone = true;
    ann.does(picked);
    const auto line = only<ShowMessage>(ann.does(FileHashed{1, leaves_of_film()}));
    CHECK(line.only_with == "Ben");
    CHECK(count<CloseTransfer>(ann.does(TransferOpened{{member(3), line.id, true}})) == 1);
    CHECK(count<CloseTransfer>(ann.does(TransferOpened{{member(2), line.id, true}})) == 0);
    // Never to everybody what was meant for one.
    picked.to = member(9);
    CHECK(only<ShowPicked>(ann.does(picked)).state == Picked::nobody);
}

TEST_CASE("an offered file is not fetched before the person accepts; then it comes whole, and is checked") {
    Tab ann = together();
    const auto id = offered(ann);
    CHECK(count<OpenFile>(ann.wait(1000)) == 0);
    const auto ben = fetching(ann, id);
    const auto out = tells_all(ann, ben);
    CHECK(words_over<protocol::SlicesWanted>(out, ben).size() == 2);
    CHECK(all<ExpectSlices>(out).size() == 2);
    CHECK(only<KeepLeaves>(out).leaves == leaves_of_film());
    Orders last;
    for (std::uint32_t slice = 0; slice < film_slices; ++slice) last = ann.does(SliceChecked{ben, film_key(), slice, true});
    CHECK(only<CloseFile>(last).key == film_key());
    CHECK(last_shown(last).state == FileState::done);
    CHECK(last_shown(last).done == film_size);
}

TEST_CASE("a slice that is something else is not taken, its sender is named, and another member is asked") {
    Tab ann = together();
    ann.meets(3, "Cem");
    const auto id = offered(ann);
    ann.does(FileChosen{id, FileAct::accept});
    CHECK(count<OpenTransfer>(ann.does(FileOpened{film_key(), "", ""})) == 2);
    const Transfer ben{member(2), id, false};
    const Transfer cem{member(3), id, false};
    ann.does(TransferOpened{ben});
    ann.does(TransferOpened{cem});
    tells_all(ann, cem);
    says_over(ann, ben, protocol::SlicesHere{{{0, film_slices}}});
    auto out = ann.does(SliceChecked{cem, film_key(), 0, false});
    for (auto& order : ann.wait(300)) out.push_back(std::move(order));
    CHECK(last_shown(out).liar == "Cem");
    CHECK(only<CloseTransfer>(out).transfer.peer == member(3));
    CHECK(words_over<protocol::SlicesWanted>(out, ben).size() >= 1);
    // It is not asked again.
    CHECK(count<OpenTransfer>(ann.wait(60'000)) == 0);
}

TEST_CASE("a tree that does not close is refused") {
    Tab ann = together();
    const auto ben = fetching(ann, offered(ann));
    says_over(ann, ben, protocol::SlicesHere{{{0, film_slices}}});
    const auto out = says_over(ann, ben, protocol::Hashes{{}, std::string(32, 'x')});
    CHECK(only<CloseTransfer>(out).transfer.peer == member(2));
    CHECK(last_shown(out).liar == "Ben");
}

TEST_CASE("nonsense is dropped and counted, and one that says nothing else is not heard any more") {
    Tab ann = together();
    const auto ben = fetching(ann, offered(ann));
    const auto before = ann.session.dropped();
    for (int at = 0; at < 7; ++at) CHECK(count<CloseTransfer>(ann.does(TransferSaid{ben, "nonsense"})) == 0);
    CHECK(count<CloseTransfer>(says_over(ann, ben, protocol::SlicesHere{{{film_slices, 1}}})) == 1);
    CHECK(ann.session.dropped() == before + 8);
}

TEST_CASE("what was received before the page was loaded anew is found on the disk, and goes on") {
    Tab ann = together();
    const auto id = only<ShowMessage>(ann.hears(2, ann.writer(2).writes(ann.now, offer_of_film()))).id;
    const auto out = ann.does(FilesListed{{film_key()}});
    CHECK(only<OpenFile>(out).key == film_key());
    CHECK(count<OpenTransfer>(ann.does(FileOpened{film_key(), leaves_of_film(), std::string("\1\1\1\0\0\1", 6)})) == 1);
    const Transfer ben{member(2), id, false};
    ann.does(TransferOpened{ben});
    const auto asks = words_over<protocol::SlicesWanted>(says_over(ann, ben, protocol::SlicesHere{{{0, film_slices}}}), ben);
    REQUIRE(asks.size() == 2);  // the first four slices are one run
    CHECK(asks[0].range == protocol::SliceRange{3, 1});
    CHECK(asks[1].range == protocol::SliceRange{4, 1});
}

TEST_CASE("a lost channel is opened again, and only what is missing is asked for") {
    Tab ann = together();
    const auto ben = fetching(ann, offered(ann));
    tells_all(ann, ben);
    for (std::uint32_t slice = 0; slice < 4; ++slice) ann.does(SliceChecked{ben, film_key(), slice, true});
    ann.does(TransferClosed{ben});
    CHECK(only<OpenTransfer>(ann.wait(5'000)).transfer.peer == member(2));
    ann.does(TransferOpened{ben});
    const auto asks = words_over<protocol::SlicesWanted>(says_over(ann, ben, protocol::SlicesHere{{{0, film_slices}}}), ben);
    REQUIRE(asks.size() == 1);
    CHECK(asks[0].range == protocol::SliceRange{4, 2});
}

TEST_CASE("a receiver pauses and goes on; a sender pauses for all") {
    Tab ann = together();
    const auto id = offered(ann);
    const auto ben = fetching(ann, id);
    tells_all(ann, ben);
    const auto out = ann.does(FileChosen{id, FileAct::pause});
    CHECK(count<CloseTransfer>(out) == 1);
    CHECK(last_shown(out).state == FileState::paused);
    CHECK(count<OpenTransfer>(ann.does(FileChosen{id, FileAct::resume})) == 1);
    ann.does(TransferOpened{ben});
    says_over(ann, ben, protocol::SlicesHere{{{0, film_slices}}});
    const auto paused = says_over(ann, ben, protocol::SendingPaused{});
    CHECK(count<DropExpected>(paused) == 1);
    CHECK(last_shown(paused).state == FileState::waiting);
}

TEST_CASE("the author sees how fast each member gets the file") {
    Tab ann = together();
    ann.does(picks_film());
    const Transfer ben{member(2), only<ShowMessage>(ann.does(FileHashed{1, leaves_of_film()})).id, true};
    ann.does(TransferOpened{ben});
    says_over(ann, ben, protocol::SlicesHere{{{0, 1}}});
    ann.wait(1'000);
    auto out = says_over(ann, ben, protocol::SlicesHere{{{1, 2}}});
    for (auto& order : ann.wait(300)) out.push_back(std::move(order));
    CHECK(last_shown(out).takers == std::vector<FileTaker>{{"Ben", 50, 2 * protocol::slice_bytes, 2}});
}

TEST_CASE("an author who has loaded the page anew picks the same file again; another one is refused") {
    Tab ann = together();
    ann.does(picks_film());
    const auto id = only<ShowMessage>(ann.does(FileHashed{1, leaves_of_film()})).id;
    const Transfer ben{member(2), id, true};
    ann.does(TransferOpened{ben});
    CHECK(last_shown(ann.does(StoreFailed{film_key(), FileTrouble::unreadable})).state == FileState::failed);
    auto again = picks_film();
    again.serial = 2;
    again.again = id;
    ann.does(again);
    const auto other = ann.does(FileHashed{2, std::string(film_slices * 32, 'o')});
    CHECK(only<ShowPicked>(other).state == Picked::other_file);
    again.serial = 3;
    ann.does(again);
    const auto out = ann.does(FileHashed{3, leaves_of_film()});
    CHECK(last_shown(out).state == FileState::sending);
    CHECK(count<ShowMessage>(out) == 0);
}

TEST_CASE("small pictures are fetched unasked, up to a limit") {
    Tab ann = together();
    auto picture = offer_of_film();
    picture.type = "image/png";
    picture.size = 1024 * 1024;
    std::size_t fetched = 0;
    for (std::uint8_t at = 0; at < 40; ++at) {
        picture.root[0] = at;
        fetched += count<OpenFile>(ann.hears(2, ann.writer(2).writes(ann.now, picture)));
    }
    CHECK(fetched == 32);
    picture.type = "image/svg+xml";
    picture.root[1] = 1;
    CHECK(count<OpenFile>(ann.hears(2, ann.writer(2).writes(ann.now, picture))) == 0);
}

TEST_CASE("a file whose message was deleted is given to nobody any more") {
    Tab ann = together();
    ann.does(picks_film());
    const auto id = only<ShowMessage>(ann.does(FileHashed{1, leaves_of_film()})).id;
    const Transfer ben{member(2), id, true};
    ann.does(TransferOpened{ben});
    CHECK(only<CloseTransfer>(ann.does(MessageDeleted{id})).transfer.peer == member(2));
    CHECK(count<CloseTransfer>(ann.does(TransferOpened{ben})) == 1);
}

TEST_CASE("what a welcome person offers is accepted unasked, up to a size") {
    Tab ann = together();
    const auto author = last_shown(ann.hears(2, ann.writer(2).writes(ann.now, offer_of_film()))).author;
    CHECK(only<OpenFile>(ann.does(SenderWelcomed{author, true})).key == film_key());
    auto next = offer_of_film();
    next.root[0] = 1;
    CHECK(count<OpenFile>(ann.hears(2, ann.writer(2).writes(ann.now, next))) == 1);
    next.size = 100'000'001;
    const auto large = ann.hears(2, ann.writer(2).writes(ann.now, next));
    CHECK(count<OpenFile>(large) == 0);
    CHECK(!last_shown(large).may_welcome);
    ann.does(SenderWelcomed{author, false});
    next.size = film_size;
    next.root[0] = 2;
    CHECK(count<OpenFile>(ann.hears(2, ann.writer(2).writes(ann.now, next))) == 0);
}

TEST_CASE("where the room is forgotten, so are its files") {
    Tab ann = together();
    const auto offer = offered(ann);
    ann.does(FileChosen{offer, FileAct::accept});
    ann.does(FileOpened{film_key(), "", ""});
    CHECK(only<ForgetFile>(ann.does(client::conversation::RoomForgotten{})).key == film_key());
}
