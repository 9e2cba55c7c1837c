// Orders: the effects that the client core asks for, each performed in exactly one place outside. Imperative, plain values, no handles.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/call/facts.hpp"
#include "client/ids.hpp"
#include "client/links.hpp"
#include "client/times.hpp"
#include "protocol/charter.hpp"
#include "protocol/identity.hpp"
#include "protocol/mail.hpp"
#include "protocol/pin.hpp"
#include "protocol/talk.hpp"

namespace client {

// --- the room's keys and address --------------------------------------------------------------------------------------

struct SetAddress {  // what stands after the '#'
    std::string invitation;
};
struct Found {  // -> Founded
    protocol::Fresh nonce;
    std::string transcript;
};
// -> KeysDerived; slowly where there is no secret and the passphrase takes its place. Several may be under way, and end in any order.
struct DeriveKeys {
    std::uint32_t serial = 0;
    std::string name;
    std::string secret;
    std::string passphrase;
};

struct UseKeys {  // from now on, all that is sealed and opened; those of other serials up to this one are not wanted any more
    std::uint32_t serial = 0;
};

// --- the rules of the house (docs/protocol.md) ---------------------------------------------------------------------

struct SignRules {  // -> RulesSigned
    protocol::Fresh nonce;
    std::string rules;
};
struct CheckCharter {  // -> CharterChecked: whether all signatures are good, and the secret is the hash of `founding`
    std::uint32_t ask = 0;
    std::string secret;
    std::string founding;
    std::vector<protocol::SignedWords> words;
};
struct KeepCharter {  // for when we come again
    RoomId room;
    std::string charter;
};

// For the tab's next stay, also after a reload.
struct KeepEpoch {
    std::uint64_t epoch = 0;
};

// --- whom this browser knows --------------------------------------------------------------------------------------------

struct KeepPin {
    protocol::Pin pin;
};
struct DropPin {
    protocol::Pin pin;
};

// --- mail -------------------------------------------------------------------------------------------------------------

struct Look {  // -> LookAnswered | RequestFailed
    RoomId room;
};
struct Join {  // -> Admitted | RequestFailed
    protocol::Seat seat;
    std::string hello;  // to be signed, and sealed for everybody
};
struct Leave {  // must go out even while the page closes; nothing comes back
    protocol::Seat seat;
};
struct OutgoingLetter {
    MemberId to;
    std::string to_hello;  // as that member introduced itself
    std::uint64_t counter = 0;
    std::string content;  // to be signed, and sealed for `to`
};
struct Post {  // -> PostTaken | RequestFailed
    protocol::Seat seat;
    std::string hello;  // as we introduced ourselves
    std::uint64_t after = 0;
    std::vector<OutgoingLetter> letters;
};
// Gives up the requests that the server has not answered, and sends all later ones over new connections: the old ones may have died
// unnoticed, and retry only after pauses that double (RFC 6298 section 5.5).
struct Redial {};
struct SealLetter {  // -> LetterSealed
    protocol::Passage passage;
    std::uint64_t counter = 0;
    std::string content;
    MemberId through;
};
struct OpenHello {  // -> NewcomerGreeted | SealBroken
    MemberId member;
    std::string hello;
};
struct OpenLetter {  // -> LetterOpened | SealBroken, in the order in which they were asked for
    protocol::Passage passage;
    std::string body;
    unsigned outdated = 0;  // 0: by what holds now; else the how manieth try by what held before
};

// --- the carrier ------------------------------------------------------------------------------------------------------

struct StandAsCarrier {  // -> CarrierChosen, at once or when the present carrier's tab closes
    MemberId me;
};
struct AskBoxes {};  // -> BoxAnnounced by every other tab
struct Announce {
    protocol::Box box;
};
struct WatchTab {  // -> BoxClosed when that tab is no more
    MemberId member;
};
struct OpenStream {  // ends the earlier one; -> StreamLine..., StreamEnded
    std::uint32_t stream = 0;
    protocol::ReceiveRequest request;
};
struct StandDown {};  // no longer: ends the stream, lets another tab carry
struct HandOn {       // a line for another tab of this browser
    MemberId to;
    std::string line;
};

// --- links ------------------------------------------------------------------------------------------------------------

struct UseServers {  // to find ways to others, from now on: for new links, and for those that are restarted. A relay without a
                     // credential cannot be used yet
    std::vector<protocol::IceServer> servers;
    bool relay_only = false;
};
struct OpenLink {  // -> LinkDescribed (where we offer), LinkGathered..., LinkChanged..., TalkOpened | LinkBroke
    MemberId peer;
    std::uint32_t link = 0;
    bool offers = false;
    bool lanes = false;  // where we offer: for media too, from the first description on
};
struct AddLanes {  // for media, to a link that we offered without -> LinkDescribed
    MemberId peer;
};
struct CloseLink {
    MemberId peer;
};
struct ApplyDescription {  // an offer -> LinkDescribed with the answer | LinkBroke
    MemberId peer;
    protocol::Description description;
};
struct ApplyCandidate {
    MemberId peer;
    protocol::Candidate candidate;
};
struct RestartLink {  // a new offer with new ICE credentials on the same connection (RFC 8829 section 4.1.18) -> LinkDescribed
    MemberId peer;
};
struct ListenTo {  // -> LinkHeard
    MemberId peer;
};
struct SendTalk {
    MemberId peer;
    std::string bytes;
};
// The budget of the camera's picture on one link: the most bits, and by how much it is scaled down first.
struct Picture {
    std::uint32_t kilobits_per_second = 0;
    double shrink = 1;
};
struct SendMedia {  // which of our sources that peer gets
    MemberId peer;
    bool microphone = false;
    bool camera = false;
    bool screen = false;
    Picture picture{};           // of the camera
    bool whole_picture = false;  // what is sent begins with one that needs none before it
};

// --- safety codes (docs/protocol.md) ------------------------------------------------------------------------------

struct DrawNonce {  // -> NonceDrawn
    MemberId peer;
    std::uint32_t link = 0;
    MemberId me;
};
struct Partner {
    MemberId id;
    std::string record;  // protocol::safety_record
};
struct DeriveCode {  // -> CodeDerived
    MemberId peer;   // zeros: all
    std::uint32_t asked = 0;
    std::string mine;  // my own record
    std::vector<Partner> partners;
    std::string bound;  // what the hash `commitment` must be of; "" where nobody is bound
    std::string commitment;
};

// --- devices ----------------------------------------------------------------------------------------------------------

// Camera and microphone are asked for together where both are wanted, so that the person answers one question.
struct AskDevices {  // -> SourceGranted | SourceRefused for each that is asked for
    bool microphone = false;
    bool camera = false;
    std::string microphone_id;  // "" for the browser's choice
    std::string camera_id;
};
struct AskScreen {};  // -> SourceGranted | SourceRefused
struct StopSource {
    call::Source source = call::Source::microphone;
};
struct MuteMicrophone {
    bool muted = false;
};

// --- the page ---------------------------------------------------------------------------------------------------------

struct Namecard {
    std::string name;
    std::string tag;  // tells two people with one name apart; "" where it is not needed
    unsigned colour = 0;
    bool stranger = false;  // says the name of somebody else whom this browser knows
};
struct ShowArrival {
    std::string room;
    bool fresh = false;
    bool broken_link = false;
    bool known = false;
    std::vector<Namecard> inside;
    std::uint32_t seats = 0;
    bool full = false;
    bool by_hand = false;
    bool stretching = false;  // the passphrase is being made into a key
    std::string proposal;     // a strong passphrase
};
enum class Stage { arriving, joining, inside, left };
// cut_off: nobody is reached any more, so it is this side's connection.
// no_key: the browser makes none for us; no_mail: another tab of this browser should fetch our mail, and does not.
// knocking, locked: we wait until the host lets us in; removed: the host does not want us here
enum class RoomTrouble {
    none,
    room_full,
    server_full,
    unreachable,
    refused,
    no_relay,
    no_key,
    no_mail,
    cut_off,
    knocking,
    locked,
    removed,
    elsewhere
};
struct ShowRoom {
    Stage stage = Stage::arriving;
    std::optional<RoomId> id;  // once it is entered and known
    std::string name;
    std::string link;
    RoomTrouble trouble = RoomTrouble::none;
    bool offline = false;
    bool by_hand = false;
    std::string passphrase;  // not in the link: to be told separately
    bool has_host = false;
    protocol::Door door = protocol::Door::open;
};
enum class PersonState { connecting, connected, reconnecting, gone, knocking };
enum class Standing { fresh, known, verified, stranger };  // fresh: not seen before this page was opened
struct ShowPerson {
    MemberId id;
    Namecard card;
    bool me = false;
    PersonState state = PersonState::connecting;
    protocol::Status status;
    bool same_build = true;  // runs the page that we run
    Standing standing = Standing::known;
    std::string renamed_from{};  // the name by which they were known before; "" where that is the same
    Millis away_since = 0;       // by the steady clock (times.hpp); 0 unless reconnecting
    bool host = false;
    std::string through{};  // the friend by whom words pass while the connection does not work; "" for none
};
struct RemovePerson {
    MemberId id;
};
struct LineId {
    MemberId author;
    std::uint64_t number = 0;
    friend bool operator==(const LineId& a, const LineId& b) { return a.author == b.author && a.number == b.number; }
};
struct ShowLine {
    LineId id;
    LineId before;  // number 0: at the end
    Namecard author;
    bool me = false;
    Millis time = 0;  // since 1970
    std::vector<Piece> pieces;
};
struct ForgetLine {  // one of the oldest, where there are more than a page can hold
    LineId id;
};
struct ShowDelivered {  // everybody present has this line of mine
    LineId id;
};
// Whether the page, before it is left, asks: a line of mine has not reached everybody present, and with this tab it would be gone. (A
// call is no reason: to close its tab is a usual way to hang up, and loaded anew it is back in the call.)
struct GuardPage {
    bool on = false;
};
enum class NoticeKind {
    joined,
    left,
    lost,
    flooded,
    tampered,
    tampered_there,
    call_started,
    call_joined,
    call_left,
    screen_started,
    stranger,
    knocks,
    removed,
    host,
    door_open,
    door_knock,
    door_locked,
    door_lapsed,  // the host has been away for long
    moved         // the room has another link
};
struct ShowNotice {
    NoticeKind kind = NoticeKind::joined;
    Namecard who;
    Millis time = 0;  // since 1970
};
enum class CodeState { waiting, ready, failed };
struct ShowSafety {
    MemberId who;  // zeros: all
    CodeState state = CodeState::waiting;
    std::string code;  // when ready: pair_code_bytes or room_code_bytes
};
struct ShowUnread {
    std::uint32_t count = 0;
};
enum class MicrophoneState { off, asking, live, muted };
enum class DeviceState { off, asking, live };
struct ShowCall {
    bool in_call = false;
    MicrophoneState microphone = MicrophoneState::off;
    DeviceState camera = DeviceState::off;
    DeviceState screen = DeviceState::off;
    // Why each source, by its index, is not to be had.
    std::vector<std::pair<call::Source, call::Refusal>> troubles;
    unsigned wishes = 0;  // of Call::wishes: what this tab keeps, in case that it is loaded anew
};
struct ShowDevices {  // lists what the browser has
    std::string microphone;
    std::string camera;
};
struct ShowMedia {  // what that person sends (or, for me, my own picture) is to be played, or no longer
    MemberId who;
    bool screen = false;
    bool on = false;
};

using Order = std::variant<SetAddress, Found, DeriveKeys, UseKeys, SignRules, CheckCharter, KeepCharter, KeepEpoch, KeepPin, DropPin, Look,
                           Join, Leave, Post, Redial, SealLetter, OpenHello, OpenLetter, StandAsCarrier, AskBoxes, Announce, WatchTab,
                           OpenStream, StandDown, HandOn, UseServers, OpenLink, AddLanes, CloseLink, ApplyDescription, ApplyCandidate,
                           RestartLink, ListenTo, SendTalk, SendMedia, DrawNonce, DeriveCode, AskDevices, AskScreen, StopSource,
                           MuteMicrophone, ShowArrival, ShowRoom, ShowPerson, RemovePerson, ShowLine, ForgetLine, ShowDelivered, GuardPage,
                           ShowNotice, ShowSafety, ShowUnread, ShowCall, ShowDevices, ShowMedia>;
using Orders = std::vector<Order>;

}  // namespace client
