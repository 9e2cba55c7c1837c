// The words between browser and server.
#include <utility>

#include "protocol/json_reader.hpp"
#include "protocol/json_writer.hpp"
#include "protocol/scan.hpp"
#include "protocol/wire.hpp"

namespace protocol {
namespace {

std::optional<Seat> read_seat(const JsonReader& json) {
    const auto room = json.id<RoomId>("room");
    const auto member = json.id<MemberId>("member");
    const auto token = json.id<Token>("token");
    if (!room || !member || !token) return std::nullopt;
    return Seat{*room, *member, *token};
}

std::optional<Present> read_present(const JsonReader& json) {
    const auto member = json.id<MemberId>("member");
    auto hello = json.sealed("hello", max_hello_letters);
    if (!member || !hello) return std::nullopt;
    return Present{*member, std::move(*hello)};
}

std::optional<Envelope> read_envelope(const JsonReader& json) {
    const auto to = json.id<MemberId>("to");
    auto body = json.sealed("body", max_seal_letters);
    if (!to || !body) return std::nullopt;
    return Envelope{*to, std::move(*body)};
}

std::optional<Mailbox> read_mailbox(const JsonReader& json) {
    const auto seat = read_seat(json);
    const auto after = json.whole("after");
    if (!seat || !after) return std::nullopt;
    return Mailbox{*seat, *after};
}

JsonWriter write_seat(const Seat& seat) {
    JsonWriter writer;
    writer.field("room", to_text(seat.room)).field("member", to_text(seat.member)).field("token", to_text(seat.token));
    return writer;
}

void write_present(JsonWriter& writer, const Present& present) {
    writer.field("member", to_text(present.member)).field("hello", present.hello);
}

std::optional<IceServer> read_ice(const JsonReader& json) {
    auto urls = json.texts("urls", max_ice_servers, max_ice_bytes);
    auto username = json.text("username", max_ice_bytes);
    auto credential = json.text("credential", max_ice_bytes);
    if (!urls || urls->empty() || !username || !credential) return std::nullopt;
    return IceServer{std::move(*urls), std::move(*username), std::move(*credential)};
}

void write_ice(JsonWriter& writer, const IceServer& server) {
    writer.texts("urls", server.urls).field("username", server.username).field("credential", server.credential);
}

}  // namespace

std::string encode(const LookRequest& look) { return JsonWriter().field("room", to_text(look.room)).done(); }

std::optional<LookRequest> decode_look_request(std::string_view bytes) {
    const JsonText json(bytes);
    const auto room = json.id<RoomId>("room");
    if (!room) return std::nullopt;
    return LookRequest{*room};
}

std::string encode(const LookAnswer& answer) {
    return JsonWriter().field("seats", answer.seats).list("present", answer.present, write_present).done();
}

std::optional<LookAnswer> decode_look_answer(std::string_view bytes) {
    const JsonText json(bytes);
    const auto seats = json.small("seats", max_room_seats);
    auto present = json.list("present", max_room_seats, read_present);
    if (!seats || !present) return std::nullopt;
    return LookAnswer{*seats, std::move(*present)};
}

std::string encode(const JoinRequest& join) { return write_seat(join.seat).field("hello", join.hello).done(); }

std::optional<JoinRequest> decode_join_request(std::string_view bytes) {
    const JsonText json(bytes);
    const auto seat = read_seat(json);
    auto hello = json.sealed("hello", max_hello_letters);
    if (!seat || !hello) return std::nullopt;
    return JoinRequest{*seat, std::move(*hello)};
}

std::string encode(const JoinAnswer& answer) {
    return JsonWriter()
        .field("after", answer.after)
        .field("seats", answer.seats)
        .list("present", answer.present, write_present)
        .list("ice", answer.ice, write_ice)
        .field("ice_seconds", answer.ice_seconds)
        .done();
}

std::optional<JoinAnswer> decode_join_answer(std::string_view bytes) {
    const JsonText json(bytes);
    const auto after = json.whole("after");
    const auto seats = json.small("seats", max_room_seats);
    auto present = json.list("present", max_room_seats, read_present);
    auto ice = json.list("ice", max_ice_servers, read_ice);
    const auto ice_seconds = json.small("ice_seconds");
    if (!after || !seats || !present || !ice || !ice_seconds) return std::nullopt;
    return JoinAnswer{*after, *seats, std::move(*present), std::move(*ice), *ice_seconds};
}

std::string encode(const PostRequest& post) {
    const auto write_letter = [](JsonWriter& writer, const Envelope& letter) {
        writer.field("to", to_text(letter.to)).field("body", letter.body);
    };
    return write_seat(post.seat).field("after", post.after).list("letters", post.letters, write_letter).done();
}

std::optional<PostRequest> decode_post_request(std::string_view bytes) {
    if (auto post = scan_post_request(bytes)) return post;
    const JsonText json(bytes);
    const auto seat = read_seat(json);
    const auto after = json.whole("after");
    auto letters = json.list("letters", max_letters_per_post, read_envelope);
    if (!seat || !after || !letters) return std::nullopt;
    return PostRequest{*seat, *after, std::move(*letters)};
}

std::string encode(const ReceiveRequest& receive) {
    const auto write_mailbox = [](JsonWriter& writer, const Mailbox& mailbox) {
        writer = write_seat(mailbox.seat).field("after", mailbox.after);
    };
    return JsonWriter()
        .field("wait", receive.wait == Wait::stream ? "stream" : "poll")
        .list("boxes", receive.mailboxes, write_mailbox)
        .done();
}

std::optional<ReceiveRequest> decode_receive_request(std::string_view bytes) {
    const JsonText json(bytes);
    const auto wait = json.text("wait", 8);
    auto mailboxes = json.list("boxes", max_mailboxes_per_stream, read_mailbox);
    if (!wait || !mailboxes || mailboxes->empty()) return std::nullopt;
    if (*wait == "stream") return ReceiveRequest{Wait::stream, std::move(*mailboxes)};
    if (*wait == "poll") return ReceiveRequest{Wait::poll, std::move(*mailboxes)};
    return std::nullopt;
}

std::string encode(const LeaveRequest& leave) { return write_seat(leave.seat).done(); }

std::optional<LeaveRequest> decode_leave_request(std::string_view bytes) {
    const JsonText json(bytes);
    const auto seat = read_seat(json);
    if (!seat) return std::nullopt;
    return LeaveRequest{*seat};
}

// The server writes one of these for every letter it relays. All texts in it are base64url and need no escaping, so the line
// is put together directly instead of by way of a tree.
std::string encode(const MailLine& line) {
    struct Writer {
        std::string operator()(const StreamOpen&) const { return R"({"is":"open"})"; }
        std::string operator()(const MailboxRefused& refused) const {
            return R"({"is":"refused","to":")" + to_text(refused.to) + R"(","error":")" + std::string(word(refused.why)) + R"("})";
        }
        std::string operator()(const Delivery& delivery) const {
            std::string text = R"({"to":")" + to_text(delivery.to) + R"(","number":)" + std::to_string(delivery.number);
            if (const auto* letter = std::get_if<ReceivedEnvelope>(&delivery.what)) {
                text.reserve(text.size() + letter->body.size() + 64);
                text += R"(,"is":"letter","from":")" + to_text(letter->from) + R"(","body":")" + letter->body + R"("})";
            } else if (const auto* joined = std::get_if<Joined>(&delivery.what)) {
                text += R"(,"is":"joined","member":")" + to_text(joined->member) + R"(","hello":")" + joined->hello + '"';
                if (joined->ice.empty()) return text + '}';
                // These fields alone may need escaping, so they are written as an object of their own, whose bracket is left out.
                const auto ice = JsonWriter().list("ice", joined->ice, write_ice).field("ice_seconds", joined->ice_seconds).done();
                text += ',' + ice.substr(1);
            } else if (const auto* left = std::get_if<Left>(&delivery.what)) {
                text += R"(,"is":")" + std::string(left->how == Departure::left ? "left" : "expired") + R"(","member":")" +
                        to_text(left->member) + R"("})";
            }
            return text;
        }
    };
    return std::visit(Writer{}, line);
}

