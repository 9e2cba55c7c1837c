// A machine is given this for one fact or one piece of news: the time, the directory, and where its orders and its own news go. It is all
// that machines share.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "client/members/directory.hpp"
#include "client/news.hpp"
#include "client/order.hpp"
#include "client/times.hpp"
#include "protocol/talk.hpp"

namespace client {

struct Context {
    const Timekeeper& time;
    const members::Directory& members;
    Orders& orders;
    std::vector<News>& news;
    std::uint64_t& dropped;  // envelopes, hellos and messages that were nonsense or forged

    Millis now() const { return time.now(); }
    const members::Self& self() const { return members.self(); }
    const members::Stay& stay() const { return members.self().stay; }
    const members::Policy& policy() const { return members.self().policy; }

    void order(Order it) const { orders.push_back(std::move(it)); }
    void tell(News it) const { news.push_back(std::move(it)); }

    // Charges the member's rate limit. False where it is overdrawn: the member is banned then, and what it said is not to be heard.
    bool charge(MemberId member, Millis cost) const;
    // Sends a message over the open channel to that member. `extra`: what it costs there beside its bytes.
    void say(MemberId to, const protocol::Talk& word, Millis extra = 0) const;
    // The same where that member asked for it: it costs nothing there.
    void answer(MemberId to, const protocol::Talk& word) const;
    // A sentence between the lines of the conversation.
    void notice(conversation::NoticeKind kind, MemberId who) const;
};

}  // namespace client
