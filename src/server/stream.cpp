#include "server/stream.hpp"

#include <type_traits>
#include <utility>

#include "protocol/wire.hpp"

namespace server {
namespace {

using protocol::Delivery;
using protocol::ErrorWord;
using protocol::MailLine;

void append(std::string& lines, const MailLine& line) {
    lines += protocol::encode(line);
    lines += '\n';
}

}  // namespace

std::optional<ErrorWord> Stream::open(Lobby& lobby, const protocol::ReceiveRequest& request, std::string& lines) {
    std::vector<protocol::MailboxRefused> refused;
    mailboxes_.reserve(request.mailboxes.size());
    for (const auto& mailbox : request.mailboxes) {
        if (const auto why = lobby.open(mailbox.seat, mailbox.after, subscriber_))
            refused.push_back({mailbox.seat.member, *why});
        else
            mailboxes_.push_back({mailbox.seat.room, mailbox.seat.member, mailbox.after});
    }
    if (mailboxes_.empty()) return refused.front().why;
    append(lines, protocol::StreamOpen{});
    for (const auto& each : refused) append(lines, each);
    return std::nullopt;
}

void Stream::read(const Lobby& lobby, std::string& lines, std::size_t enough) {
    std::erase_if(mailboxes_, [&](OpenMailbox& mailbox) {
        const Waiting waiting = lobby.read(mailbox.room, mailbox.member, subscriber_, mailbox.sent);
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

void Stream::close(Lobby& lobby, Millis now) {
    for (const OpenMailbox& mailbox : mailboxes_) lobby.close(mailbox.room, mailbox.member, subscriber_, now);
    mailboxes_.clear();
}

}  // namespace server
