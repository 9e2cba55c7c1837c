#include "client/conversation/delivery.hpp"

#include <algorithm>

namespace client::conversation {

bool Delivery::is_endangered() const {
    return std::any_of(waiting_.begin(), waiting_.end(), [](const Waiting& it) { return !it.kept; });
}

void Delivery::kept(std::uint64_t number, const Context& context) {
    const auto it = std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& each) { return each.number == number; });
    if (it == waiting_.end()) return;
    it->kept = true;
    context.order(ShowDelivery{{context.self().id, number}, true, it->received, it->present});
}

void Delivery::settle(const Replication& replication, const Context& context) {
    const auto me = context.self().id;
    std::map<MemberId, Range> has;
    for (const auto& [id, record] : context.members.peers()) {
        if (record->lost()) continue;
        const auto head = replication.has(id, me);
        has[id] = head ? Range{head->first, head->count} : Range{1, 0};
    }
    if (has != had_) seen_ = 0;
    had_ = std::move(has);
    bool moved = false;
    const auto present = static_cast<std::uint32_t>(had_.size());
    for (auto at = seen_; at < waiting_.size(); ++at) {
        auto& it = waiting_[at];
        const auto received = static_cast<std::uint32_t>(std::count_if(
            had_.begin(), had_.end(), [&](const auto& each) { return each.second.first <= it.number && it.number <= each.second.second; }));
        if (received == it.received && (present == it.present || received == 0)) continue;
        moved = true;
        it.received = received;
        it.present = present;
        context.order(ShowDelivery{{me, it.number}, it.kept, received, present});
    }
    const auto arrived = [](const Waiting& it) { return it.present > 0 && it.received == it.present; };
    if (moved) waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(), arrived), waiting_.end());
    seen_ = waiting_.size();
}

}  // namespace client::conversation
