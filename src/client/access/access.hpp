// The host's signed rules about members (policy.hpp), heard, enforced and, by the host, made. Each client enforces them itself, so that
// neither the server nor a changed client can let anybody in to the others. It decides whom the mesh may connect to.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "client/access/facts.hpp"
#include "client/access/policy.hpp"
#include "client/context.hpp"

namespace client::access {

class Access {
  public:
    void on(const DoorChosen&, const Context&);
    void on(const KnockAnswered&, const Context&);
    void on(const RemovalChosen&, const Context&);
    void on(const RoleHanded&, const Context&);
    void on(const TicketWanted&, const Context&);
    void on(const RulesSigned&, const Context&);
    void on(const PolicyChainChecked&, const Context&);

    void on(const room::Entering&, const Context&);
    void on(const room::Entered&, const Context&);
    void on(const room::Readmitted&, const Context&);
    void on(const room::PolicyChainKept&, const Context&);
    void on(const room::SecretFounded&, const Context&);
    void on(const members::MemberKnown&, const Context&);
    void on(const members::MemberForgotten& forgotten) { told_rules_.erase(forgotten.member); }
    void on(const mesh::ChannelReady&, const Context&);
    void on(const network::Slept&);
    void on(const mesh::MemberCalls&, const Context&);
    void on(const protocol::EncodedChain&, MemberId from, bool by_envelope, const Context&);
    void on(const protocol::Move&, MemberId from, const Context&);

    void settle(const Context&);
    std::optional<Millis> wake_at() const;

    // As it is now, for the directory.
    members::Policy policy(const Context&) const;
    const AccessPolicy& rules() const { return policy_; }
    // The rules keep somebody out, and nobody is here who could change them.
    bool host_is_missing() const { return host_away_since_ && !lapsed_; }
    // Nobody is connected whom the rules keep out.
    bool is_enforced(const Context&) const;

  private:
    // A policy chain whose signatures are being checked.
    struct Heard {
        std::uint32_t ask = 0;
        MemberId from;
        std::string chain;
        std::string secret;  // of the room that it moves to; "" where it does not move
    };
    // The room is to move to another secret.
    struct Rekeying {
        protocol::Nonce nonce;
        std::string secret;  // "" until it is founded
    };

    bool is_host(const Context&) const;
    bool is_allowed(MemberId member, const Context&) const;
    bool is_excluded(const Context&) const;
    bool is_waiting(const Context&) const;
    bool is_knocking(MemberId member, const Context&) const;
    bool host_is_here(const Context&) const;
    void watch_host(const Context&);
    void enforce(const Context&);
    void judge(MemberId member, const Context&);
    void send_rules(MemberId member, const Context&);
    void answer_with_rules(MemberId member, const Context&);
    void turned_away(MemberId by, const Context&);
    void hear(MemberId from, const std::string& chain, const std::string& new_secret, const Context&);
    void adopt(const std::string& chain, MemberId from, const Context&);
    void spread(MemberId from, const Context&);
    void keep_chain(const Context&);
    void tell_what_changed(const protocol::Rules& before, const Context&);
    protocol::Rules draft() const;
    void admit_present(protocol::Rules& rules, const Context&) const;
    void redeem(const protocol::Ticket& ticket, MemberId from, const Context&);
    void make(protocol::Rules rules, const Context&);
    void sign_rekeying(const Context&);
    void follow_rekeying(const protocol::Move& move, MemberId from, const Context&);

    AccessPolicy policy_;
    std::vector<Heard> hearing_;
    std::optional<Heard> early_move_;
    std::uint32_t asks_ = 0;
    std::optional<protocol::Rules> draft_;  // ours, being signed
    std::optional<Rekeying> rekeying_;
    std::optional<protocol::Ticket> issued_;   // the last that we made
    std::optional<protocol::Move> last_move_;  // for a member that has not heard of it
    std::optional<Millis> host_away_since_;    // while the door is not open
    bool lapsed_ = false;                      // so long that the rules keep nobody out
    struct Told {
        Millis at = 0;             // when the member was sent the rules by envelope
        std::uint64_t serial = 0;  // and which
        bool ticket_refused = false;
    };
    std::map<MemberId, Told> told_rules_;
};

}  // namespace client::access
