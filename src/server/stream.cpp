#include "server/stream.hpp"

#include <memory>
#include <type_traits>
#include <utility>

#include "protocol/wire.hpp"

namespace server {
namespace {

using protocol::Delivery;
using protocol::ErrorWord;
using protocol::MailLine;
using store::Hello;
using store::Mail;
using store::Waiting;

void append(std::string& lines, const MailLine& line) {
    lines += protocol::encode(line);
    lines += '\n';
}

}  // namespace

void Stream::open(store::Store& rooms, const protocol::ReceiveRequest& request, store::Done<Opened> done) {
    struct Opening {
        std::size_t left;
        store::Done<Opened> done;
        std::vector<protocol::MailboxRefused> refused{};
    };
    const auto opening = std::make_shared<Opening>(Opening{request.mailboxes.size(), std::move(done)});
    mailboxes_.reserve(request.mailboxes.size());
    for (const auto& mailbox : request.mailboxes)
        rooms.open(mailbox.seat, mailbox.after, subscriber_,
                   [this, opening, room = mailbox.seat.room, member = mailbox.seat.member, after = mailbox.after](const auto& why) {
                       if (why) opening->refused.push_back({member, *why});
                       if (!why) mailboxes_.push_back({room, member, after});
                       if (--opening->left > 0) return;
                       if (mailboxes_.empty()) return opening->done(opening->refused.front().why);
                       std::string lines;
                       append(lines, protocol::StreamOpen{});
                       for (const auto& each : opening->refused) append(lines, each);
                       opening->done(std::move(lines));
                   });
}

void Stream::read(store::Store& rooms, std::string& lines, std::size_t enough) {
    std::erase_if(mailboxes_, [&](OpenMailbox& mailbox) {
        const Waiting waiting = rooms.read(mailbox.room, mailbox.member, subscriber_, mailbox.sent);
        std::uint64_t number = waiting.first;
        for (const Mail& mail : waiting.mail) {
            if (lines.size() >= enough) break;
            append(lines, line_of(mailbox.member, number, mail));
            mailbox.sent = number++;
        }
        if (waiting.state == Waiting::State::gone) append(lines, protocol::MailboxRefused{mailbox.member, ErrorWord::unknown_member});
        if (waiting.state == Waiting::State::taken_over) taken_over_ = true;
        return waiting.state == Waiting::State::gone;
    });
}

MailLine Stream::line_of(const protocol::MemberId& to, std::uint64_t number, const Mail& mail) const {
    return std::visit(
        [&](const auto& what) -> MailLine {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, Hello>) {
                protocol::Joined joined{mail.about, *what};
                if (ice_->relays()) joined.ice = ice_->lend(caller_);
                if (ice_->relays()) joined.ice_seconds = ice_->seconds();
                return Delivery{to, number, std::move(joined)};
            } else if constexpr (std::is_same_v<What, protocol::Departure>) {
                return Delivery{to, number, protocol::Left{mail.about, what}};
            } else {
                return Delivery{to, number, protocol::ReceivedEnvelope{mail.about, what}};
            }
        },
        mail.what);
}

void Stream::close(store::Store& rooms, Millis now) {
    for (const OpenMailbox& mailbox : mailboxes_) rooms.close(mailbox.room, mailbox.member, subscriber_, now);
    mailboxes_.clear();
}

}  // namespace server
