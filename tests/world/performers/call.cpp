#include "world/performers/call.hpp"

#include "world/tab.hpp"

namespace world::performers {

using client::call::Source;

void Call::ask_for(Source source) {
    tab_.around().clock.in(tab_.around().dice.between(5, 3'000), [this, source] {
        if (!tab_.alive()) return;
        if (tab_.around().dice.chance(tab_.around().conditions.refused))
            return tab_.feed(
                client::call::DeviceRefused{source, static_cast<client::call::DeviceError>(tab_.around().dice.below(5)), false});
        held[static_cast<int>(source)] = true;
        if (source == Source::microphone) muted = false;
        tab_.feed(client::call::DeviceGranted{source});
    });
}

void Call::perform(const client::call::AskDevices& order) {
    if (order.microphone) ask_for(Source::microphone);
    if (order.camera) ask_for(Source::camera);
}

void Call::perform(const client::call::PrepareAgain& order) {
    if (held[static_cast<int>(order.source)]) tab_.feed(client::call::DeviceGranted{order.source});
}

void Call::perform(const client::call::AskScreen&) { ask_for(Source::screen); }

void Call::perform(const client::call::StopSource& order) { held[static_cast<int>(order.source)] = false; }

void Call::perform(const client::call::MuteMicrophone& order) { muted = order.muted; }

void Call::perform(const client::call::SendMedia& order) { tab_.around().links.perform(tab_.number(), order); }

void Call::perform(const client::call::ShowCall& order) { tab_.page.call = order; }

void Call::perform(const client::call::ShowDevices&) {}

void Call::perform(const client::call::ShowMedia& order) {
    const std::pair key{order.who, order.screen};
    if (order.on) {
        tab_.page.media.insert(key);
    } else if (tab_.page.media.erase(key) == 0) {
        tab_.wrong("ends a picture that is not shown");
    }
}

// The browser's clock of statistics is the world's. Now and then much is lost.
void Call::perform(const client::call::SampleStats& order) {
    tab_.around().clock.in(tab_.around().dice.between(1, 50), [this, members = order.members] {
        if (!tab_.alive()) return;
        client::call::StatsSampled stats;
        for (const auto& member : members) {
            client::call::Report report;
            report.pairs.push_back({});
            report.pairs.back().selected = true;
            report.pairs.back().timestamp = static_cast<double>(tab_.around().clock.now());
            report.pairs.back().round_trip = tab_.around().dice.chance(200) ? 1 : 0.02;
            stats.reports.emplace_back(member, std::move(report));
        }
        tab_.feed(stats);
        if (tab_.alive()) speak(members);
    });
}

// Now and then somebody says a word.
void Call::speak(const std::vector<client::MemberId>& members) {
    client::call::LevelsSampled levels;
    for (const auto& member : members) levels.levels.emplace_back(member, tab_.around().dice.chance(300) ? 0.3 : 0.001);
    tab_.feed(levels);
}

void Call::perform(const client::call::KeepScreenOn& order) { screen_kept_on = order.on; }

void Call::perform(const client::call::ShowWeak& order) {
    if (order == weak_) tab_.wrong("tells twice which connections are weak");
    if (order.mine != client::call::Weakness::none && order.mine != client::call::Weakness::busy && !order.theirs.empty())
        tab_.wrong("blames both sides for weak connections");
    weak_ = order;
}

void Call::perform(const client::call::ShowStage& order) {
    if (!order.boxes.empty() && order.boxes.size() != order.tiles.size()) tab_.wrong("has tiles without a place");
    stage = order;
}

void Call::perform(const client::call::ShowRing& order) {
    if (order == ring_) tab_.wrong("tells twice that it rings");
    ring_ = order;
}

void Call::perform(const client::call::ShowSpeaking& order) {
    if (order == speaking_) tab_.wrong("tells twice who speaks");
    speaking_ = order;
}

}  // namespace world::performers
