#include "server/callers.hpp"

#include <algorithm>

namespace server {
namespace {

constexpr std::size_t row_count = 1 << 14;  // about a megabyte
constexpr std::size_t site_count = 1 << 12;
// As many customers' worth has all of a /48, which one customer may have: 65,536 /64.
constexpr int customers_of_site = 16;
constexpr unsigned site_shift = 32;

Rate of_site(const Rate& rate) { return {rate.burst * customers_of_site, rate.per_minute * customers_of_site}; }

std::uint32_t part_of(const Address& address, std::size_t bytes, const Salt& salt) {
    auto kept = address.bytes;
    std::fill(kept.begin() + static_cast<std::ptrdiff_t>(bytes), kept.end(), std::uint8_t{0});
    return std::max<std::uint32_t>(static_cast<std::uint32_t>(salted_hash(kept, salt)), 1);
}

}  // namespace

Callers::Callers(const CallerLimits& limits, const Salt& salt) : limits_(limits), salt_(salt), rows_(row_count + 1), sites_(site_count) {}

Caller Callers::at(const Address& address) const {
    if (address.is_ipv4()) return Caller{part_of(address, address.bytes.size(), salt_)};
    return Caller{std::uint64_t{part_of(address, 6, salt_)} << site_shift | part_of(address, 8, salt_)};
}

std::size_t Callers::number(Caller caller) { return caller == unlimited ? 0 : 1 + static_cast<std::uint32_t>(caller) % row_count; }

Callers::Row* Callers::site(Caller caller) {
    const auto part = static_cast<std::uint64_t>(caller) >> site_shift;
    return part == 0 ? nullptr : &sites_[part % site_count];
}

std::optional<Millis> Callers::take(LeakyBucket Row::*bucket, std::uint64_t Taken::*taken, const Rate& rate, Caller caller,
                                    std::size_t count, Millis now) {
    if (caller == unlimited) return std::nullopt;
    const auto much = static_cast<std::int64_t>(count);
    if (const auto wait = (row(caller).*bucket).take(rate, much, now)) return wait;
    if (auto* site = this->site(caller))
        if (const auto wait = (site->*bucket).take(of_site(rate), much, now)) return wait;
    note(caller, taken, count);
    return std::nullopt;
}

std::optional<Millis> Callers::take_join(Caller caller, Millis now) {
    return take(&Row::joins, &Taken::joins, limits_.joins, caller, 1, now);
}

std::optional<Millis> Callers::take_letters(Caller caller, std::size_t count, Millis now) {
    return take(&Row::letters, &Taken::letters, limits_.letters, caller, count, now);
}

std::optional<Millis> Callers::take_bytes(Caller caller, std::size_t count, Millis now) {
    return take(&Row::bytes, &Taken::bytes, limits_.bytes, caller, count, now);
}

std::optional<Millis> Callers::take_handshake(Caller caller, Millis now) {
    return take(&Row::handshakes, &Taken::handshakes, limits_.handshakes, caller, 1, now);
}

std::optional<Callers::Hold> Callers::hold(std::size_t Row::*held, std::uint64_t Held::*there, std::size_t most, Caller caller,
                                           std::size_t count) {
    auto& own = row(caller).*held;
    auto* site = this->site(caller);
    if (caller != unlimited && own + elsewhere(caller).*there + count > most) return std::nullopt;
    if (site && site->*held + count > most * customers_of_site) return std::nullopt;
    return Hold(&own, site ? &(site->*held) : nullptr, count);
}

std::optional<Callers::Hold> Callers::hold_connection(Caller caller) {
    return hold(&Row::connections, &Held::connections, limits_.connections, caller, 1);
}

std::optional<Callers::Hold> Callers::hold_mailboxes(Caller caller, std::size_t count) {
    return hold(&Row::mailboxes, &Held::mailboxes, limits_.mailboxes, caller, count);
}

}  // namespace server
