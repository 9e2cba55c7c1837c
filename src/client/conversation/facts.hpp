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

struct TextTyped {
    std::string text;
    std::optional<protocol::EntryId> answers{};
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
// What the room is about; "" for nothing in particular.
struct TopicChosen {
    std::string text;
};
struct EntrySigned {
    std::uint64_t number = 0;
    std::string transcript;  // that it is over
    std::string signature;
};
struct EntriesVerified {
    std::uint64_t serial = 0;
    bool good = false;
};
// The next part of a copy of the log is wanted. `from`: as GiveCopy said; nothing: the first part. -> GiveCopy
struct CopyAsked {
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

using Fact = std::variant<TextTyped, TextEdited, MessageDeleted, ReactionChosen, PinChosen, PollMade, Voted, TopicChosen, EntrySigned,
                          EntriesVerified, EntriesLoaded, StoreOpened, StoreBound, EntriesKept, CopyAsked, CopyRead, RoomForgotten,
                          ReceiptsChosen, DraftChanged, TypingShared, ReaderLooked>;

}  // namespace client::conversation
