// Facts of the conversation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/conversation/keeping.hpp"
#include "protocol/entry.hpp"

namespace client::conversation {

// An answer is for those who may read what it answers.
struct TextTyped {
    std::string text;
    std::optional<protocol::EntryId> answers{};
    std::optional<protocol::MemberId> to{};  // alone, and their other tabs; nothing: everybody
    bool alone = false;                      // never for everybody, whatever it answers
};
// Of a message of ours; what is not ours, or no message, stays as it is.
struct TextEdited {
    protocol::EntryId message;
    std::string text;
};
struct MessageDeleted {
    protocol::EntryId message;
};
struct ReactionChosen {
    protocol::EntryId message;
    std::string emoji;
    bool on = true;
};
struct PinChosen {
    protocol::EntryId message;
    bool on = true;
};
struct PollMade {
    std::string question;
    std::vector<std::string> options;
    bool several = false;
};
struct Voted {
    protocol::EntryId poll;
    std::vector<std::uint32_t> options;  // by their places, in any order
};
// The room's topic; "" for nothing in particular.
struct TopicChosen {
    std::string text;
};
struct EntrySigned {
    protocol::EntryId id;
    std::string transcript;  // that it is over
    std::string signature;
};
struct EntriesVerified {
    std::uint64_t serial = 0;
    bool good = false;
};
// The next part of a copy of the log is wanted. `from`: as GiveEntries said; nothing: the first part. -> GiveEntries
struct EntriesAsked {
    std::optional<protocol::EntryId> from;
};
// A copy of this room's log, of each feed the newest first. -> ShowCopyRead
struct CopyRead {
    std::vector<protocol::Entries> entries;
};
struct RoomForgotten {};  // nothing of this room is to be kept on this computer
// Whether others are told what we have read, and we are what they have.
struct ReceiptsChosen {
    bool on = true;
};
// The person has typed or deleted something; the page's own changes of the field, such as a draft that comes back, are none.
struct DraftChanged {
    std::string text;  // all that is written
};
struct TypingShared {
    bool on = true;  // we tell others that we are writing, and are told when they do
};
struct ReaderLooked {
    bool looking = false;  // the page is visible and its newest line in view
};
struct ReaderMoved {
    bool at_end = true;  // the newest line is in view, also of a page that is hidden
};
// Which messages the person wants to see.
enum class Rows : std::uint8_t { earlier, later, oldest, newest, around };
struct RowsWanted {
    Rows which = Rows::newest;
    // around: in the midst of them. earlier, later: the last one at the other side that is still needed; number 0: none is.
    protocol::EntryId message{};
};
// To search in: the texts of so many messages before that one, or of the newest where it is none, newest first -> GiveTexts
struct TextsWanted {
    protocol::EntryId before;
    std::uint32_t count = 0;
};
// To take along: so many messages after that one, or the oldest where it is none, oldest first -> GiveCopy
struct CopyWanted {
    protocol::EntryId after;
    std::uint32_t count = 0;
};
struct LastEditWanted {};  // -> OfferEdit, where there is one

using Fact = std::variant<TextTyped, TextEdited, MessageDeleted, ReactionChosen, PinChosen, PollMade, Voted, TopicChosen, EntrySigned,
                          EntriesVerified, EntriesLoaded, StoreOpened, StoreBound, EntriesKept, EntriesAsked, CopyRead, RoomForgotten,
                          ReceiptsChosen, DraftChanged, TypingShared, ReaderLooked, ReaderMoved, RowsWanted, TextsWanted, CopyWanted,
                          LastEditWanted>;

}  // namespace client::conversation
