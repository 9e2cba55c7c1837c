#include "world/performers/conversation.hpp"

#include <algorithm>
#include <utility>

#include "world/fake_crypto.hpp"
#include "world/tab.hpp"

namespace world::performers {
namespace {

std::string name_of(const client::conversation::StorePlace& place) { return protocol::to_text(place.room) + place.secret; }

}  // namespace

void Conversation::perform(const client::conversation::SignEntry& order) {
    auto signature = sign(tab_.browser().identity, order.transcript);
    signature.resize(protocol::signature_bytes, '.');
    tab_.answer(tab_.around().dice.between(1, 5), client::conversation::EntrySigned{order.id, order.transcript, signature});
}

void Conversation::perform(const client::conversation::VerifyEntries& order) {
    const auto& words = order.words;
    const bool good = verifies(words.signer, words.transcript, words.signature.substr(0, fake_signature_letters));
    tab_.around().clock.in(tab_.around().dice.between(1, 5), [this, serial = order.serial, good] {
        tab_.feed(client::conversation::EntriesVerified{serial, good});
    });
}

// A disk takes its time, and a tab that crashes may have written or not. A browser that forbids site data has none.
void Conversation::perform(const client::conversation::OpenStore& order) {
    const auto before = std::exchange(store_, tab_.browser().forbids_site_data ? "" : name_of(order.place));
    moved_ |= !before.empty() && before != store_;
    auto& log = tab_.browser().log_ids.try_emplace(store_, order.log).first->second;
    if (!store_.empty() && log != order.log) {
        // A room that has not moved has no need to say so.
        if (log != order.place.room) {
            store_.clear();
            return tab_.answer(tab_.around().dice.between(1, 300), client::conversation::StoreBound{log});
        }
        log = order.log;
    }
    auto kept = tab_.browser().logs[store_];
    const auto last = [](const client::conversation::KeptEntries& it) { return it.entries.first + it.entries.bodies.size(); };
    std::sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) { return last(a) > last(b); });
    tab_.answer(tab_.around().dice.between(1, 300), client::conversation::EntriesLoaded{loaded_ = std::move(kept)});
    tab_.answer(1, client::conversation::StoreOpened{!store_.empty()});
}

void Conversation::perform(const client::conversation::KeepEntries& order) {
    tab_.around().clock.in(tab_.around().dice.between(1, 30), [this, order, store = store_] {
        using client::conversation::KeepResult;
        auto& dice = tab_.around().dice;
        if (!tab_.alive() && dice.chance(500)) return;  // it crashed before that
        const bool fails = store.empty() || dice.chance(tab_.browser().disk_fails);
        const auto result = !fails ? KeepResult::kept : dice.chance(500) ? KeepResult::full : KeepResult::failed;
        auto& log = tab_.browser().logs[store];
        if (result == KeepResult::kept) log.insert(log.begin(), order.kept);
        tab_.answer(1, client::conversation::EntriesKept{order.serial, result});
    });
}

// Only our own, which were bound to no log of others.
void Conversation::perform(const client::conversation::ForgetEntries& order) {
    if (order.feed != tab_.me()) tab_.wrong("forgets entries, though there are few");
    auto& log = tab_.browser().logs[store_];
    log.erase(std::remove_if(log.begin(), log.end(), [&](const auto& it) { return it.entries.feed == order.feed; }), log.end());
}

void Conversation::perform(const client::conversation::ForgetStore& order) {
    const auto store = name_of(order.place);
    tab_.browser().logs.erase(store);
    tab_.browser().log_ids.erase(store);
    tab_.browser().left_stores.insert(store);
    if (store == store_) loaded_.clear();
}

void Conversation::perform(const client::conversation::ShowMessage& order) {
    const bool shown = std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.id) != tab_.page.lines.end();
    if (shown != order.changed) return tab_.wrong(shown ? "shows a line twice" : "changes a line that is not there");
    auto& text = tab_.page.texts[{order.id.feed, order.id.number}];
    text.clear();
    for (const auto& piece : order.pieces) text += piece.text;
    if (order.changed) return;
    auto place = tab_.page.lines.end();
    if (order.before.number != 0) {
        place = std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.before);
        if (place == tab_.page.lines.end()) return tab_.wrong("shows a line before one that is not there");
    }
    tab_.page.lines.insert(place, order.id);
}

// Rows leave the window; and where the room turns out to have moved, all is shown anew.
void Conversation::perform(const client::conversation::PruneMessage& order) {
    const auto line = std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.id);
    if (line == tab_.page.lines.end()) return tab_.wrong("takes away a line that is not there");
    tab_.page.lines.erase(line);
    tab_.page.texts.erase({order.id.feed, order.id.number});
    if (!order.forgotten) return;
    tab_.page.delivered.erase(order.id);
    tab_.page.kept.erase(order.id);
}

void Conversation::perform(const client::conversation::ShowWindow& order) {
    tab_.page.has_earlier = order.earlier;
    tab_.page.has_later = order.later;
}

void Conversation::perform(const client::conversation::ShowDelivery& order) {
    const auto& log = *tab_.session().conversation().log();
    const auto* author = log.author(order.id.feed);
    if (!author || *author != tab_.browser().identity) tab_.wrong("marks another's line delivered");
    if (!log.is_ours(order.id.feed)) return;
    if (order.read > order.received) tab_.wrong("says that somebody has read what they have not got");
    if (order.received > order.present) tab_.wrong("counts more receipts than people");
    if (order.present > 0 && order.received == order.present) tab_.page.delivered.insert(order.id);
    if (!order.kept) return;
    tab_.page.kept.insert(order.id);
    const auto& records = tab_.browser().logs[store_];
    const auto has = [&](const client::conversation::KeptEntries& it) {
        const auto& entries = it.entries;
        return entries.feed == order.id.feed && entries.first <= order.id.number && order.id.number < entries.first + entries.bodies.size();
    };
    // Of a room that has moved, it may lie where it was; or another tab of this browser has gone on, and what lay here with it.
    if (!moved_ && !tab_.browser().left_stores.count(store_) && std::none_of(records.begin(), records.end(), has))
        tab_.wrong("says that a line is kept, and the disk does not have it");
}

void Conversation::perform(const client::conversation::GuardPage& order) { tab_.page.guarded = order.on; }

void Conversation::perform(const client::conversation::ShowNotice& order) {
    using client::conversation::NoticeKind;
    if (order.kind == NoticeKind::flooded) tab_.wrong("puts an honest person out");
    if (order.kind == NoticeKind::forged && !tab_.around().adversary) tab_.wrong("names somebody who forged nothing");
    const bool warns = order.kind == NoticeKind::tampered || order.kind == NoticeKind::tampered_there;
    if (warns && !tab_.around().adversary) tab_.wrong("warns of tampering where there is none");
}

void Conversation::perform(const client::conversation::GiveEntries&) {}
void Conversation::perform(const client::conversation::ShowCopyRead&) {}
void Conversation::perform(const client::conversation::ShowTopic&) {}
void Conversation::perform(const client::conversation::ShowUnread&) {}
void Conversation::perform(const client::conversation::ShowTyping&) {}

}  // namespace world::performers
