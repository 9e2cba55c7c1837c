#include "server/callers.hpp"

#include <algorithm>

namespace server {
namespace {

constexpr std::size_t row_count = 1 << 14;  // about a megabyte

}  // namespace

Callers::Callers(const CallerLimits& limits, const Salt& salt) : limits_(limits), salt_(salt), rows_(row_count + 1) {}

Caller Callers::at(const Address& address) const {
    auto bytes = address.bytes;
    if (!address.is_ipv4()) std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return Caller{std::max<std::uint64_t>(salted_hash(bytes, salt_), 1)};
}

std::size_t Callers::number(Caller caller) { return caller == unlimited ? 0 : 1 + static_cast<std::uint64_t>(caller) % row_count; }

std::optional<Millis> Callers::take_join(Caller caller, Millis now) {
    if (caller == unlimited) return std::nullopt;
    const auto wait = row(caller).joins.take(limits_.joins, 1, now);
    if (!wait) note(caller, &Taken::joins, 1);
    return wait;
}

std::optional<Millis> Callers::take_letters(Caller caller, std::size_t count, Millis now) {
    if (caller == unlimited) return std::nullopt;
    const auto wait = row(caller).letters.take(limits_.letters, static_cast<std::int64_t>(count), now);
    if (!wait) note(caller, &Taken::letters, count);
    return wait;
}

std::optional<Millis> Callers::take_bytes(Caller caller, std::size_t count, Millis now) {
    if (caller == unlimited) return std::nullopt;
    const auto wait = row(caller).bytes.take(limits_.bytes, static_cast<std::int64_t>(count), now);
    if (!wait) note(caller, &Taken::bytes, count);
    return wait;
}

std::optional<Millis> Callers::take_handshake(Caller caller, Millis now) {
    if (caller == unlimited) return std::nullopt;
    const auto wait = row(caller).handshakes.take(limits_.handshakes, 1, now);
    if (!wait) note(caller, &Taken::handshakes, 1);
    return wait;
}

std::optional<Callers::Hold> Callers::hold_connection(Caller caller) {
    auto& held = row(caller).connections;
    if (caller != unlimited && held + elsewhere(caller).connections + 1 > limits_.connections) return std::nullopt;
    return Hold(held, 1);
}

std::optional<Callers::Hold> Callers::hold_mailboxes(Caller caller, std::size_t count) {
    auto& held = row(caller).mailboxes;
    if (caller != unlimited && held + elsewhere(caller).mailboxes + count > limits_.mailboxes) return std::nullopt;
    return Hold(held, count);
}

}  // namespace server
