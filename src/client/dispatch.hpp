// The one way into a fact or an order, which are variants of the variants of their groups (fact.hpp, order.hpp).
#pragma once

#include <variant>

namespace client {

// Calls `handle` with the struct inside. `handle` takes those of every group: where one is missing, this does not compile.
template <class... Groups, class Handle>
void dispatch(const std::variant<Groups...>& any, const Handle& handle) {
    std::visit([&handle](const auto& group) { std::visit(handle, group); }, any);
}

}  // namespace client
