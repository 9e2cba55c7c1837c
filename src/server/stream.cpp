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
    boxes_.reserve(request.boxes.size());
    for (const auto& box : request.boxes) {
        if (const auto why = lobby.open(box.seat, box.after, reader_))
            refused.push_back({box.seat.member, *why});
        else
            boxes_.push_back({box.seat.room, box.seat.member, box.after});
    }
    if (boxes_.empty()) return refused.front().why;
    append(lines, protocol::StreamOpen{});
    for (const auto& each : refused) append(lines, each);
    return std::nullopt;
}

void Stream::read(const Lobby& lobby, std::string& lines, std::size_t enough) {
    std::erase_if(boxes_, [&](OpenBox& box) {
        const Waiting waiting = lobby.read(box.room, box.member, reader_, box.sent);
        std::uint64_t number = waiting.first;
        for (const Mail& mail : waiting.mail) {
            if (lines.size() >= enough) break;
            append(lines, line_of(box.member, number, mail));
            box.sent = number++;
        }
        if (waiting.state == Waiting::State::gone) append(lines, protocol::MailboxRefused{box.member, ErrorWord::unknown_member});
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
    for (const OpenBox& box : boxes_) lobby.close(box.room, box.member, reader_, now);
    boxes_.clear();
}

}  // namespace server
