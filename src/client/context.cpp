#include "client/context.hpp"

#include "client/members/rate_limit.hpp"
#include "protocol/wire.hpp"

namespace client {

bool Context::charge(MemberId member, Millis cost) const {
    const auto* record = members.find(member);
    if (record && record->banned) return false;
    tell(members::Charged{member, cost});
    return !record || record->heard.covers(cost, now());
}

void Context::say(MemberId to, const protocol::Talk& word, Millis extra) const {
    auto bytes = protocol::encode(word);
    tell(members::Said{to, members::cost_of_word(bytes.size()) + extra});
    order(mesh::SendMessage{to, std::move(bytes)});
}

void Context::answer(MemberId to, const protocol::Talk& word) const { order(mesh::SendMessage{to, protocol::encode(word)}); }

void Context::notice(conversation::NoticeKind kind, MemberId who) const {
    order(conversation::ShowNotice{kind, members.card(who), time.wall()});
}

}  // namespace client
