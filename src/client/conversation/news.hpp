// News of the conversation.
#pragma once

#include <string>
#include <variant>

#include "client/ids.hpp"
#include "protocol/entry.hpp"

namespace client::conversation {

// Words for a member to whom the connection does not work, to be passed on by another. `turn`: by which one, where there are several.
struct RelayWords {
    MemberId to;
    unsigned turn = 0;
    std::string content;
};
struct RelayFailing {  // what went that way was not confirmed, several times
    MemberId to;
};

struct LogOpened {};     // another room's, or under another id: what was told of files before holds no longer
struct LogForgotten {};  // the person wants nothing of it on this disk any more
struct FileOffered {
    protocol::EntryId id;
    protocol::FileOffer offer;  // its name is fit for a disk
    protocol::Identity author;
    protocol::Addressee to;  // whom alone it is for; nothing: everybody
    bool news = false;       // it did not lie on this computer
};
struct FileWithdrawn {  // that entry offers nothing, or nothing any more
    protocol::EntryId id;
};

using News = std::variant<RelayWords, RelayFailing, LogOpened, LogForgotten, FileOffered, FileWithdrawn>;

}  // namespace client::conversation
