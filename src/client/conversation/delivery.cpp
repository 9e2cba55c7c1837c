#include "client/conversation/delivery.hpp"

#include <algorithm>
#include <utility>

namespace client::conversation {
namespace {

// Of which it is shown who has read them: more than a screen holds.
constexpr std::size_t max_delivered = 64;

}  // namespace

void Delivery::add(Sent sent) {
    sent_.push_back(std::move(sent));
    added_ = true;
    if (sent_.size() <= max_delivered) return;
    const auto oldest = std::find_if(sent_.begin(), sent_.end(), [](const Sent& it) { return it.delivered; });
    if (oldest != sent_.end()) sent_.erase(oldest);
}

void Delivery::wrote(const protocol::EntryId& id, const protocol::Addressee& to) {
    add({id, to});
    endangered_.insert(id);
}

void Delivery::wrote_earlier(const protocol::EntryId& id, const protocol::Addressee& to) {
    if (sent_.size() < max_delivered) add({id, to, true});
}

void Delivery::kept(const protocol::EntryId& id, const Context& context) {
    if (!endangered_.erase(id)) return;
    const auto it = std::find_if(sent_.begin(), sent_.end(), [&](const Sent& each) { return each.id == id; });
    if (it == sent_.end()) return;
    it->kept = true;
    context.order(ShowDelivery{id, true, it->received, it->read, it->present, it->missing});
}

void Delivery::clear() {
    sent_.clear();
    endangered_.clear();
}

void Delivery::settle(const Replication& replication, const Reading& reading, const Context& context) {
    std::vector<MemberId> present;
    for (const auto& [id, record] : context.members.peers())
        if (!record->lost()) present.push_back(id);
    if (!std::exchange(added_, false) && present == present_ && had_ == replication.version() && read_ == reading.version()) return;
    present_ = std::move(present);
    had_ = replication.version();
    read_ = reading.version();
    for (auto& it : sent_) {
        std::uint32_t all = 0;
        std::uint32_t received = 0;
        std::uint32_t read = 0;
        std::vector<MemberId> missing;
        for (const auto& id : present_) {
            if (it.to && context.members.at(id).key.identity != *it.to) continue;
            ++all;
            const auto head = replication.has(id, it.id.feed);
            const bool has = head && head->first <= it.id.number && it.id.number <= head->count;
            received += has;
            if (!has) missing.push_back(id);
            read += has && reading.by(id, it.id.feed) >= it.id.number;
        }
        it.delivered |= all > 0 && received == all;
        if (it.delivered) received = all;
        if (it.delivered || received == 0) missing.clear();
        const bool changed = received != it.received || read != it.read || (all != it.present && received > 0) || missing != it.missing;
        if (!changed) continue;
        it.received = received;
        it.read = read;
        it.present = all;
        it.missing = std::move(missing);
        context.order(ShowDelivery{it.id, it.kept, received, read, all, it.missing});
        if (it.delivered) endangered_.erase(it.id);
    }
    const auto done = [](const Sent& it) { return it.present > 0 && it.read == it.present; };
    sent_.erase(std::remove_if(sent_.begin(), sent_.end(), done), sent_.end());
}

}  // namespace client::conversation
