// What the stories of the client's rooms share: ids from small numbers, and a look through the orders of one step.
#pragma once

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "client/effect.hpp"
#include "client/event.hpp"

namespace story {

// The id whose first byte is `number`, so that ids are ordered as their numbers.
template <class AnyId>
AnyId id(unsigned number) {
    AnyId it;
    it.bytes[0] = static_cast<std::uint8_t>(number);
    it.bytes[15] = 7;
    return it;
}
inline client::MemberId member(unsigned number) { return id<client::MemberId>(number); }
inline protocol::Seat seat(unsigned number) { return {id<client::RoomId>(99), member(number), id<protocol::Token>(number)}; }

// The key of person `number`, and that person's hello from the tab of the same number.
inline protocol::Identity identity(unsigned number) {
    return {protocol::Scheme::ed25519, std::string(protocol::ed25519_key_bytes, static_cast<char>(number))};
}
inline protocol::Hello hello(unsigned number, const std::string& name, std::uint64_t epoch = 1) {
    return {name, identity(number), id<protocol::TabId>(number), epoch, id<protocol::Fresh>(number), "build"};
}

// Every order of one kind, in their sequence.
template <class Order>
std::vector<Order> all(const client::Effects& effects) {
    std::vector<Order> found;
    for (const auto& effect : effects)
        if (const auto* order = std::get_if<Order>(&effect)) found.push_back(*order);
    return found;
}

template <class Order>
std::size_t count(const client::Effects& effects) {
    return all<Order>(effects).size();
}

// The only order of its kind; a default one where there is none or more than one.
template <class Order>
Order only(const client::Effects& effects) {
    const auto found = all<Order>(effects);
    return found.size() == 1 ? found.front() : Order{};
}

// True where the orders are of exactly these kinds, in this sequence.
template <class... Orders>
bool are(const client::Effects& effects) {
    if (effects.size() != sizeof...(Orders)) return false;
    std::size_t at = 0;
    return (std::holds_alternative<Orders>(effects[at++]) && ...);
}

}  // namespace story
