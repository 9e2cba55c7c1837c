#include "server/store/lobby.hpp"

#include <algorithm>
#include <utility>

namespace server::store {
namespace {

using protocol::Departure;
using protocol::ErrorWord;
using protocol::MemberId;
using protocol::RoomId;
using protocol::Seat;

// News of comings and goings cannot be refused, so a mailbox takes them beyond its limit; whoever lets as many again pile up
// is not receiving.
constexpr std::size_t news_over_limit = 2;

// Compares all bytes whatever they are, so that the time taken says nothing about how many were right.
bool same_secret(const protocol::Token& a, const protocol::Token& b) {
    volatile std::uint8_t differ = 0;
    for (std::size_t i = 0; i < a.bytes.size(); ++i) differ = differ | (a.bytes[i] ^ b.bytes[i]);
    return differ == 0;
}

std::size_t size_of(const Mail& mail) {
    const auto* body = std::get_if<std::string>(&mail.what);
    return body ? body->size() : 0;
}

// The bytes it takes to keep one, which are some even where it says nothing. A hello, of which a room has one copy, counts in each mailbox:
// the last of them may be the one that keeps it.
std::size_t cost_of(const Mail& mail) {
    const auto* hello = std::get_if<Hello>(&mail.what);
    return sizeof(Mail) + size_of(mail) + (hello ? (*hello)->size() : 0);
}

template <class Members>
auto find_member(Members& members, const MemberId& id) {
    return std::find_if(members.begin(), members.end(), [&](const auto& each) { return each.id == id; });
}

// The rate of so many seats together.
Rate times(const Rate& rate, std::int64_t seats) { return {rate.burst * seats, rate.per_minute * seats}; }

std::vector<protocol::Present> all_but(const auto& members, const MemberId* absent) {
    std::vector<protocol::Present> present;
    for (const auto& each : members)
        if (!absent || each.id != *absent) present.push_back({each.id, *each.hello});
    return present;
}

}  // namespace

Lobby::Lobby(Limits limits) : limits_(limits), rooms_(0, RoomHash{limits.salt}) {}

std::vector<protocol::Present> Lobby::look(const RoomId& room) const {
    const auto at = rooms_.find(room);
    if (at == rooms_.end()) return {};
    return all_but(at->second.members, nullptr);
}

std::variant<Stay, Refusal> Lobby::join(const Seat& seat, std::string hello, Millis now) {
    auto at = rooms_.find(seat.room);
    if (at != rooms_.end()) {
        auto& members = at->second.members;
        if (const auto known = find_member(members, seat.member); known != members.end()) {
            if (!same_secret(known->token, seat.token)) return Refusal{ErrorWord::wrong_token};
            known->hello = std::make_shared<const std::string>(std::move(hello));
            if (known->subscriber == nobody) expire_unless_received(seat.room, *known, now);
            return Stay{known->settled, all_but(members, &seat.member)};
        }
        if (members.size() >= limits_.seats && find_silent(members, now) == members.end()) return Refusal{ErrorWord::room_full};
        if (waiting_bytes_ >= limits_.all_waiting_bytes) return Refusal{ErrorWord::server_full};
    } else {
        if (rooms_.size() >= limits_.rooms) return Refusal{ErrorWord::server_full};
        at = rooms_.try_emplace(seat.room).first;
    }
    Room& room = at->second;
    if (const auto wait = room.joins.take(times(limits_.joins_per_seat, limits_.seats), 1, now)) return Refusal{ErrorWord::too_fast, *wait};
    if (room.members.size() >= limits_.seats) take_out(room.members, find_silent(room.members, now), Departure::expired);
    Member member;
    if (limits_.first_sequence) member.settled = *limits_.first_sequence + static_cast<std::uint64_t>(now);
    Stay stay{member.settled, all_but(room.members, nullptr)};
    member.id = seat.member;
    member.token = seat.token;
    member.hello = std::make_shared<const std::string>(std::move(hello));
    announce(room.members, Mail{seat.member, member.hello});
    expire_unless_received(seat.room, member, now);
    room.members.push_back(std::move(member));
    evict_overflowing(room.members);
    return stay;
}

std::optional<Refusal> Lobby::post(const Seat& seat, std::uint64_t after, std::vector<protocol::Envelope> letters, Millis now) {
    const auto found = find(seat);
    if (const auto* why = std::get_if<ErrorWord>(&found)) return Refusal{*why};
    Member& sender = *std::get<Member*>(found);
    settle(sender, after);

    Room& room = rooms_.find(seat.room)->second;
    std::size_t bytes = 0;
    for (const auto& each : letters) bytes += sizeof(Mail) + each.body.size();
    if (bytes > limits_.all_waiting_bytes - std::min(waiting_bytes_, limits_.all_waiting_bytes)) return Refusal{ErrorWord::server_full};
    if (const auto refusal = refuse_letters(room.members, letters)) return refusal;
    if (const auto wait = too_fast(room, sender, letters, now)) return Refusal{ErrorWord::too_fast, *wait};
    sender.wrote |= !letters.empty();
    for (auto& each : letters) {
        const auto to = find_member(room.members, each.to);
        if (to == room.members.end()) continue;
        if (!to->wrote && !to->written_to) to->written_to = now;
        deliver(*to, Mail{seat.member, std::move(each.body)});
    }
    letters_ += letters.size();
    return std::nullopt;
}

std::optional<ErrorWord> Lobby::open(const Seat& seat, std::uint64_t after, Subscriber subscriber) {
    const auto found = find(seat);
    if (const auto* why = std::get_if<ErrorWord>(&found)) return *why;
    Member& member = *std::get<Member*>(found);
    settle(member, after);
    if (member.subscriber != nobody && member.subscriber != subscriber) notified_.push_back(member.subscriber);
    member.subscriber = subscriber;
    return std::nullopt;
}

Waiting Lobby::read(const RoomId& room, const MemberId& member, Subscriber subscriber, std::uint64_t after) const {
    const auto at = rooms_.find(room);
    if (at == rooms_.end()) return {};
    const auto who = find_member(at->second.members, member);
    if (who == at->second.members.end()) return {};
    if (who->subscriber != subscriber) return {Waiting::State::taken_over, 0, {}};
    const std::uint64_t begin = std::max(after, who->settled);
    const std::size_t skip = std::min<std::size_t>(begin - who->settled, who->mail.size());
    return {Waiting::State::held, who->settled + skip + 1, std::span(who->mail).subspan(skip)};
}

void Lobby::close(const RoomId& room, const MemberId& member, Subscriber subscriber, Millis now) {
    const auto at = rooms_.find(room);
    if (at == rooms_.end()) return;
    const auto who = find_member(at->second.members, member);
    if (who == at->second.members.end() || who->subscriber != subscriber) return;
    who->subscriber = nobody;
    expire_unless_received(room, *who, now);
}

std::optional<ErrorWord> Lobby::leave(const Seat& seat) {
    const auto found = find(seat);
    if (const auto* why = std::get_if<ErrorWord>(&found)) return *why == ErrorWord::unknown_member ? std::nullopt : std::optional(*why);
    const auto room = rooms_.find(seat.room);
    remove(room, find_member(room->second.members, seat.member), Departure::left);
    return std::nullopt;
}

void Lobby::expire(Millis now) {
    while (!deadlines_.empty() && deadlines_.front().at <= now) {
        const Deadline due = deadlines_.front();
        deadlines_.pop_front();
        const auto room = rooms_.find(due.room);
        if (room == rooms_.end()) continue;
        auto& members = room->second.members;
        const auto member = find_member(members, due.member);
        if (member == members.end() || member->subscriber != nobody || member->expires_at > now) continue;
        remove(room, member, Departure::expired);
    }
}

std::optional<Millis> Lobby::next_expiry() const {
    if (deadlines_.empty()) return std::nullopt;
    return deadlines_.front().at;
}

Census Lobby::census() const {
    Census census{rooms_.size(), 0, 0, waiting_bytes_};
    for (const auto& [id, room] : rooms_) {
        census.members += room.members.size();
        for (const auto& member : room.members) census.waiting += member.mail.size();
    }
    return census;
}

void Lobby::take_notified(std::vector<Subscriber>& notified) {
    notified.clear();
    notified.swap(notified_);
}

std::variant<Lobby::Member*, ErrorWord> Lobby::find(const Seat& seat) {
    const auto at = rooms_.find(seat.room);
    if (at == rooms_.end()) return ErrorWord::unknown_member;
    auto& members = at->second.members;
    const auto who = find_member(members, seat.member);
    if (who == members.end()) return ErrorWord::unknown_member;
    if (!same_secret(who->token, seat.token)) return ErrorWord::wrong_token;
    return &*who;
}

// Letters are taken all or none, so every recipient's mailbox is looked at before the first is filled.
std::optional<Refusal> Lobby::refuse_letters(const Members& members, const std::vector<protocol::Envelope>& letters) const {
    for (const Member& each : members) {
        std::size_t count = each.mail.size();
        std::size_t bytes = each.waiting_bytes;
        bool addressed = false;
        for (const auto& one : letters) {
            if (one.to != each.id) continue;
            addressed = true;
            count += 1;
            bytes += one.body.size();
        }
        if (addressed && (count > limits_.waiting_mail || bytes > limits_.waiting_bytes)) return Refusal{ErrorWord::mailbox_full};
    }
    return std::nullopt;
}

std::optional<Millis> Lobby::too_fast(Room& room, Member& sender, const std::vector<protocol::Envelope>& letters, Millis now) const {
    const auto count = static_cast<std::int64_t>(letters.size());
    std::int64_t bytes = 0;
    for (const auto& each : letters) bytes += static_cast<std::int64_t>(each.body.size());
    if (const auto wait = sender.letters.take(limits_.letters, count, now)) return wait;
    if (const auto wait = room.letters.take(times(limits_.letters, limits_.seats), count, now)) return wait;
    return room.bytes.take(times(limits_.bytes_per_seat, limits_.seats), bytes, now);
}

void Lobby::settle(Member& member, std::uint64_t after) {
    if (after <= member.settled) return;
    const std::size_t count = std::min<std::size_t>(after - member.settled, member.mail.size());
    forget(member, count);
    member.settled += count;
    if (member.mail.empty()) member.mail.shrink_to_fit();
}

void Lobby::forget(Member& member, std::size_t count) {
    const auto end = member.mail.begin() + static_cast<std::ptrdiff_t>(count);
    for (auto at = member.mail.begin(); at != end; ++at) {
        member.waiting_bytes -= size_of(*at);
        waiting_bytes_ -= cost_of(*at);
    }
    member.mail.erase(member.mail.begin(), end);
}

void Lobby::deliver(Member& member, Mail mail) {
    member.waiting_bytes += size_of(mail);
    waiting_bytes_ += cost_of(mail);
    member.mail.push_back(std::move(mail));
    if (member.subscriber != nobody) notified_.push_back(member.subscriber);
}

void Lobby::announce(Members& members, const Mail& news) {
    for (Member& each : members) deliver(each, news);
}

Lobby::Members::iterator Lobby::find_silent(Members& members, Millis now) const {
    auto longest = members.end();
    for (auto at = members.begin(); at != members.end(); ++at) {
        if (at->wrote || !at->written_to || now < *at->written_to + limits_.silence) continue;
        if (longest == members.end() || *at->written_to < *longest->written_to) longest = at;
    }
    return longest;
}

void Lobby::remove(Rooms::iterator room, Members::iterator member, Departure how) {
    auto& members = room->second.members;
    take_out(members, member, how);
    evict_overflowing(members);
    if (members.empty()) rooms_.erase(room);
}

void Lobby::take_out(Members& members, Members::iterator member, Departure how) {
    const MemberId id = member->id;
    if (member->subscriber != nobody) notified_.push_back(member->subscriber);
    forget(*member, member->mail.size());
    members.erase(member);
    announce(members, Mail{id, how});
}

// Each departure is news for the others, and may be the last straw for the next mailbox.
void Lobby::evict_overflowing(Members& members) {
    const auto overflows = [&](const Member& each) { return each.mail.size() > limits_.waiting_mail * news_over_limit; };
    for (auto at = std::find_if(members.begin(), members.end(), overflows); at != members.end();
         at = std::find_if(members.begin(), members.end(), overflows))
        take_out(members, at, Departure::expired);
}

void Lobby::expire_unless_received(const RoomId& room, Member& member, Millis now) {
    member.expires_at = now + limits_.expiry;
    deadlines_.push_back({member.expires_at, room, member.id});
}

}  // namespace server::store
