// Sealed messages: the browser's WebCrypto under keys derived from the link's secret, and signatures by the browser's own key
// (docs/protocol.md, "Letters"). A message that does not open, or is not signed by the member that it names, is reported as broken,
// never passed on.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "browser/js/js.hpp"
#include "browser/keys/signing_key.hpp"
#include "client/order.hpp"
#include "protocol/identity.hpp"

namespace browser::keys {

class Encryption {
  public:
    struct ReceivedEnvelope {
        std::uint64_t counter = 0;
        std::string content;
    };

    Encryption();

    // Finds or makes this browser's key, or tells that there is none. Nothing can be sealed before `done`.
    void identify(SharedFunction<void(protocol::Identity)> done, SharedFunction<void()> failed);

    const SigningKey& signing_key() const { return signing_key_; }

    // Derives room id and mail key; `done` gets the room id. Where there is no secret, the stretched passphrase takes its place, which
    // keeps another thread busy for a while.
    void derive(const client::room::DeriveKeys& order, SharedFunction<void(protocol::RoomId)> done);
    // Hellos are sealed and opened with the keys of that serial, which were derived, from now on; letters with those of their room.
    void use(std::uint32_t serial);

    // Base64url of what was signed and sealed.
    void seal_hello(protocol::MemberId me, const std::string& hello, SharedFunction<void(std::string)> done);
    void seal_letter(const protocol::Passage& passage, const ReceivedEnvelope& letter, SharedFunction<void(std::string)> done);

    // Nothing where it is not authentic. Answers come in the order of the calls.
    void open_hello(protocol::MemberId member, const std::string& body, SharedFunction<void(std::optional<std::string>)> done);
    void open_letter(const protocol::Passage& passage, const std::string& body, SharedFunction<void(std::optional<ReceivedEnvelope>)> done);

  private:
    void import_key(const val& bytes, const char* algorithm, SharedFunction<void(val)> done);
    // `secret`: 128 bits.
    void expand(std::uint32_t serial, const std::string& room_name, const val& secret, SharedFunction<void(protocol::RoomId)> done);

    // The parts of a sealed message.
    struct Sealed {
        std::uint64_t counter = 0;
        std::string signature;
        std::string content;
    };

    // Signs `transcript`, and seals that signature and `sealed` in whole multiples of `size` bytes.
    void seal(protocol::RoomId room, protocol::MemberId from, protocol::MemberId to, Sealed sealed, std::size_t size,
              const std::string& transcript, SharedFunction<void(std::string)> done);
    void unseal(protocol::RoomId room, protocol::MemberId from, protocol::MemberId to, const std::string& body,
                SharedFunction<void(std::optional<Sealed>)> done);
    void check(const protocol::Identity& theirs, const std::string& signature, const std::string& transcript,
               SharedFunction<void(bool)> done);
    // Calls `report` when all answers of earlier tickets were reported.
    void in_turn(std::uint64_t ticket, SharedFunction<void()> report);

    val subtle_;
    std::map<std::uint32_t, protocol::RoomId> derived_;  // by serial, until one of them is used
    std::map<protocol::RoomId, val> keys_;               // of each that was derived: a letter may be long on its way
    protocol::RoomId room_;                              // in use
    SigningKey signing_key_;
    std::uint64_t next_ticket_ = 0;
    std::uint64_t next_report_ = 0;
    std::map<std::uint64_t, SharedFunction<void()>> reports_;
    Pending pending_;
};

}  // namespace browser::keys
