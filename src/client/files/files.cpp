#include "client/files/files.hpp"

#include <algorithm>
#include <utility>

#include "client/members/file_name.hpp"
#include "protocol/wire.hpp"

namespace client::files {
namespace {

// Pictures and voice messages of these kinds and sizes are fetched unasked, up to so many bytes in one stay: what a page may show by
// itself.
constexpr std::uint64_t small_bytes = 1024 * 1024;
constexpr std::uint64_t most_unasked_bytes = 32 * 1024 * 1024;

bool is_shown(const std::string& type) {
    return type == "audio/webm" || type == "audio/ogg" || type == "audio/mp4" || type == "image/png" || type == "image/jpeg" ||
           type == "image/gif" || type == "image/webp" || type == "image/avif";
}

// A MIME type of plain letters, or nothing.
std::string clean_type(const std::string& type) {
    const auto plain = [](char it) {
        return (it >= 'a' && it <= 'z') || (it >= '0' && it <= '9') || it == '/' || it == '-' || it == '.' || it == '+';
    };
    return type.size() <= protocol::max_file_type_bytes && std::all_of(type.begin(), type.end(), plain) ? type : "";
}

}  // namespace

// --- what this person offers -------------------------------------------------------------------------------------------------

void Files::show_picked(const Pick& pick, Picked state, std::uint32_t percent, const Context& context) const {
    context.order(ShowPicked{pick.picked.serial, pick.picked.name, state, percent});
}

void Files::on(const FilePicked& picked, const Context& context) {
    if (!context.stay().entered()) return;
    Pick pick{picked, {}, ""};
    pick.picked.name = members::clean_file_name(picked.name);
    const auto* member = picked.to ? context.members.find(*picked.to) : nullptr;
    if (picked.alone && !(member && member->is_known())) return show_picked(pick, Picked::nobody, 0, context);
    if (member) pick.to = member->key.identity;
    if (picked.size > protocol::max_file_bytes) return show_picked(pick, Picked::too_large, 0, context);
    if (pick.picked.thumbnail.size() > protocol::max_thumbnail_bytes) pick.picked.thumbnail.clear();
    pick.picked.type = clean_type(picked.type);
    show_picked(pick, Picked::hashing, 0, context);
    context.order(HashFile{picked.serial});
    picks_[picked.serial] = std::move(pick);
}

void Files::on(const FileHashed& hashed, const Context& context) {
    const auto at = picks_.find(hashed.serial);
    if (at == picks_.end()) return;
    auto& pick = at->second;
    pick.leaves += hashed.leaves;
    const auto slices = protocol::slices_of(pick.picked.size);
    const auto done = pick.leaves.size() / protocol::hash_bytes;
    if (done < slices) return show_picked(pick, Picked::hashing, static_cast<std::uint32_t>(done * 100 / slices), context);
    auto whole = std::move(pick);
    picks_.erase(at);
    offer(std::move(whole), context);
}

void Files::offer(Pick pick, const Context& context) {
    HashTree tree = HashTree::over(pick.picked.size, pick.leaves);
    const auto key = tree.key();
    if (const auto& again = pick.picked.again) {
        const auto known = offers_.find(*again);
        if (known == offers_.end() || !(known->second.key() == key)) return show_picked(pick, Picked::other_file, 0, context);
    }
    auto& content = contents_[key];
    close_all(key, false, context);
    content = {};
    content.download.emplace(std::move(tree));
    content.attached = true;
    context.order(BindFile{pick.picked.serial, key});
    // Members to whom it was offered before wait for it.
    tell_takers(content, context);
    show_picked(pick, Picked::offered, 100, context);
    auto& picked = pick.picked;
    if (!picked.again) context.tell(OfferMade{{picked.name, picked.size, picked.type, key.root, picked.thumbnail}, pick.to});
}

void Files::on(const HashingFailed& failed, const Context& context) {
    const auto at = picks_.find(failed.serial);
    if (at == picks_.end()) return;
    show_picked(at->second, Picked::unreadable, 0, context);
    picks_.erase(at);
}

// --- what is offered ---------------------------------------------------------------------------------------------------------

void Files::on(const conversation::LogOpened&, const Context& context) {
    while (!channels_.empty()) close(channels_.begin(), context);
    offers_.clear();
}

// The person's own files, where they have chosen them, are not ours.
void Files::on(const conversation::LogForgotten&, const Context& context) {
    for (const auto& [id, offer] : offers_)
        if (auto& content = contents_[offer.key()]; !content.attached) forget(content, offer.key(), context);
}

void Files::on(const conversation::FileOffered& offered, const Context& context) {
    auto [at, fresh] = offers_.try_emplace(offered.id, Offer{offered.offer, offered.author, offered.to, offered.news});
    if (!fresh) return;
    auto& file = at->second.file;
    file.type = clean_type(file.type);
    file.thumbnail.clear();
    if (!std::exchange(listing_, true)) context.order(ListFiles{});
    const auto key = at->second.key();
    auto& content = contents_[key];
    if (content.stored) return open(content, key, context);
    const bool mine = offered.author == context.self().identity;
    if (mine || content.wanted || content.attached) return;
    if (is_welcome(at->second)) return want(content, key, context);
    if (!is_shown(file.type) || file.size > small_bytes) return;
    if (unasked_bytes_ + file.size > most_unasked_bytes) return;
    unasked_bytes_ += file.size;
    content.automatic = true;
    want(content, key, context);
}

void Files::on(const conversation::FileWithdrawn& withdrawn, const Context& context) {
    const auto at = offers_.find(withdrawn.id);
    if (at == offers_.end()) return;
    for (auto each = channels_.begin(); each != channels_.end();) {
        const auto here = each++;
        if (here->first.offer == withdrawn.id) close(here, context);
    }
    const auto key = at->second.key();
    offers_.erase(at);
    const bool others = std::any_of(offers_.begin(), offers_.end(), [&](const auto& it) { return it.second.key() == key; });
    auto& content = contents_[key];
    // A complete file was received, and stays the person's.
    if (!others && content.wanted && content.download && !content.download->is_complete()) forget(content, key, context);
}

std::string Files::letters_of(const protocol::Identity& author) {
    return (author.scheme == protocol::Scheme::ed25519 ? "e" : "p") +
           protocol::to_base64url(reinterpret_cast<const std::uint8_t*>(author.key.data()), author.key.size());
}

bool Files::is_welcome(const Offer& offer) const {
    return offer.news && offer.file.size <= welcome_bytes && welcome_.count(letters_of(offer.author)) > 0;
}

void Files::on(const SenderWelcomed& welcomed, const Context& context) {
    welcome_.erase(welcomed.author);
    if (welcomed.on) welcome_.insert(welcomed.author);
    for (const auto& [id, offer] : offers_) {
        auto& content = contents_[offer.key()];
        if (is_welcome(offer) && !content.attached && !content.wanted && !content.declined) want(content, offer.key(), context);
    }
}

void Files::on(const FileChosen& chosen, const Context& context) {
    const auto at = offers_.find(chosen.offer);
    if (at == offers_.end()) return;
    const auto key = at->second.key();
    auto& content = contents_[key];
    switch (chosen.act) {
        case FileAct::accept:
            content.automatic = false;
            content.trouble = FileTrouble::none;
            return want(content, key, context);
        case FileAct::decline:
            content.declined = true;
            return;
        case FileAct::pause:
            content.paused = true;
            content.speed.stop();
            close_all(key, false, context);
            for (const auto& [transfer, channel] : channels_)
                if (content.attached && transfer.serving && content_of(transfer) == &content)
                    say(transfer, protocol::SendingPaused{}, context);
            return;
        case FileAct::resume:
            content.paused = false;
            return tell_takers(content, context);
        case FileAct::forget:
            return forget(content, key, context);
    }
}

void Files::want(Content& content, const FileKey& key, const Context& context) {
    content.wanted = true;
    content.declined = content.paused = false;
    open(content, key, context);
}

void Files::open(Content& content, const FileKey& key, const Context& context) {
    if (content.download || std::exchange(content.opening, true)) return;
    context.order(OpenFile{key});
}

void Files::forget(Content& content, const FileKey& key, const Context& context) {
    close_all(key, false, context);
    close_all(key, true, context);
    if (!content.attached) context.order(ForgetFile{key});
    content = {};
    content.declined = true;
}

// --- the disk ----------------------------------------------------------------------------------------------------------------

void Files::on(const FilesListed& listed, const Context& context) {
    for (const auto& key : listed.files) {
        const bool offered = contents_.count(key) > 0;
        auto& content = contents_[key];
        content.stored = true;
        if (offered) open(content, key, context);
    }
}

// A file that lies on the disk was wanted once: it goes on.
void Files::on(const FileOpened& opened, const Context& context) {
    auto& content = contents_[opened.key];
    if (!std::exchange(content.opening, false) || content.download) return;
    content.download.emplace(opened.key);
    content.download->restore(opened.leaves, opened.slices);
    content.wanted |= content.download->here() > 0;
    tell_takers(content, context);
    if (content.download->is_complete()) return finish(content, opened.key, context);
    if (opened.key.size == 0) content.trouble = FileTrouble::broken;
}

void Files::on(const StoreFailed& failed, const Context& context) {
    auto& content = contents_[failed.key];
    close_all(failed.key, false, context);
    if (content.attached && failed.why != FileTrouble::unreadable) return;
    content.trouble = failed.why;
    if (failed.why == FileTrouble::unreadable) close_all(failed.key, true, context);
    content.opening = content.attached = content.wanted = false;
    content.download.reset();
}

void Files::finish(Content& content, const FileKey& key, const Context& context) {
    content.speed.stop();
    close_all(key, false, context);
    context.order(CloseFile{key});
}

void Files::on(const SliceChecked& checked, const Context& context) {
    const auto at = contents_.find(checked.key);
    if (at == contents_.end() || !at->second.download || at->second.attached) return;
    auto& content = at->second;
    auto& download = *content.download;
    const auto had = download.here();
    const bool asked = download.checked(checked.from.peer, checked.slice, checked.good, context.now());
    if (asked && !checked.good) return blame(checked.from, content, context);
    if (download.here() == had) return;
    content.news.push_back({checked.slice, 1});
    if (announce_at_ == 0) announce_at_ = context.now() + 100;
    content.speed.note(download.bytes_here(), context.now());
    if (download.is_complete()) {
        announce(context);
        finish(content, checked.key, context);
    }
}

void Files::on(const SlicesSent& sent) {
    if (const auto at = channels_.find(sent.to); at != channels_.end()) at->second.queued -= std::min(sent.count, at->second.queued);
}

// It sent something else than what was offered: nothing more is asked of it.
void Files::blame(const Transfer& transfer, Content& content, const Context& context) {
    ++context.dropped;
    if (const auto* member = context.members.find(transfer.peer)) content.liar = member->name;
    if (const auto at = channels_.find(transfer); at != channels_.end()) close(at, context);
    ask_later(transfer, never);
}

}  // namespace client::files
