#include "client/signaling/stream_leader.hpp"

#include <algorithm>

#include "client/backoff.hpp"
#include "protocol/wire.hpp"

namespace client::signaling {
namespace {

// Several tabs answer a new leader within the same moment; one stream is asked for them together.
constexpr Millis gather_ms = 3;
// A stream's first line comes within a round trip. One that has not come by then is being held back by something on the way, and
// long polling takes over.
constexpr Millis first_line_ms = 4'000;
// A proxy that held a stream back may be gone: now and then, when a poll has ended without news, a stream is tried again, at the
// price of mail that is late by `first_line_ms`. Doubled from the first to the last.
constexpr Millis first_retry_ms = 60'000;
constexpr Millis last_retry_ms = 600'000;
constexpr Millis quiet_poll_ms = 20'000;
// The server gives a sign of life every 15 s, and ends a poll after 25 s.
constexpr Millis stream_silence_ms = 20'000;
constexpr Millis poll_silence_ms = 30'000;
// A stream that brought something so lately is not doubted.
constexpr Millis fresh_ms = 1'000;
// Between attempts while the server does not answer: doubled from the first to the last.
constexpr Millis first_pause_ms = 500;
constexpr Millis last_pause_ms = 8'000;
// A stream that ends sooner than this was cut off by something, and is not asked for again without a pause.
constexpr Millis shortest_stream_ms = 1'000;
// A leader that does not react to our mailbox in this time never heard of it.
constexpr Millis ask_again_ms = 5'000;
// When a mailbox that nobody reads is missed. (A poll that is held back tells nothing before it ends.)
constexpr Millis missed_ms = 10'000;

}  // namespace

void StreamLeader::stand(MemberId me, Orders& out) {
    if (me_) return;
    me_ = me;
    out.push_back(signaling::StandForLeader{me});
}

void StreamLeader::open(const protocol::Mailbox& mine, Millis now, Orders& out) {
    stand(mine.seat.member, out);
    mine_ = mine;
    refused_ = false;
    leading_ ? open_stream(now, out) : ask(now, out);
}

void StreamLeader::reopen(std::uint64_t after, Millis now, Orders& out) {
    if (!mine_) return;
    mine_->after = after;
    refused_ = false;
    leading_ ? restart_soon(now) : ask(now, out);
}

void StreamLeader::close(Orders& out) {
    if (me_) out.push_back(signaling::StepDown{});
    const auto stream = stream_;
    *this = StreamLeader{};
    stream_ = stream;  // what the old stream still says must not be taken for the next one's
}

void StreamLeader::on(const signaling::LeaderChosen&, Millis now, Orders& out) {
    if (!me_ || leading_) return;
    leading_ = true;
    asked_at_.reset();
    out.push_back(signaling::AskMailboxes{});
    open_stream(now, out);
}

void StreamLeader::on(const signaling::MailboxAnnounced& announced, Millis now, Orders& out) {
    if (!leading_ || announced.mailbox.seat.member == me_) return;
    if (others_.size() + 1 >= protocol::max_mailboxes_per_stream && !others_.count(announced.mailbox.seat.member)) return;
    const auto known = others_.find(announced.mailbox.seat.member);
    if (known == others_.end()) out.push_back(signaling::WatchTab{announced.mailbox.seat.member});
    if (known != others_.end() && known->second.after == announced.mailbox.after && open_ && !restart_at_) {
        // A leader fetches its mail, and it only has not heard so. A poll that is broken off for every question would never end.
        out.push_back(signaling::ForwardLine{known->first, protocol::encode(protocol::StreamOpen{})});
        return;
    }
    others_[announced.mailbox.seat.member] = announced.mailbox;
    restart_soon(now + gather_ms);
}

void StreamLeader::on(const signaling::MailboxesAsked&, Millis now, Orders& out) {
    if (!mine_ || leading_) return;
    ask(now, out);
}

void StreamLeader::on(const signaling::MailboxClosed& closed, Millis now, Orders& out) {
    const auto mailbox = others_.find(closed.member);
    if (!leading_ || mailbox == others_.end()) return;
    // The tab says goodbye itself while it closes; one that crashed cannot.
    out.push_back(signaling::Leave{mailbox->second.seat});
    others_.erase(mailbox);
    restart_soon(now + gather_ms);
}

std::optional<protocol::MailLine> StreamLeader::on(const signaling::StreamLine& fact, Millis now, Orders& out) {
    if (!leading_ || fact.stream != stream_) return std::nullopt;
    heard_at_ = now;
    lost_at_.reset();
    missed_ = false;
    if (fact.line.empty()) return std::nullopt;  // a sign of life
    auto line = protocol::decode_mail_line(fact.line);
    if (!line) return std::nullopt;
    if (std::holds_alternative<protocol::StreamOpen>(*line)) {
        flows_ = true;
        failures_ = 0;
        if (!poll_) held_back_ = 0;
        for (const auto& [member, mailbox] : others_) out.push_back(signaling::ForwardLine{member, fact.line});
        return line;
    }
    const auto* delivery = std::get_if<protocol::Delivery>(&*line);
    const auto* refused = std::get_if<protocol::MailboxRefused>(&*line);
    const auto to = delivery ? delivery->to : refused->to;
    if (to == me_) {
        if (refused) refused_ = true;
        return line;
    }
    const auto mailbox = others_.find(to);
    if (mailbox == others_.end()) return std::nullopt;
    if (delivery) mailbox->second.after = std::max(mailbox->second.after, delivery->number);
    if (refused) others_.erase(mailbox);
    out.push_back(signaling::ForwardLine{to, fact.line});
    return std::nullopt;
}

bool StreamLeader::on(const signaling::StreamEnded& ended, Millis now, Orders& out) {
    if (!leading_ || ended.stream != stream_) return false;
    // A poll ends as soon as it has brought something.
    const bool served = flows_ && now >= opened_at_ + (poll_ ? gather_ms : shortest_stream_ms);
    open_ = flows_ = false;
    if (ended.refused) {
        // None of the mailboxes is known to the server: each tab has to join again, and announces itself when it has.
        for (const auto& [member, mailbox] : others_)
            out.push_back(
                signaling::ForwardLine{member, protocol::encode(protocol::MailboxRefused{member, protocol::ErrorWord::unknown_member})});
        others_.clear();
        refused_ = true;
        return true;
    }
    if (served) {
        restart_soon(now);
        if (now >= stream_at_ && now >= opened_at_ + quiet_poll_ms) poll_ = false;
    } else {
        ++failures_;
        restart_soon(now + pause_after(failures_ - 1, first_pause_ms, last_pause_ms, *me_));
    }
    return false;
}

void StreamLeader::on(const network::Changed& change, Millis now) {
    if (!leading_ || !change.online) return;
    open_ = flows_ = poll_ = false;  // what was asked for over the old network may never come
    held_back_ = 0;
    failures_ = std::min(failures_, 2U);  // still away, but the pauses are short again: the server may be a moment behind the network
    restart_soon(now);
}

void StreamLeader::doubt(Millis now) {
    if (!leading_ || !open_ || now < heard_at_ + fresh_ms) return;
    open_ = flows_ = false;
    if (poll_) lost_at_.reset();  // a poll that is broken off before its end told nothing, good or bad
    restart_soon(now);
}

void StreamLeader::heard() {
    asked_at_.reset();
    lost_at_.reset();
    missed_ = false;
}

void StreamLeader::ask(Millis now, Orders& out) {
    asked_at_ = now;
    lose(now);
    out.push_back(signaling::AnnounceMailbox{*mine_});
}

void StreamLeader::lose(Millis now) {
    if (mine_ && !lost_at_) lost_at_ = now;
}

Millis StreamLeader::missed_at() const { return *lost_at_ + (poll_ ? poll_silence_ms : missed_ms); }

void StreamLeader::tick(Millis now, Orders& out) {
    if (asked_at_ && now >= *asked_at_ + ask_again_ms && mine_) ask(now, out);
    if (lost_at_ && now >= missed_at()) missed_ = true;
    if (!leading_) return;
    if (is_opening() && now >= opened_at_ + first_line_ms) {
        if (failures_ > 0) ++failures_;  // after a failure, nothing tells a proxy from a server that is away
        poll_ = true;
        stream_at_ = now + std::min(last_retry_ms, first_retry_ms << std::min(held_back_++, 4U));
        restart_at_ = now;
    }
    if (open_ && now >= silent_at()) {
        ++failures_;
        restart_at_ = now;
    }
    if (restart_at_ && now >= *restart_at_ && !is_opening()) open_stream(now, out);
}

std::optional<Millis> StreamLeader::wake_at() const {
    std::optional<Millis> at;
    const auto sooner = [&](Millis when) { at = at ? std::min(*at, when) : when; };
    if (asked_at_ && mine_) sooner(*asked_at_ + ask_again_ms);
    if (!leading_) {
        if (lost_at_ && !missed_) sooner(missed_at());
        return at;  // what a leader tries has its own times
    }
    if (is_opening()) sooner(opened_at_ + first_line_ms);
    if (open_) sooner(silent_at());
    if (restart_at_ && !is_opening()) sooner(*restart_at_);
    return at;
}

Millis StreamLeader::silent_at() const { return heard_at_ + (poll_ ? poll_silence_ms : stream_silence_ms); }

void StreamLeader::restart_soon(Millis at) { restart_at_ = restart_at_ ? std::min(*restart_at_, at) : at; }

void StreamLeader::open_stream(Millis now, Orders& out) {
    restart_at_.reset();
    protocol::ReceiveRequest request{poll_ ? protocol::Wait::poll : protocol::Wait::stream, {}};
    if (mine_ && !refused_) request.mailboxes.push_back(*mine_);
    for (const auto& [member, mailbox] : others_) request.mailboxes.push_back(mailbox);
    open_ = !request.mailboxes.empty();  // where there are none, whoever is let in next opens it
    if (!open_) return;
    flows_ = false;
    lose(now);
    opened_at_ = heard_at_ = now;
    out.push_back(signaling::OpenStream{++stream_, std::move(request)});
}

}  // namespace client::signaling
