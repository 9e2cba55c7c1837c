// Orders of the conversation, and of the sentences of the page between its lines.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "client/conversation/links.hpp"
#include "client/ids.hpp"
#include "client/members/orders.hpp"
#include "client/times.hpp"

namespace client::conversation {

struct MessageId {
    MemberId author;
    std::uint64_t number = 0;
    friend bool operator==(const MessageId& a, const MessageId& b) { return a.author == b.author && a.number == b.number; }
};
struct ShowMessage {
    MessageId id;
    MessageId before;  // number 0: at the end
    members::DisplayName author;
    bool me = false;
    Millis time = 0;  // since 1970
    std::vector<Piece> pieces;
    bool marks = false;  // has_marks
};
struct PruneMessage {  // one of the oldest, where there are more than a page can hold
    MessageId id;
};
struct ShowDelivered {  // everybody present has this line of mine
    MessageId id;
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
    members::DisplayName who;
    Millis time = 0;  // since 1970
};
struct ShowUnread {
    std::uint32_t count = 0;
};

using Order = std::variant<ShowMessage, PruneMessage, ShowDelivered, GuardPage, ShowNotice, ShowUnread>;

}  // namespace client::conversation