std::optional<MailLine> decode_mail_line(std::string_view bytes) {
    const JsonText json(bytes);
    const auto is = json.text("is", 16);
    if (!is) return std::nullopt;
    if (*is == "open") return StreamOpen{};
    const auto to = json.id<MemberId>("to");
    if (!to) return std::nullopt;
    if (*is == "refused") {
        const auto error = json.text("error", 64);
        const auto why = error ? error_from_word(*error) : std::nullopt;
        if (!why) return std::nullopt;
        return MailboxRefused{*to, *why};
    }
    const auto number = json.whole("number");
    if (!number) return std::nullopt;
    if (*is == "letter") {
        const auto from = json.id<MemberId>("from");
        auto body = json.sealed("body", max_seal_letters);
        if (!from || !body) return std::nullopt;
        return Delivery{*to, *number, ReceivedEnvelope{*from, std::move(*body)}};
    }
    if (*is == "joined") {
        auto who = read_present(json);
        auto ice = json.has("ice") ? json.list("ice", max_ice_servers, read_ice) : std::vector<IceServer>();
        const auto ice_seconds = json.has("ice") ? json.small("ice_seconds") : 0;
        if (!who || !ice || !ice_seconds) return std::nullopt;
        return Delivery{*to, *number, Joined{who->member, std::move(who->hello), std::move(*ice), *ice_seconds}};
    }
    const auto member = json.id<MemberId>("member");
    if (!member) return std::nullopt;
    if (*is == "left") return Delivery{*to, *number, Left{*member, Departure::left}};
    if (*is == "expired") return Delivery{*to, *number, Left{*member, Departure::expired}};
    return std::nullopt;
}

}  // namespace protocol
