#include "client/members/directory.hpp"

#include <algorithm>
#include <tuple>

#include "client/members/lookalike.hpp"

namespace client::members {

// The last byte: the first of a P-256 key is always the same (SEC 1 section 2.3.3).
unsigned wished_colour(const protocol::Identity& key) { return key.key.empty() ? 0 : static_cast<unsigned char>(key.key.back()) % colours; }

unsigned free_colour(unsigned wish, unsigned taken) {
    for (unsigned step = 0; step < colours; ++step) {
        const auto colour = (wish + step) % colours;
        if (!(taken >> colour & 1U)) return colour;
    }
    return wish;
}

std::optional<MemberId> Directory::relay_for(MemberId id, std::uint64_t turn) const {
    const auto reaches = [&](const Record& record) { return record.works() && record.reaches.count(id) > 0; };
    std::uint64_t count = 0;
    for (const auto& [other, record] : peers_) count += reaches(*record);
    for (const auto& [other, record] : peers_)
        if (reaches(*record) && turn-- % count == 0) return other;
    return std::nullopt;
}

bool Directory::replaces(MemberId newer, MemberId older) const {
    const auto& now = records_.at(newer);
    const auto& before = records_.at(older);
    const bool later = std::tie(before.epoch, older) < std::tie(now.epoch, newer);
    return before.tab == now.tab && before.key.identity == now.key.identity && later;
}

// The earlier stay is in the room until it has heard of the later one, or the server gives it up.
bool Directory::is_replaced(MemberId id) const {
    const auto by = [&](const auto& each) { return !each.second->lost() && replaces(each.first, id); };
    return replaces(self_.id, id) || std::any_of(peers_.begin(), peers_.end(), by);
}

DisplayName Directory::card(MemberId id) const {
    const auto* record = find(id);
    if (!record) return {};
    return {record->name, shares_name(record->key, id) ? protocol::to_text(id).substr(0, 3) : "",
            record->colour.value_or(wished_colour(record->key.identity)), record->trust_level == TrustLevel::stranger, face(id)};
}

std::string Directory::face(MemberId id) const {
    const auto& record = at(id);
    return record.portrait.empty() ? "" : protocol::to_text(id) + "." + std::to_string(record.portrait_of);
}

bool Directory::shares_name(const NamedKey& who, MemberId but) const {
    const auto alike = [&](MemberId other) { return other != but && at(other).key.skeleton == who.skeleton; };
    bool shared = find(self_.id) && !at(self_.id).name.empty() && alike(self_.id);
    for (const auto& [other, its] : peers_) shared |= !its->lost() && alike(other);
    return shared;
}

DisplayName Directory::card(MemberId stay, const protocol::Identity& key, const std::string& name) const {
    if (const auto* record = find(stay); record && !record->name.empty()) return card(stay);
    if (self_.identity == key && at(self_.id).name == name) return card(self_.id);
    for (const auto& [id, record] : peers_)
        if (record->key.identity == key && record->name == name && !record->lost()) return card(id);
    const bool shared = shares_name({key, name, skeleton(name)}, stay);
    return {name, shared ? protocol::to_text(stay).substr(0, 3) : "", wished_colour(key), false};
}

}  // namespace client::members
