// The adversary owns the server, and is one member: it sees every letter, holds the link and so can seal anything, and hands the others
// what it likes instead of what was sent. It lacks nothing but the others' private keys.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "protocol/wire.hpp"
#include "world/clock.hpp"

namespace world {

class Adversary {
  public:
    // Falsifies `chance` of 1,000 deliveries.
    Adversary(Dice& dice, unsigned chance);

    // The line that a mailbox gets instead of `line`.
    std::string falsified(const std::string& line);
    // The bytes that `to` gets over `talk` instead of `bytes`, where one member passes these on for another.
    std::string falsified_favour(const protocol::MemberId& to, const std::string& bytes);

    const protocol::Identity& mine() const { return mine_; }
    std::uint64_t falsified_so_far() const { return falsified_; }
    std::uint64_t favours_so_far() const { return favours_; }

  private:
    struct Seen {
        protocol::MemberId to;
        protocol::ReceivedEnvelope letter;
    };
    void remember(const protocol::Delivery& delivery);
    protocol::ReceivedEnvelope false_letter(const protocol::MemberId& to, const protocol::ReceivedEnvelope& letter);
    std::string false_hello(const protocol::MemberId& member, const std::string& body);
    std::string false_rules() const;
    const Seen& any_seen() const;

    Dice& dice_;
    unsigned chance_;
    protocol::Identity mine_;
    std::vector<Seen> seen_;
    std::map<protocol::MemberId, std::string> hellos_;  // as they were said
    std::vector<std::string> sealed_hellos_;
    std::map<protocol::MemberId, std::string> own_hellos_;  // with which it took somebody's place, as a member under its own key
    std::string chain_;                                     // the last that went by
    std::uint64_t falsified_ = 0;
    std::uint64_t favours_ = 0;
};

}  // namespace world
