// Facts: events outside, told to the client core. Past tense, plain values, no handles. A fact may come late or twice; the
// session decides what it still means.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/spoken.hpp"
#include "protocol/charter.hpp"
#include "protocol/identity.hpp"
#include "protocol/mail.hpp"
#include "protocol/pin.hpp"
#include "protocol/talk.hpp"

namespace client {

using protocol::MemberId;
using protocol::RoomId;

// Milliseconds: how many, or since a beginning that is named where it matters (times.hpp).
using Millis = std::uint64_t;

// --- the person ------------------------------------------------------------------------------------------------------

// The page was opened at an address; `invitation` is what stands after its '#'. `founding` and `fresh_name` are in case that it is
// no invitation and a room must be made: a random value, and a name in the person's language. `me`, `token` and `fresh` are this
// stay's own, `tab` outlives reloads, and so does `epoch`, of its last stay (0: none).
struct PageOpened {
    std::string invitation;
    std::string origin;  // "https://host/": what stands before the '#'
    protocol::Fresh founding;
    std::string fresh_name;
    MemberId me;
    protocol::Token token;
    protocol::TabId tab;
    protocol::Fresh fresh;
    std::string build;  // which page this is
    std::uint64_t epoch = 0;
};
// This browser's key was found or made.
struct IdentityKnown {
    protocol::Identity mine;
};
// It can neither be found nor made: nobody can enter.
struct IdentityFailed {};
// Whether others may never see this computer's address: everything goes through a relay (RFC 8828 section 5.2, mode 4), or not at
// all. Holds from the next entering on.
struct RelayOnlyChosen {
    bool only = false;
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
struct EnterPressed {
    std::string name;
    std::string passphrase{};  // of a room named by hand
    std::string decomposed{};  // the name in Unicode normalisation form KD; "" where that is the same
};
struct TextTyped {
    std::string text;
};
struct ReaderLooked {
    bool looking = false;  // the page is visible and its newest line in view
};
// At the door: as soon as the room is entered. So it is where a tab was loaded anew in a call.
struct CallJoined {
    bool microphone = false;
    bool camera = false;
    bool muted = false;
};
// The same as a number that a tab keeps; 0: not in the call.
constexpr unsigned wishes_call = 1;
constexpr unsigned wishes_microphone = 2;
constexpr unsigned wishes_camera = 4;
constexpr unsigned wishes_muted = 8;
struct CallLeft {};
struct RoomLeft {};
struct PageClosed {};
// A card to compare safety codes was opened: with somebody, or with all; or it was closed.
struct CompareAsked {
    MemberId member;  // zeros: all
};
struct CompareClosed {};
struct Compared {
    MemberId member;
    bool same = false;
};
struct StrangerAccepted {
    MemberId member;
};
// Decisions of the host.
struct DoorChosen {
    protocol::Door door = protocol::Door::open;
};
struct KnockAnswered {
    MemberId member;
    bool in = false;
};
struct RemovalChosen {
    MemberId member;
    protocol::Fresh founding;  // of the room as it goes on without that person
};
struct RoleHanded {
    MemberId member;
};

// --- the room's keys --------------------------------------------------------------------------------------------------

struct KeysDerived {
    std::uint32_t serial = 0;  // of DeriveKeys
    RoomId room;
    std::string charter{};  // its rules, if this browser kept them
};
// The secret of a room that is made here: the hash of our key and that nonce.
struct Founded {
    protocol::Fresh nonce;
    std::string secret;
};

// --- the rules of the house ----------------------------------------------------------------------------------------------

struct RulesSigned {
    protocol::Fresh nonce;
    protocol::Grant grant;
};
struct CharterChecked {
    std::uint32_t ask = 0;
    bool good = false;
};

// --- whom this browser knows --------------------------------------------------------------------------------------------

// It kept this, or another tab of it has just learned it.
struct PinLoaded {
    protocol::Pin pin;
};

// --- mail -------------------------------------------------------------------------------------------------------------

enum class Request { look, join, post };

enum class Trouble {
    unreachable,  // no answer, or none that is ours
    given_up,     // by Redial
    refused,      // our mistake or theirs: repeating it does not help
    unknown_member,
    wrong_token,
    room_full,
    server_full,
    too_fast,
};

// Somebody's sealed hello, opened; `hello` is what was inside.
struct Greeting {
    MemberId member;
    std::string hello;
    std::string decomposed{};  // its name in Unicode normalisation form KD; "" where that is the same
    std::string sealed{};      // as it came
};
struct LookAnswered {
    std::uint32_t seats = 0;
    std::vector<Greeting> present;
};
struct Admitted {
    std::uint64_t after = 0;
    std::uint32_t seats = 0;
    std::vector<Greeting> present;
    std::vector<protocol::IceServer> ice = {};
    std::uint32_t ice_seconds = 0;
};
struct RequestFailed {
    Request what = Request::join;
    Trouble why = Trouble::unreachable;
};
// The letters in hand were taken by the server.
struct PostTaken {};
// A letter to go through a friend was signed and sealed.
struct LetterSealed {
    MemberId to;
    MemberId through;
    std::string body;
};
// A hello that came by mail, or from a friend, was opened.
struct NewcomerGreeted {
    Greeting who;
};
// A letter was opened, and its signature is the sender's.
struct LetterOpened {
    MemberId from;
    std::uint64_t counter = 0;
    std::string content;
    unsigned outdated = 0;  // as it was ordered
};
// A letter or a hello did not open, or its signature is not that of whose name it bears: forged, damaged, or for somebody else.
struct SealBroken {
    MemberId from;
    std::string body{};           // of a letter; "" for a hello
    protocol::Passage passage{};  // by which it was tried
    unsigned outdated = 0;        // as it was ordered
};

// --- the carrier: one tab fetches the mail of all tabs of this browser --------------------------------------------------

struct CarrierChosen {};  // it is this tab
struct BoxAnnounced {     // another tab wants its mail carried
    protocol::Box box;
};
struct BoxesAsked {};  // a new carrier asks every tab for its box
struct BoxClosed {     // the tab of that box closed or died
    MemberId member;
};
struct StreamLine {
    std::uint32_t stream = 0;
    std::string line;
};
struct StreamEnded {
    std::uint32_t stream = 0;
    bool refused = false;  // the server knows none of the boxes
};
struct MailHanded {  // the carrier tab hands on a line that is for this tab
    std::string line;
};

// --- links ------------------------------------------------------------------------------------------------------------

enum class LinkState { connecting, connected, disconnected, failed };

struct LinkDescribed {  // the browser made a local description
    MemberId peer;
    protocol::Description description;
};
struct LinkGathered {  // the browser found a local candidate
    MemberId peer;
    protocol::Candidate candidate;
};
struct LinkChanged {
    MemberId peer;
    std::uint32_t link = 0;
    LinkState state = LinkState::connecting;
};
struct LinkBroke {  // the browser refused a description, or could not make the connection
    MemberId peer;
    std::uint32_t link = 0;
};
struct LinkHeard {
    MemberId peer;
    std::uint32_t link = 0;
    // When the newest voice or picture of theirs was played, in ms since whatever moment the browser counts from; 0: none lately.
    std::uint64_t played_at = 0;
};
struct TalkOpened {
    MemberId peer;
    std::uint32_t link = 0;
};
struct TalkClosed {
    MemberId peer;
    std::uint32_t link = 0;
};
struct TalkArrived {
    MemberId peer;
    std::uint32_t link = 0;
    std::string bytes;
};

// --- safety codes -------------------------------------------------------------------------------------------------------

struct NonceDrawn {
    MemberId peer;
    std::uint32_t link = 0;
    std::string nonce;
    std::string commitment;
};
struct CodeDerived {
    MemberId peer;  // zeros: all
    std::uint32_t asked = 0;
    std::string code;  // "" where somebody did not keep to a commitment, or the browser does not tell the certificates of a connection
};

// --- devices ----------------------------------------------------------------------------------------------------------

enum class Source { microphone, camera, screen };

enum class Refusal { denied, missing, busy, unsupported, failed };

struct SourceToggled {
    Source source = Source::microphone;
};
struct DeviceChosen {
    Source source = Source::microphone;
    std::string device;
};
struct SourceGranted {
    Source source = Source::microphone;
};
struct SourceRefused {
    Source source = Source::microphone;
    Refusal why = Refusal::failed;
    bool by_person = false;  // a picker was closed: no trouble worth a sentence
};
struct SourceEnded {  // unplugged, or ended from the browser's own bar
    Source source = Source::microphone;
};

// --- time and network -------------------------------------------------------------------------------------------------

struct Tick {};
struct NetworkChanged {
    bool online = true;
};
struct Woke {};  // the tab is looked at again, or goes on after it was frozen

using Fact = std::variant<PageOpened, IdentityKnown, IdentityFailed, RelayOnlyChosen, RoomNamed, AddressChosen, EnterPressed, TextTyped,
                          ReaderLooked, CallJoined, CallLeft, RoomLeft, PageClosed, CompareAsked, CompareClosed, Compared, StrangerAccepted,
                          DoorChosen, KnockAnswered, RemovalChosen, RoleHanded, PinLoaded, KeysDerived, Founded, RulesSigned,
                          CharterChecked, LookAnswered, Admitted, RequestFailed, PostTaken, LetterSealed, NewcomerGreeted, LetterOpened,
                          SealBroken, CarrierChosen, BoxAnnounced, BoxesAsked, BoxClosed, StreamLine, StreamEnded, MailHanded,
                          LinkDescribed, LinkGathered, LinkChanged, LinkBroke, LinkHeard, TalkOpened, TalkClosed, TalkArrived, NonceDrawn,
                          CodeDerived, SourceToggled, DeviceChosen, SourceGranted, SourceRefused, SourceEnded, Tick, NetworkChanged, Woke>;

}  // namespace client
