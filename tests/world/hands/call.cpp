#include "world/hands/call.hpp"

#include "world/tab.hpp"

namespace world::hands {

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

}  // namespace world::hands
