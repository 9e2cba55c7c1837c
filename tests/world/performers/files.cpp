#include "world/performers/files.hpp"

#include <algorithm>
#include <utility>

#include "client/files/hash_tree.hpp"
#include "world/tab.hpp"

namespace world {

Film::Film(std::string called, std::uint32_t count) : name(std::move(called)), slices(count) {
    for (std::uint32_t at = 0; at < slices; ++at) leaves += protocol::bytes_of(protocol::sha256(content(at)));
    key = client::files::HashTree::over(std::uint64_t{slices} * protocol::slice_bytes, leaves).key();
}

}  // namespace world

namespace world::performers {
namespace {

using client::files::FileKey;
using client::files::Transfer;

// The page's worker does so (web/view/files/file_worker.js).
constexpr std::size_t kept_together = 16;

}  // namespace

void Files::pick(const Film& film, std::optional<client::files::OfferId> again) {
    picked_.emplace(++serial_, film);
    client::files::FilePicked picked;
    picked.serial = serial_;
    picked.name = film.name;
    picked.size = std::uint64_t{film.slices} * protocol::slice_bytes;
    picked.again = again;
    tab_.feed(picked);
}

void Files::perform(const client::files::HashFile& order) {
    const auto& leaves = picked_.at(order.serial).leaves;
    for (std::size_t at = 0; at < leaves.size(); at += kept_together * protocol::hash_bytes)
        tab_.answer(tab_.around().dice.between(1, 30),
                    client::files::FileHashed{order.serial, leaves.substr(at, kept_together * protocol::hash_bytes)});
}

void Files::perform(const client::files::BindFile& order) { sources_.emplace(order.key, picked_.extract(order.serial).mapped()); }

void Files::perform(const client::files::ListFiles&) {
    client::files::FilesListed listed;
    for (const auto& [key, file] : tab_.browser().files) listed.files.push_back(key);
    tab_.answer(tab_.around().dice.between(1, 50), listed);
}

void Files::perform(const client::files::OpenFile& order) {
    const auto slices = protocol::slices_of(order.key.size);
    const auto& kept = tab_.browser().files[order.key];
    auto& content = stores_[order.key].content = kept.content;
    content.resize(slices);
    auto& leaves = stores_[order.key].leaves = kept.leaves;
    leaves.resize(std::size_t{slices} * protocol::hash_bytes);
    std::string here;
    for (const auto& slice : content) here += slice.empty() ? '\0' : '\1';
    tab_.answer(tab_.around().dice.between(1, 50), client::files::FileOpened{order.key, leaves, here});
}

void Files::perform(const client::files::KeepLeaves& order) {
    auto& leaves = stores_[order.key].leaves;
    leaves.replace(std::size_t{order.group} * protocol::group_slices * protocol::hash_bytes, order.leaves.size(), order.leaves);
    tab_.browser().files[order.key].leaves = leaves;
}

void Files::keep(const FileKey& key, Store& store) {
    auto& content = tab_.browser().files[key].content;
    content.resize(store.content.size());
    for (const auto slice : std::exchange(store.unkept, {})) content[slice] = store.content[slice];
}

void Files::perform(const client::files::CloseFile& order) {
    keep(order.key, stores_[order.key]);
    stores_.erase(order.key);
}

void Files::perform(const client::files::ForgetFile& order) {
    stores_.erase(order.key);
    tab_.browser().files.erase(order.key);
}

// --- channels ----------------------------------------------------------------------------------------------------------------

void Files::perform(const client::files::OpenTransfer& order) {
    taking_.erase(order.transfer);
    if (!tab_.around().file_channels.open(tab_.number(), order.transfer))
        tab_.around().clock.in(1, [this, order] { tab_.feed(client::files::TransferClosed{order.transfer}); });
}

void Files::perform(const client::files::CloseTransfer& order) {
    taking_.erase(order.transfer);
    tab_.around().file_channels.close(tab_.number(), order.transfer);
}

void Files::perform(const client::files::SayTransfer& order) {
    tab_.around().file_channels.send(tab_.number(), order.transfer, FileWords{order.bytes});
}

void Files::perform(const client::files::ExpectSlices& order) {
    auto& taking = taking_[order.transfer];
    taking.key = order.key;
    taking.intake.expect(order.range, order.key.size, order.leaves);
}

void Files::perform(const client::files::DropExpected& order) {
    if (const auto at = taking_.find(order.transfer); at != taking_.end()) at->second.intake.expect_nothing();
}

std::string Files::content(const FileKey& key, std::uint32_t slice) const {
    if (const auto source = sources_.find(key); source != sources_.end()) return source->second.content(slice);
    if (const auto store = stores_.find(key); store != stores_.end()) return store->second.content.at(slice);
    const auto& kept = tab_.browser().files;
    const auto file = kept.find(key);
    return file == kept.end() || slice >= file->second.content.size() ? "" : file->second.content[slice];
}

void Files::perform(const client::files::SendSlices& order) {
    auto& around = tab_.around();
    for (auto slice = order.range.first; slice < order.range.first + order.range.count; ++slice) {
        tab_.answer(around.dice.between(1, 20), client::files::SlicesSent{order.transfer, 1});
        auto letters = content(order.key, slice);
        if (letters.empty()) return tab_.answer(1, client::files::StoreFailed{order.key, client::files::FileTrouble::unreadable});
        if (around.dice.chance(idles)) continue;
        if (around.dice.chance(lies)) letters += " or not";
        ++slices_sent;
        around.file_channels.send(tab_.number(), order.transfer, SliceComes{slice, letters});
    }
}

void Files::hear(const Transfer& transfer, const FileMessage& message) {
    if (const auto* words = std::get_if<FileWords>(&message)) return tab_.feed(client::files::TransferSaid{transfer, words->bytes});
    if (const auto* slice = std::get_if<SliceComes>(&message)) return take(transfer, *slice);
    if (std::holds_alternative<ChannelOpens>(message)) return tab_.feed(client::files::TransferOpened{transfer});
    tab_.feed(client::files::TransferClosed{transfer});
}

// The worker has its own thread: it goes on while the page is frozen.
void Files::take(const Transfer& transfer, const SliceComes& comes) {
    const auto at = taking_.find(transfer);
    if (at == taking_.end()) return;
    const auto key = at->second.key;
    const auto part = at->second.intake.take({comes.slice, 0}, protocol::slice_length(key.size, comes.slice));
    const auto store = stores_.find(key);
    if (!part || store == stores_.end()) return;
    const bool good = protocol::bytes_of(protocol::sha256(comes.content)) == part->leaf;
    if (good && is_full) {
        stores_.erase(store);
        return tab_.answer(1, client::files::StoreFailed{key, client::files::FileTrouble::full});
    }
    if (good) {
        store->second.content[comes.slice] = comes.content;
        store->second.unkept.push_back(comes.slice);
        if (store->second.unkept.size() >= kept_together) keep(key, store->second);
    }
    tab_.answer(tab_.around().dice.between(1, 10), client::files::SliceChecked{transfer, key, comes.slice, good});
}

}  // namespace world::performers
