// Facts of the room and our stay in it: its address and keys, entering and leaving.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "client/ids.hpp"
#include "client/room/resume.hpp"
#include "client/room/spoken.hpp"
#include "protocol/ids.hpp"

namespace client::room {

// The page was opened at an address; `invitation` is what stands after its '#'. `founding` and `fresh_name` are in case that it is
// no invitation and a room must be made: a random value, and a name in the person's language. `me`, `token` and `fresh` are this
// stay's own, `tab` outlives reloads, and so does `epoch`, of its last stay (0: none).
struct PageOpened {
    std::string invitation;
    std::string origin;  // "https://host/": what stands before the '#'
    protocol::Nonce founding;
    std::string fresh_name;
    MemberId me;
    protocol::Token token;
    protocol::TabId tab;
    protocol::Nonce fresh;
    std::string build;  // which page this is
    std::uint64_t epoch = 0;
    Navigation navigation = Navigation::other;
    std::string kept_call{};  // as KeepCall ordered it; "" for nothing
};
struct RoomNamed {
    std::string name;
};
// The room is to have an address that can be said over the phone, or again one with a secret; asked for once more, another
// passphrase is proposed.
struct AddressChosen {
    bool by_hand = false;
    RandomBytes random{};  // what the proposed passphrase is made of
};
// For how long the messages of the room that is made are to be kept (Invitation).
struct KeptDaysChosen {
    std::optional<std::uint32_t> days;
};
struct EnterPressed {
    std::string name;
    std::string passphrase{};  // of a room named by hand
    std::string decomposed{};  // the name in Unicode normalisation form KD; "" where that is the same
};
// Whether others may never see this computer's address: everything goes through a relay (RFC 8828 section 5.2, mode 4), or not at
// all. Holds from the next entering on.
struct RelayOnlyChosen {
    bool only = false;
};

// Another tab, made of this one or the one that this was made of, lets its call go on here. `text` is what it kept of it.
struct CallHandedOver {
    std::string text;
};

struct RoomLeft {};
struct PageClosed {};
struct KeysDerived {
    std::uint32_t serial = 0;  // of DeriveKeys
    RoomId room;
    std::string chain{};  // its rules, if this browser kept them
};
// The secret of a room that is made here: the hash of our key and that nonce.
struct Founded {
    protocol::Nonce nonce;
    std::string secret;
};

using Fact = std::variant<PageOpened, RoomNamed, AddressChosen, KeptDaysChosen, EnterPressed, RelayOnlyChosen, CallHandedOver, RoomLeft,
                          PageClosed, KeysDerived, Founded>;

}  // namespace client::room
