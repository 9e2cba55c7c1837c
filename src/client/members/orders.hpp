// Orders of who is who: hellos to be opened, and the people whom the page shows.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "client/times.hpp"
#include "protocol/call.hpp"

namespace client::members {

struct OpenHello {  // -> MemberIntroduced | EnvelopeBroken
    MemberId member;
    std::string hello;
};
// The name in a member's profile, to be compared with others' -> NameDecomposed
struct DecomposeName {
    MemberId member;
    std::uint32_t serial = 0;  // of the profile
    std::string name;
};
struct DisplayName {
    std::string name;
    std::string tag;  // tells two people with one name apart; "" where it is not needed
    unsigned colour = 0;
    bool stranger = false;  // says the name of somebody else whom this browser knows
    std::string face{};     // names the portrait (ShowPortrait); "" where there is none
    friend bool operator==(const DisplayName&, const DisplayName&) = default;
};

enum class PersonState { connecting, connected, reconnecting, gone, knocking };

enum class TrustLevel { fresh, known, verified, stranger };  // fresh: not seen before this page was opened

struct ShowPerson {
    MemberId id;
    DisplayName card;
    bool me = false;
    PersonState state = PersonState::connecting;
    protocol::Status status;
    bool same_build = true;  // runs the page that we run
    TrustLevel trust_level = TrustLevel::known;
    std::string renamed_from{};  // the name by which they were known before; "" where that is the same
    Millis away_since = 0;       // by the steady clock (times.hpp); 0 unless reconnecting
    bool host = false;
    std::string through{};  // the member that relays words while the connection does not work; "" for none
    std::string about{};    // what they say of themselves
    friend bool operator==(const ShowPerson&, const ShowPerson&) = default;
};
// The portrait of a member, in the place of the one that it had; no bytes: it has none any more.
struct ShowPortrait {
    MemberId id;
    std::string face;   // by which DisplayName names it, and no other
    std::string bytes;  // protocol::is_portrait
};
struct RemovePerson {
    MemberId id;
};
// In which order people are listed; those who are removed are in no list any more.
struct ShowListing {
    std::vector<MemberId> here;      // in the order in which they were first seen, oneself last
    std::vector<MemberId> knocking;  // at the door, in that order; only the host is told of them
    bool reaching = false;           // somebody is being connected to: until that is done, much changes at once
    friend bool operator==(const ShowListing&, const ShowListing&) = default;
};

using Order = std::variant<OpenHello, DecomposeName, ShowPerson, ShowPortrait, RemovePerson, ShowListing>;

}  // namespace client::members
