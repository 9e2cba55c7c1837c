#include "world/performers/conversation.hpp"

#include <algorithm>

#include "world/tab.hpp"

namespace world::performers {

void Conversation::perform(const client::conversation::ShowMessage& order) {
    if (std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.id) != tab_.page.lines.end())
        return tab_.wrong("shows a line twice");
    auto place = tab_.page.lines.end();
    if (order.before.number != 0) {
        place = std::find(tab_.page.lines.begin(), tab_.page.lines.end(), order.before);
        if (place == tab_.page.lines.end()) return tab_.wrong("shows a line before one that is not there");
    }
    tab_.page.lines.insert(place, order.id);
    auto& text = tab_.page.texts[{order.id.author, order.id.number}];
    for (const auto& piece : order.pieces) text += piece.text;
}

void Conversation::perform(const client::conversation::PruneMessage&) { tab_.wrong("forgets lines, though there are few"); }

void Conversation::perform(const client::conversation::ShowDelivered& order) {
    if (order.id.author != tab_.me() || order.id.number != tab_.page.delivered + 1) tab_.wrong("marks lines delivered out of order");
    tab_.page.delivered = order.id.number;
}

void Conversation::perform(const client::conversation::GuardPage& order) { tab_.page.guarded = order.on; }

void Conversation::perform(const client::conversation::ShowNotice& order) {
    using client::conversation::NoticeKind;
    if (order.kind == NoticeKind::flooded) tab_.wrong("puts an honest person out");
    const bool warns = order.kind == NoticeKind::tampered || order.kind == NoticeKind::tampered_there;
    if (warns && !tab_.around().adversary) tab_.wrong("warns of tampering where there is none");
}

void Conversation::perform(const client::conversation::ShowUnread&) {}

}  // namespace world::performers
