// Shared by the tests of the client: ids from small numbers, and a look through the orders of one step.
#pragma once

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

#include "client/dispatch.hpp"
#include "client/fact.hpp"
#include "client/order.hpp"
#include "protocol/hello.hpp"

namespace story {

// Facts and orders, of whichever group.
using namespace client::room;
using namespace client::signaling;
using namespace client::members;
using namespace client::mesh;
using namespace client::access;
using namespace client::trust;
using namespace client::conversation;
using namespace client::call;
using namespace client::files;
using namespace client::network;
using client::Fact;
using client::Order;

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
    return {name, identity(number), id<protocol::TabId>(number), epoch, id<protocol::Nonce>(number), "build"};
}

// Every order of one kind, in their sequence.
template <class AnyOrder>
std::vector<AnyOrder> all(const client::Orders& orders) {
    std::vector<AnyOrder> found;
    for (const auto& order : orders)
        client::dispatch(order, [&](const auto& it) {
            if constexpr (std::is_same_v<decltype(it), const AnyOrder&>) found.push_back(it);
        });
    return found;
}

template <class AnyOrder>
std::size_t count(const client::Orders& orders) {
    return all<AnyOrder>(orders).size();
}

// The only order of its kind; a default one where there is none or more than one.
template <class AnyOrder>
AnyOrder only(const client::Orders& orders) {
    const auto found = all<AnyOrder>(orders);
    return found.size() == 1 ? found.front() : AnyOrder{};
}

// True where the order is of this kind.
template <class AnyOrder>
bool is(const client::Order& order) {
    bool found = false;
    client::dispatch(order, [&](const auto& it) { found = std::is_same_v<decltype(it), const AnyOrder&>; });
    return found;
}

// True where the orders are of exactly these kinds, in this sequence.
template <class... AnyOrders>
bool are(const client::Orders& orders) {
    if (orders.size() != sizeof...(AnyOrders)) return false;
    std::size_t at = 0;
    return (is<AnyOrders>(orders[at++]) && ...);
}

}  // namespace story
