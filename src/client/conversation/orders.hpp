// Orders of the conversation, and of the sentences of the page between its lines.
#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "client/ids.hpp"
#include "client/links.hpp"
#include "client/members/orders.hpp"
#include "client/times.hpp"

namespace client::conversation {

struct LineId {
    MemberId author;
    std::uint64_t number = 0;
    friend bool operator==(const LineId& a, const LineId& b) { return a.author == b.author && a.number == b.number; }
};
struct ShowLine {
    LineId id;
    LineId before;  // number 0: at the end
    members::Namecard author;
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
    members::Namecard who;
    Millis time = 0;  // since 1970
};
struct ShowUnread {
    std::uint32_t count = 0;
};

using Order = std::variant<ShowLine, ForgetLine, ShowDelivered, GuardPage, ShowNotice, ShowUnread>;

}  // namespace client::conversation
