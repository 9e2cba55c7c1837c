#include "world/performers/members.hpp"

#include "world/tab.hpp"

namespace world::performers {

void Members::perform(const client::members::OpenHello& order) {
    const auto hello = open_hello(tab_.room_id(), order.member, order.hello);
    const auto delay = tab_.around().dice.between(1, 15);
    if (!hello) return tab_.answer(delay, client::signaling::EnvelopeBroken{order.member});
    tab_.answer(delay, client::members::MemberIntroduced{{order.member, *hello, "", order.hello}});
}

void Members::perform(const client::members::DecomposeName& order) {
    tab_.answer(0, client::members::NameDecomposed{order.member, order.serial, order.name, ""});
}

void Members::perform(const client::members::ShowPerson& order) { tab_.page.people[order.id] = order; }

void Members::perform(const client::members::RemovePerson& order) {
    if (tab_.page.people.erase(order.id) == 0) tab_.wrong("removes a person who is not shown");
}

void Members::perform(const client::members::ShowListing& order) {
    if (order.here.size() + order.knocking.size() != tab_.page.people.size()) tab_.wrong("lists other people than are shown");
    if (!order.here.empty() && order.here.back() != tab_.me()) tab_.wrong("does not list its person last");
}

std::vector<client::members::Introduction> open_hellos(const protocol::RoomId& room, const std::vector<protocol::Present>& present) {
    std::vector<client::members::Introduction> greetings;
    for (const auto& each : present)
        if (const auto hello = open_hello(room, each.member, each.hello)) greetings.push_back({each.member, *hello, "", each.hello});
    return greetings;
}

}  // namespace world::performers
