// Sealing and opening: the browser's WebCrypto under keys derived from the link's secret (src/protocol/README.md, "Letters").
// What does not open is reported as broken, never passed on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "browser/js.hpp"
#include "protocol/ids.hpp"

namespace browser {

class Seal {
  public:
    struct Opened {
        std::uint64_t counter = 0;
        std::string content;
    };

    Seal();

    // Derives room id and mail key; `done` gets the room id. Later seals use the new keys.
    void derive(const std::string& room_name, const std::string& secret, Function<void(protocol::RoomId)> done);

    // Base64url of the sealed letter.
    void seal(protocol::MemberId from, protocol::MemberId to, std::uint64_t counter, const std::string& content,
              Function<void(std::string)> done);

    // Nothing where the letter is not authentic. Answers come in the order of the calls.
    void open(protocol::MemberId from, protocol::MemberId to, const std::string& body, Function<void(std::optional<Opened>)> done);

  private:
    val parameters(const std::string& nonce, protocol::MemberId from, protocol::MemberId to) const;
    // Calls `report` when all answers of earlier tickets were reported.
    void in_turn(std::uint64_t ticket, Function<void()> report);

    val subtle_;
    val key_;
    protocol::RoomId room_;
    std::uint64_t next_ticket_ = 0;
    std::uint64_t next_report_ = 0;
    std::map<std::uint64_t, Function<void()>> reports_;
    Pending pending_;
};

}  // namespace browser
