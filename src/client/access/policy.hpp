// Access to the room: the rules that its host signed (protocol/access.hpp). It decides which policy chain holds and what the next
// rules are; it knows neither connections nor signatures, which others check and make for it. A policy chain is passed around as the
// text that it is on the wire.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "protocol/access.hpp"

namespace client::access {

using protocol::TicketState;

inline constexpr std::uint64_t host_patience_ms = 600'000;  // after which a host who is away keeps nobody out any more

class AccessPolicy {
  public:
    // There is a host: without one there are no rules, and everybody may come in.
    bool has_host() const { return !chain_.empty(); }
    bool is_host(const protocol::Identity& who) const { return has_host() && rules_.host_key == who; }
    bool may_enter(const protocol::Identity& who) const;
    bool removed(const protocol::Identity& who) const;
    bool founded_by(const protocol::Identity& who) const { return has_host() && founder_ == who; }
    // Somebody may be outside because of what the rules say.
    bool keeps_out() const { return rules_.door != protocol::Door::open; }
    const protocol::Rules& rules() const { return rules_; }
    const std::string& chain() const { return chain_; }
    const protocol::Nonce& nonce() const { return nonce_; }

    // The claims of a policy chain that have to be checked; nothing where it is not news, or could not hold.
    struct Claims {
        std::string founding;  // what the room's secret is the hash of
        std::vector<protocol::SignedWords> words;
    };
    std::optional<Claims> examine(const std::string& chain) const;
    // Of a policy chain under another secret: whether the present host made it, and later than what is known.
    std::optional<Claims> examine_move(const std::string& chain) const;
    // Whether the sender of that policy chain does not know ours.
    bool would_be_news_to(const std::string& chain) const;
    // It was checked, and holds from now on.
    void take(const std::string& chain);

    // The rules as they are, to be changed and signed.
    protocol::Rules draft() const;
    // Whether the role can be handed on once more.
    bool can_hand_on() const;
    // The policy chain with those rules signed.
    std::string with(const protocol::Delegation& grant) const;

    // Changes of a draft.
    static void admit(protocol::Rules& rules, const protocol::Identity& who);
    static void remove(protocol::Rules& rules, const protocol::Identity& who);
    static void issue(protocol::Rules& rules, const protocol::IssuedTicket& ticket);
    // Admits the holder of a ticket. False where it lets nobody in (any more) at that time, in seconds since 1970, or where as many are
    // admitted as can be: whom the host has let in does not have to go for that.
    static bool redeem(protocol::Rules& rules, const protocol::TicketHash& hash, const protocol::Identity& who, std::uint64_t now);
    static TicketState ticket_state(const protocol::Rules& rules, const protocol::TicketHash& hash, std::uint64_t now);

  private:
    std::string chain_;  // "": none
    protocol::Identity founder_;
    protocol::Nonce nonce_;
    protocol::Rules rules_;  // those that hold: the last grant's, or what holds before there is any
};

}  // namespace client::access
