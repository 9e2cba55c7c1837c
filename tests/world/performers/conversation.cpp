#include "world/performers/conversation.hpp"

#include <algorithm>

#include "world/fake_crypto.hpp"
#include "world/tab.hpp"

namespace world::performers {

void Conversation::perform(const client::conversation::SignEntry& order) {
    auto signature = sign(tab_.browser().identity, order.transcript);
    signature.resize(protocol::signature_bytes, '.');
    tab_.answer(tab_.around().dice.between(1, 5), client::conversation::EntrySigned{order.number, order.transcript, signature});
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
    store_ = tab_.browser().forbids_site_data ? "" : protocol::to_text(order.log) + order.secret;
    auto kept = tab_.browser().logs[store_];
    const auto last = [](const client::conversation::KeptEntries& it) { return it.entries.first + it.entries.bodies.size(); };
    std::sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) { return last(a) > last(b); });
    tab_.answer(tab_.around().dice.between(1, 300), client::conversation::EntriesLoaded{loaded_ = std::move(kept)});
    tab_.answer(1, client::conversation::StoreOpened{!store_.empty()});
}

void Conversation::perform(const client::conversation::KeepEntries& order) {
    tab_.around().clock.in(tab_.around().dice.between(1, 30), [this, order, store = store_] {
        using client::conversation::KeepResult;
        const auto result = store.empty() ? KeepResult::failed : KeepResult::kept;
        auto& log = tab_.browser().logs[store];
        if (result == KeepResult::kept) log.insert(log.begin(), order.kept);
        tab_.answer(1, client::conversation::EntriesKept{order.serial, result});
    });
}

void Conversation::perform(const client::conversation::ForgetEntries&) { tab_.wrong("forgets entries, though there are few"); }

void Conversation::perform(const client::conversation::ForgetStore&) {
    tab_.browser().logs.erase(store_);
    loaded_.clear();
}

void Conversation::perform(const client::conversation::ShowMessage& order) {
    const bool shown = std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.id) != tab_.page.lines.end();
    if (shown != order.changed) return tab_.wrong(shown ? "shows a line twice" : "changes a line that is not there");
    if (order.changed) return;
    auto place = tab_.page.lines.end();
    if (order.before.number != 0) {
        place = std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.before);
        if (place == tab_.page.lines.end()) return tab_.wrong("shows a line before one that is not there");
    }
    tab_.page.lines.insert(place, order.id);
    auto& text = tab_.page.texts[{order.id.feed, order.id.number}];
    for (const auto& piece : order.pieces) text += piece.text;
}

// Rows leave the window; and where the room turns out to have moved, all is shown anew.
void Conversation::perform(const client::conversation::PruneMessage& order) {
    const auto line = std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.id);
    if (line == tab_.page.lines.end()) return tab_.wrong("takes away a line that is not there");
    tab_.page.lines.erase(line);
    tab_.page.texts.erase({order.id.feed, order.id.number});
    if (!order.forgotten) return;
    tab_.page.delivered.erase(order.id.number);
    tab_.page.kept.erase(order.id.number);
}

void Conversation::perform(const client::conversation::ShowWindow& order) {
    tab_.page.has_earlier = order.earlier;
    tab_.page.has_later = order.later;
}

void Conversation::perform(const client::conversation::ShowDelivery& order) {
    if (order.id.feed != tab_.me()) return tab_.wrong("marks another's line delivered");
    if (order.received > order.present) tab_.wrong("counts more receipts than people");
    if (order.present > 0 && order.received == order.present) tab_.page.delivered.insert(order.id.number);
    if (order.kept) tab_.page.kept.insert(order.id.number);
}

void Conversation::perform(const client::conversation::GuardPage& order) { tab_.page.guarded = order.on; }

void Conversation::perform(const client::conversation::ShowNotice& order) {
    using client::conversation::NoticeKind;
    if (order.kind == NoticeKind::flooded) tab_.wrong("puts an honest person out");
    if (order.kind == NoticeKind::forged && !tab_.around().adversary) tab_.wrong("names somebody who forged nothing");
    const bool warns = order.kind == NoticeKind::tampered || order.kind == NoticeKind::tampered_there;
    if (warns && !tab_.around().adversary) tab_.wrong("warns of tampering where there is none");
}

void Conversation::perform(const client::conversation::ShowUnread&) {}

}  // namespace world::performers
