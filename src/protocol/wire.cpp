#include "protocol/wire.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

#include "protocol/json_writer.hpp"
#include "protocol/scan.hpp"

namespace protocol {
namespace {

using Json = nlohmann::json;

// --- reading --------------------------------------------------------------------------------------------------------

// Nothing here needs more than four levels; deeper text is refused before a tree is built of it.
constexpr int max_depth = 8;

// The library's own builder of trees, which gives up on text that is nested too deeply. (The library's parser callback could
// do the same, at the price of a second parser in the page's module.)
class Builder : public nlohmann::detail::json_sax_dom_parser<Json> {
  public:
    explicit Builder(Json& tree) : json_sax_dom_parser(tree, /*allow_exceptions_=*/false) {}

    bool start_object(std::size_t count) { return ++depth_ <= max_depth && json_sax_dom_parser::start_object(count); }
    bool end_object() { return depth_-- > 0 && json_sax_dom_parser::end_object(); }
    bool start_array(std::size_t count) { return ++depth_ <= max_depth && json_sax_dom_parser::start_array(count); }
    bool end_array() { return depth_-- > 0 && json_sax_dom_parser::end_array(); }

  private:
    int depth_ = 0;
};

std::optional<Json> parse_object(std::string_view bytes) {
    Json json;
    Builder builder(json);
    if (!Json::sax_parse(bytes.begin(), bytes.end(), &builder) || !json.is_object()) return std::nullopt;
    return json;
}

const Json* find(const Json& json, const char* key) {
    if (!json.is_object()) return nullptr;
    const auto at = json.find(key);
    return at == json.end() ? nullptr : &*at;
}

std::optional<std::string> text_field(const Json& json, const char* key, std::size_t max_bytes) {
    const Json* at = find(json, key);
    if (!at || !at->is_string()) return std::nullopt;
    const auto& text = at->get_ref<const std::string&>();
    if (text.size() > max_bytes) return std::nullopt;
    return text;
}

std::optional<std::string> sealed_field(const Json& json, const char* key, std::size_t max_letters) {
    auto text = text_field(json, key, max_letters);
    if (!text || text->empty() || !is_base64url(*text)) return std::nullopt;
    return text;
}

// JSON numbers are doubles to JavaScript: whole numbers are exact up to 2^53 (RFC 8259 section 6).
constexpr std::uint64_t max_whole = 1ULL << 53;

std::optional<std::uint64_t> whole_field(const Json& json, const char* key, std::uint64_t max = max_whole) {
    const Json* at = find(json, key);
    if (!at || !at->is_number_unsigned()) return std::nullopt;
    const auto value = at->get<std::uint64_t>();
    if (value > max) return std::nullopt;
    return value;
}

std::optional<std::uint32_t> small_field(const Json& json, const char* key, std::uint32_t max = 0xffffffff) {
    const auto value = whole_field(json, key, max);
    if (!value) return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

std::optional<bool> flag_field(const Json& json, const char* key) {
    const Json* at = find(json, key);
    if (!at || !at->is_boolean()) return std::nullopt;
    return at->get<bool>();
}

template <class AnyId>
std::optional<AnyId> id_field(const Json& json, const char* key) {
    const Json* at = find(json, key);
    if (!at || !at->is_string()) return std::nullopt;
    return id_from_text<AnyId>(at->get_ref<const std::string&>());
}

// The list at `key`, each item read by `read`; nothing where it is no list, too long, or any item is bad.
template <class Read>
auto list_field(const Json& json, const char* key, std::size_t max_items, Read read)
    -> std::optional<std::vector<typename std::invoke_result_t<Read, const Json&>::value_type>> {
    const Json* at = find(json, key);
    if (!at || !at->is_array() || at->size() > max_items) return std::nullopt;
    std::vector<typename std::invoke_result_t<Read, const Json&>::value_type> items;
    items.reserve(at->size());
    for (const Json& item : *at) {
        auto value = read(item);
        if (!value) return std::nullopt;
        items.push_back(std::move(*value));
    }
    return items;
}

std::optional<Seat> read_seat(const Json& json) {
    const auto room = id_field<RoomId>(json, "room");
    const auto member = id_field<MemberId>(json, "member");
    const auto token = id_field<Token>(json, "token");
    if (!room || !member || !token) return std::nullopt;
    return Seat{*room, *member, *token};
}

std::optional<Present> read_present(const Json& json) {
    const auto member = id_field<MemberId>(json, "member");
    auto hello = sealed_field(json, "hello", max_hello_letters);
    if (!member || !hello) return std::nullopt;
    return Present{*member, std::move(*hello)};
}

std::optional<Envelope> read_envelope(const Json& json) {
    const auto to = id_field<MemberId>(json, "to");
    auto body = sealed_field(json, "body", max_seal_letters);
    if (!to || !body) return std::nullopt;
    return Envelope{*to, std::move(*body)};
}

std::optional<Box> read_box(const Json& json) {
    const auto seat = read_seat(json);
    const auto after = whole_field(json, "after");
    if (!seat || !after) return std::nullopt;
    return Box{*seat, *after};
}

std::optional<std::string> read_ice(const Json& json) {
    if (!json.is_string()) return std::nullopt;
    const auto& text = json.get_ref<const std::string&>();
    if (text.empty() || text.size() > 256) return std::nullopt;
    return text;
}

// --- writing --------------------------------------------------------------------------------------------------------

JsonWriter write_seat(const Seat& seat) {
    JsonWriter writer;
    writer.field("room", to_text(seat.room)).field("member", to_text(seat.member)).field("token", to_text(seat.token));
    return writer;
}

void write_present(JsonWriter& writer, const Present& present) {
    writer.field("member", to_text(present.member)).field("hello", present.hello);
}

// --- errors ---------------------------------------------------------------------------------------------------------

struct ErrorRow {
    ErrorWord error;
    unsigned status;
    std::string_view word;
    std::string_view sentence;
};

constexpr std::array<ErrorRow, 13> errors{{
    {ErrorWord::bad_request, 400, "bad_request", "The request is not in the form that this address takes."},
    {ErrorWord::wrong_token, 403, "wrong_token", "The token does not belong to this member."},
    {ErrorWord::unknown_path, 404, "unknown_path", "There is nothing at this address."},
    {ErrorWord::unknown_member, 404, "unknown_member", "This member is not in this room."},
    {ErrorWord::wrong_method, 405, "wrong_method", "This address does not take this method."},
    {ErrorWord::request_timeout, 408, "request_timeout", "The request came too slowly."},
    {ErrorWord::room_full, 409, "room_full", "All seats of this room are taken."},
    {ErrorWord::too_large, 413, "too_large", "The request is too large."},
    {ErrorWord::too_fast, 429, "too_fast", "Too many letters in a short time."},
    {ErrorWord::mailbox_full, 429, "mailbox_full", "A recipient has too much waiting mail."},
    {ErrorWord::headers_too_large, 431, "headers_too_large", "The request's headers are too large."},
    {ErrorWord::server_error, 500, "server_error", "The server made a mistake."},
    {ErrorWord::server_full, 503, "server_full", "The server is full."},
}};

const ErrorRow& row(ErrorWord error) {
    for (const auto& each : errors)
        if (each.error == error) return each;
    return errors[11];  // server_error; unreachable while every word has its row
}

std::optional<ErrorWord> error_from_word(std::string_view text) {
    for (const auto& each : errors)
        if (each.word == text) return each.error;
    return std::nullopt;
}

}  // namespace

std::string_view word(ErrorWord error) { return row(error).word; }
unsigned status(ErrorWord error) { return row(error).status; }
std::string_view sentence(ErrorWord error) { return row(error).sentence; }

std::string encode(ErrorWord error) { return JsonWriter().field("error", word(error)).field("message", sentence(error)).done(); }

std::optional<ErrorWord> decode_error(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto text = text_field(*json, "error", 64);
    if (!text) return std::nullopt;
    return error_from_word(*text);
}

// --- between browser and server -------------------------------------------------------------------------------------

std::string encode(const LookRequest& look) { return JsonWriter().field("room", to_text(look.room)).done(); }

std::optional<LookRequest> decode_look_request(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto room = id_field<RoomId>(*json, "room");
    if (!room) return std::nullopt;
    return LookRequest{*room};
}

std::string encode(const LookAnswer& answer) {
    return JsonWriter().field("seats", answer.seats).list("present", answer.present, write_present).done();
}

std::optional<LookAnswer> decode_look_answer(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto seats = small_field(*json, "seats", max_room_seats);
    auto present = list_field(*json, "present", max_room_seats, read_present);
    if (!seats || !present) return std::nullopt;
    return LookAnswer{*seats, std::move(*present)};
}

std::string encode(const JoinRequest& join) { return write_seat(join.seat).field("hello", join.hello).done(); }

std::optional<JoinRequest> decode_join_request(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto seat = read_seat(*json);
    auto hello = sealed_field(*json, "hello", max_hello_letters);
    if (!seat || !hello) return std::nullopt;
    return JoinRequest{*seat, std::move(*hello)};
}

std::string encode(const JoinAnswer& answer) {
    return JsonWriter()
        .field("after", answer.after)
        .field("seats", answer.seats)
        .list("present", answer.present, write_present)
        .texts("ice", answer.ice)
        .done();
}

std::optional<JoinAnswer> decode_join_answer(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto after = whole_field(*json, "after");
    const auto seats = small_field(*json, "seats", max_room_seats);
    auto present = list_field(*json, "present", max_room_seats, read_present);
    auto ice = list_field(*json, "ice", max_ice_servers, read_ice);
    if (!after || !seats || !present || !ice) return std::nullopt;
    return JoinAnswer{*after, *seats, std::move(*present), std::move(*ice)};
}

std::string encode(const PostRequest& post) {
    const auto write_letter = [](JsonWriter& writer, const Envelope& letter) {
        writer.field("to", to_text(letter.to)).field("body", letter.body);
    };
    return write_seat(post.seat).field("after", post.after).list("letters", post.letters, write_letter).done();
}

std::optional<PostRequest> decode_post_request(std::string_view bytes) {
    if (auto post = scan_post_request(bytes)) return post;
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto seat = read_seat(*json);
    const auto after = whole_field(*json, "after");
    auto letters = list_field(*json, "letters", max_letters_per_post, read_envelope);
    if (!seat || !after || !letters) return std::nullopt;
    return PostRequest{*seat, *after, std::move(*letters)};
}

std::string encode(const ReceiveRequest& receive) {
    const auto write_box = [](JsonWriter& writer, const Box& box) { writer = write_seat(box.seat).field("after", box.after); };
    return JsonWriter().field("wait", receive.wait == Wait::stream ? "stream" : "poll").list("boxes", receive.boxes, write_box).done();
}

std::optional<ReceiveRequest> decode_receive_request(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto wait = text_field(*json, "wait", 8);
    auto boxes = list_field(*json, "boxes", max_boxes_per_stream, read_box);
    if (!wait || !boxes || boxes->empty()) return std::nullopt;
    if (*wait == "stream") return ReceiveRequest{Wait::stream, std::move(*boxes)};
    if (*wait == "poll") return ReceiveRequest{Wait::poll, std::move(*boxes)};
    return std::nullopt;
}

std::string encode(const LeaveRequest& leave) { return write_seat(leave.seat).done(); }

std::optional<LeaveRequest> decode_leave_request(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto seat = read_seat(*json);
    if (!seat) return std::nullopt;
    return LeaveRequest{*seat};
}

// The server writes one of these for every letter it relays. All texts in it are base64url and need no escaping, so the line
// is put together directly instead of by way of a tree.
std::string encode(const MailLine& line) {
    struct Writer {
        std::string operator()(const StreamOpen&) const { return R"({"is":"open"})"; }
        std::string operator()(const BoxRefused& refused) const {
            return R"({"is":"refused","to":")" + to_text(refused.to) + R"(","error":")" + std::string(word(refused.why)) + R"("})";
        }
        std::string operator()(const Delivery& delivery) const {
            std::string text = R"({"to":")" + to_text(delivery.to) + R"(","number":)" + std::to_string(delivery.number);
            if (const auto* letter = std::get_if<Letter>(&delivery.what)) {
                text.reserve(text.size() + letter->body.size() + 64);
                text += R"(,"is":"letter","from":")" + to_text(letter->from) + R"(","body":")" + letter->body + R"("})";
            } else if (const auto* joined = std::get_if<Joined>(&delivery.what)) {
                text += R"(,"is":"joined","member":")" + to_text(joined->member) + R"(","hello":")" + joined->hello + R"("})";
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
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto is = text_field(*json, "is", 16);
    if (!is) return std::nullopt;
    if (*is == "open") return StreamOpen{};
    const auto to = id_field<MemberId>(*json, "to");
    if (!to) return std::nullopt;
    if (*is == "refused") {
        const auto error = text_field(*json, "error", 64);
        const auto why = error ? error_from_word(*error) : std::nullopt;
        if (!why) return std::nullopt;
        return BoxRefused{*to, *why};
    }
    const auto number = whole_field(*json, "number");
    if (!number) return std::nullopt;
    if (*is == "letter") {
        const auto from = id_field<MemberId>(*json, "from");
        auto body = sealed_field(*json, "body", max_seal_letters);
        if (!from || !body) return std::nullopt;
        return Delivery{*to, *number, Letter{*from, std::move(*body)}};
    }
    if (*is == "joined") {
        auto who = read_present(*json);
        if (!who) return std::nullopt;
        return Delivery{*to, *number, Joined{who->member, std::move(who->hello)}};
    }
    const auto member = id_field<MemberId>(*json, "member");
    if (!member) return std::nullopt;
    if (*is == "left") return Delivery{*to, *number, Left{*member, Departure::left}};
    if (*is == "expired") return Delivery{*to, *number, Left{*member, Departure::expired}};
    return std::nullopt;
}

// --- between members ------------------------------------------------------------------------------------------------

std::string encode(const Hello& hello) { return JsonWriter().field("name", hello.name).done(); }

std::optional<Hello> decode_hello(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    auto name = text_field(*json, "name", max_name_bytes);
    if (!name) return std::nullopt;
    const auto characters = count_characters(*name);
    if (!characters || *characters == 0 || *characters > max_name_characters) return std::nullopt;
    return Hello{std::move(*name)};
}

namespace {

std::optional<Signal> read_signal(const Json& json, std::string_view is) {
    const auto link = small_field(json, "link");
    if (!link) return std::nullopt;
    if (is == "offer" || is == "answer") {
        auto sdp = text_field(json, "sdp", max_sdp_bytes);
        if (!sdp || sdp->empty()) return std::nullopt;
        return Description{*link, is == "offer" ? Description::Kind::offer : Description::Kind::answer, std::move(*sdp)};
    }
    if (is == "candidate") {
        auto candidate = text_field(json, "candidate", max_candidate_bytes);
        auto mid = text_field(json, "mid", 32);
        const auto line = small_field(json, "line", 64);
        if (!candidate || !mid || !line) return std::nullopt;
        return Candidate{*link, std::move(*candidate), std::move(*mid), *line};
    }
    if (is == "again") return Again{*link};
    return std::nullopt;
}

}  // namespace

std::string encode(const Signal& signal) {
    struct Encoder {
        std::string operator()(const Description& it) const {
            const auto* is = it.kind == Description::Kind::offer ? "offer" : "answer";
            return JsonWriter().field("is", is).field("link", it.link).field("sdp", it.sdp).done();
        }
        std::string operator()(const Candidate& it) const {
            return JsonWriter()
                .field("is", "candidate")
                .field("link", it.link)
                .field("candidate", it.candidate)
                .field("mid", it.mid)
                .field("line", it.line)
                .done();
        }
        std::string operator()(const Again& it) const { return JsonWriter().field("is", "again").field("link", it.link).done(); }
    };
    return std::visit(Encoder{}, signal);
}

std::optional<Signal> decode_signal(std::string_view bytes) {
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto is = text_field(*json, "is", 16);
    if (!is) return std::nullopt;
    return read_signal(*json, *is);
}

std::string encode(const Talk& talk) {
    struct Encoder {
        std::string operator()(const Line& it) const {
            return JsonWriter().field("is", "line").field("number", it.number).field("stamp", it.stamp).field("text", it.text).done();
        }
        std::string operator()(const Have& it) const { return JsonWriter().field("is", "have").field("lines", it.lines).done(); }
        std::string operator()(const Status& it) const {
            return JsonWriter()
                .field("is", "status")
                .field("in_call", it.in_call)
                .field("microphone", it.microphone)
                .field("camera", it.camera)
                .field("screen", it.screen)
                .done();
        }
        std::string operator()(const Signal& it) const { return encode(it); }
        std::string operator()(const Bye&) const { return JsonWriter().field("is", "bye").done(); }
    };
    return std::visit(Encoder{}, talk);
}

std::optional<Talk> decode_talk(std::string_view bytes) {
    if (bytes.size() > max_talk_bytes) return std::nullopt;
    const auto json = parse_object(bytes);
    if (!json) return std::nullopt;
    const auto is = text_field(*json, "is", 16);
    if (!is) return std::nullopt;
    if (*is == "line") {
        const auto number = whole_field(*json, "number");
        const auto stamp = whole_field(*json, "stamp");
        auto text = text_field(*json, "text", max_text_bytes);
        if (!number || *number == 0 || !stamp || !text) return std::nullopt;
        const auto characters = count_characters(*text);
        if (!characters || *characters == 0 || *characters > max_text_characters) return std::nullopt;
        return Line{*number, *stamp, std::move(*text)};
    }
    if (*is == "have") {
        const auto lines = whole_field(*json, "lines");
        if (!lines) return std::nullopt;
        return Have{*lines};
    }
    if (*is == "status") {
        const auto in_call = flag_field(*json, "in_call");
        const auto microphone = flag_field(*json, "microphone");
        const auto camera = flag_field(*json, "camera");
        const auto screen = flag_field(*json, "screen");
        if (!in_call || !microphone || !camera || !screen) return std::nullopt;
        return Status{*in_call, *microphone, *camera, *screen};
    }
    if (*is == "bye") return Bye{};
    auto signal = read_signal(*json, *is);
    if (!signal) return std::nullopt;
    return Talk{std::move(*signal)};
}

std::optional<std::size_t> count_characters(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        const auto length = utf8_sequence(text);
        if (length == 0) return std::nullopt;
        text.remove_prefix(length);
    }
    return count;
}

}  // namespace protocol
