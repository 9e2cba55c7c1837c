// What a pretend tab's person has and sees: the devices, and each thing that the session shows, whether it may be shown.
#include <algorithm>

#include "world/tab.hpp"

namespace world {

using client::call::Source;

void Tab::ask_for(Source source) {
    around_.clock.in(around_.dice.between(5, 3'000), [this, source] {
        if (!alive_) return;
        if (around_.dice.chance(around_.weather.refused))
            return feed(client::call::SourceRefused{source, static_cast<client::call::Refusal>(around_.dice.below(5)), false});
        held[static_cast<int>(source)] = true;
        if (source == Source::microphone) muted = false;
        feed(client::call::SourceGranted{source});
    });
}

void Tab::perform(const client::call::AskDevices& order) {
    if (order.microphone) ask_for(Source::microphone);
    if (order.camera) ask_for(Source::camera);
}
void Tab::perform(const client::call::AskScreen&) { ask_for(Source::screen); }
void Tab::perform(const client::call::StopSource& order) { held[static_cast<int>(order.source)] = false; }
void Tab::perform(const client::call::MuteMicrophone& order) { muted = order.muted; }

void Tab::perform(const client::room::ShowArrival&) {}
void Tab::perform(const client::conversation::ForgetLine&) { wrong("forgets lines, though there are few"); }
void Tab::perform(const client::conversation::ShowNotice& order) {
    using client::conversation::NoticeKind;
    if (order.kind == NoticeKind::flooded) wrong("puts an honest person out");
    const bool warns = order.kind == NoticeKind::tampered || order.kind == NoticeKind::tampered_there;
    if (warns && !around_.adversary) wrong("warns of tampering where there is none");
}
void Tab::perform(const client::conversation::ShowUnread&) {}
void Tab::perform(const client::trust::ShowSafety& order) { page.safety = order; }
void Tab::perform(const client::call::ShowDevices&) {}
void Tab::perform(const client::room::ShowRoom& order) { page.room = order; }
void Tab::perform(const client::call::ShowCall& order) { page.call = order; }
void Tab::perform(const client::members::ShowPerson& order) { page.people[order.id] = order; }

void Tab::perform(const client::members::RemovePerson& order) {
    if (page.people.erase(order.id) == 0) wrong("removes a person who is not shown");
}

void Tab::perform(const client::conversation::ShowLine& order) {
    if (std::find(page.lines.begin(), page.lines.end(), order.id) != page.lines.end()) return wrong("shows a line twice");
    auto place = page.lines.end();
    if (order.before.number != 0) {
        place = std::find(page.lines.begin(), page.lines.end(), order.before);
        if (place == page.lines.end()) return wrong("shows a line before one that is not there");
    }
    page.lines.insert(place, order.id);
    auto& text = page.texts[{order.id.author, order.id.number}];
    for (const auto& piece : order.pieces) text += piece.text;
}

void Tab::perform(const client::conversation::ShowDelivered& order) {
    if (order.id.author != me_ || order.id.number != page.delivered + 1) wrong("marks lines delivered out of order");
    page.delivered = order.id.number;
}

void Tab::perform(const client::conversation::GuardPage& order) { page.guarded = order.on; }

void Tab::perform(const client::call::ShowMedia& order) {
    const std::pair key{order.who, order.screen};
    if (order.on) {
        page.media.insert(key);
    } else if (page.media.erase(key) == 0) {
        wrong("ends a picture that is not shown");
    }
}

}  // namespace world
