// Orders of the conversation, and of the sentences of the page between its lines.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/conversation/keeping.hpp"
#include "client/conversation/links.hpp"
#include "client/ids.hpp"
#include "client/members/orders.hpp"
#include "client/times.hpp"
#include "protocol/access.hpp"
#include "protocol/entry.hpp"

namespace client::conversation {

struct SignEntry {  // of ours -> EntrySigned
    protocol::EntryId id;
    std::string transcript;
};
struct VerifyEntries {  // -> EntriesVerified
    std::uint64_t serial = 0;
    protocol::SignedWords words;
};

using MessageId = protocol::EntryId;

// The message that another one answers.
struct Quote {
    MessageId id;
    std::string name;  // of its author; "" where it is not here
    std::string text;  // on one line, cut off; "" where it is not here or was deleted
    friend bool operator==(const Quote&, const Quote&) = default;
};
struct Version {
    std::uint64_t stamp = 0;  // ms since 1970
    std::string text;
};
// An emoji, or an option of a poll, and those who chose it.
struct ShownChoice {
    std::string what;
    std::uint32_t count = 0;
    bool mine = false;
    std::vector<std::string> people;
};
// A message as it is now. One that is shown already takes the place of what was there.
struct ShowMessage {
    MessageId id;
    MessageId before;  // number 0: at the end
    members::DisplayName author;
    bool me = false;
    bool fresh = false;  // written by this tab in this stay: nobody has it, until ShowDelivery says so
    Millis time = 0;     // since 1970
    std::vector<Piece> pieces;
    bool marks = false;    // has_marks
    bool changed = false;  // it is shown already
    bool news = false;     // it has just come, not from this computer
    bool late = false;     // it stands above others that were here before it
    bool deleted = false;  // there are no pieces then
    bool pinned = false;
    std::vector<Version> versions{};  // where it was edited: all its texts, the last one holds
    std::optional<Quote> answers{};
    std::vector<ShownChoice> reactions{};
    bool is_poll = false;
    bool several = false;  // options may be chosen by one person
    std::vector<ShownChoice> options{};
    std::optional<protocol::FileOffer> file{};   // that it offers; its name is the text
    std::string only_with{};                     // the person who alone has it besides me; "" where everybody has
    std::optional<protocol::MemberId> person{};  // somebody who is here with the author's key
};
// It is not shown any more. The page shows a window of the conversation.
struct PruneMessage {
    MessageId id;
    bool forgotten = false;  // nor is it here
};
// Whether there are messages before and behind those that are shown.
struct ShowWindow {
    bool earlier = false;
    bool later = false;
};
// A message has come behind those that are shown: it has no row.
struct HearMessage {
    ShowMessage message;
};
struct PinnedMessage {
    MessageId id;
    members::DisplayName author;
    bool me = false;
    std::string text;  // on one line, cut off
};
struct ShowPins {
    std::vector<PinnedMessage> pins;  // the one that was pinned last first
};
struct FoundText {
    MessageId id;
    members::DisplayName author;
    std::string text;
};
struct GiveTexts {  // as TextsWanted asked
    std::vector<FoundText> texts;
    bool all = false;  // there are no older ones
};
struct GiveCopy {  // as CopyWanted asked
    std::vector<ShowMessage> messages;
    bool all = false;  // there are no newer ones
};
struct OfferEdit {  // the last message of the person that can be edited
    ShowMessage message;
};
// How far a message of mine has come. Everybody present has it: it counts as delivered, also where others come later.
struct ShowDelivery {
    MessageId id;
    bool kept = false;           // it lies on this computer
    std::uint32_t received = 0;  // so many of those present have it
    std::uint32_t read = 0;      // and so many have read it, as far as they say so
    std::uint32_t present = 0;
    std::vector<MemberId> missing{};  // of those present, where others have it, those that do not
};
// Whether the page, before it is left, asks: a line of mine has not reached everybody present, and is not kept either. (A
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
    call_missed,       // nobody came, or we did not
    call_nearly_full,  // one more, and every computer in it does all that it can
    screen_started,
    stranger,
    knocks,
    removed,
    host,
    door_open,
    door_knock,
    door_locked,
    door_lapsed,   // the host has been away for long
    moved,         // the room has another link
    not_kept,      // this browser keeps nothing
    storage_full,  // and no more than this
    renamed,       // somebody who is here goes by another name from now on
    forged,        // they passed on words that their author did not write
    late           // a message stands above others that were here before it
};

struct ShowNotice {
    NoticeKind kind = NoticeKind::joined;
    members::DisplayName who;
    Millis time = 0;       // since 1970
    std::string before{};  // renamed: by which name they went
};
// A part of the log as it travels, of each feed the newest first.
struct GiveEntries {
    std::vector<std::string> ranges;
    std::optional<protocol::EntryId> next;  // where the next part begins; nothing: this was the last
};
// All of the copy was looked at.
struct ShowCopyRead {
    std::uint32_t taken = 0;    // entries that were not here
    std::uint32_t refused = 0;  // ranges that are not authentic, or of another room
};
// The room's topic: the one that was chosen last, "" for none.
struct ShowTopic {
    std::string text;
};
struct ShowUnread {
    std::uint32_t count = 0;
    MessageId first;  // of them, in the order of the conversation; number 0: not known, or none
};

// Those who are writing a message, in the order in which they began; of more than two there are three.
struct ShowTyping {
    std::vector<members::DisplayName> who;
};

using Order = std::variant<SignEntry, VerifyEntries, OpenStore, KeepEntries, ForgetEntries, ForgetStore, ShowMessage, PruneMessage,
                           ShowWindow, HearMessage, ShowPins, GiveTexts, GiveCopy, GiveEntries, OfferEdit, ShowDelivery, GuardPage,
                           ShowNotice, ShowCopyRead, ShowTopic, ShowUnread, ShowTyping>;

}  // namespace client::conversation
